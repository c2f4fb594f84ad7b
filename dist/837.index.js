export const id = 837;
export const ids = [837];
export const modules = {

/***/ 2837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHub: () => (/* binding */ createGitHub)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/utils.js + 20 modules
var utils = __webpack_require__(5250);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(9735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(6856);
// EXTERNAL MODULE: ./lib/github/api.js
var api = __webpack_require__(7671);
// EXTERNAL MODULE: ./lib/github/json.js
var json = __webpack_require__(7781);
;// CONCATENATED MODULE: ./lib/github/answer-error.js


/** What an answer of the REST API with an error status means. */
function restError(route, answer, options) {
    const message = messageOf((0,json/* objectOf */.Xy)(answer.data)) || `status ${answer.status}`;
    return new api/* GitHubError */.y(kindOf(answer, message), route, message, factsOf(answer), options);
}
function kindOf(answer, message) {
    const { status } = answer;
    if (status === 401)
        return 'denied';
    if (isRateLimit(answer, message))
        return 'rate-limited';
    if (status === 403)
        return 'denied';
    if (status === 404 || status === 410)
        return 'not-found';
    return status >= 500 || status === 408 ? 'unavailable' : 'refused';
}
/**
 * Both limits come as 403 or 429: the primary one with `x-ratelimit-remaining: 0`, the secondary one with `retry-after`
 * or with no more than its text (REST API, "Rate limits for the REST API").
 */
function isRateLimit({ status, headers }, message) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return (headers['x-ratelimit-remaining'] === '0' ||
        headers['retry-after'] !== undefined ||
        /rate limit|abuse detection/i.test(message));
}
/** Error members of a 422 name resource, field and code; only some have a text of their own. */
function messageOf({ message, errors }) {
    const details = (0,json/* listOf */.c3)(errors).map(error => {
        if (typeof error === 'string')
            return error;
        const { resource, field, code, message: own } = (0,json/* objectOf */.Xy)(error);
        return (0,json/* textOf */.b6)(own) ?? [(0,json/* textOf */.b6)(resource), (0,json/* textOf */.b6)(field), (0,json/* textOf */.b6)(code)].filter(Boolean).join(' ');
    });
    return [(0,json/* textOf */.b6)(message) ?? '', ...details].filter(text => text !== '').join(': ');
}
function factsOf({ status, headers }) {
    const permission = headers['x-accepted-github-permissions'];
    const requestId = headers['x-github-request-id'];
    const retryAfter = secondsLeft(headers);
    return {
        status,
        ...(permission ? { permission } : {}),
        ...(retryAfter === undefined ? {} : { retryAfter }),
        ...(requestId ? { requestId } : {})
    };
}
/** By `retry-after`, else from the server's own `date` to the reset of the budget. */
function secondsLeft(headers) {
    const asked = Number(headers['retry-after'] ?? Number.NaN);
    if (Number.isFinite(asked))
        return asked;
    if (headers['x-ratelimit-remaining'] !== '0')
        return undefined;
    const left = Number(headers['x-ratelimit-reset']) - Date.parse(headers.date ?? '') / 1000;
    return Number.isFinite(left) ? Math.max(0, Math.ceil(left)) : undefined;
}
const GRAPHQL_ROUTE = 'POST /graphql';
const KINDS = {
    NOT_FOUND: 'not-found',
    FORBIDDEN: 'denied',
    INSUFFICIENT_SCOPES: 'denied',
    UNAUTHENTICATED: 'denied',
    RATE_LIMITED: 'rate-limited',
    SERVICE_UNAVAILABLE: 'unavailable',
    INTERNAL: 'unavailable'
};
/**
 * The `data` of a GraphQL answer. GitHub answers 200 and puts errors beside the data, each with a `type`; a query that
 * timed out has none, and one that breaks the schema has `extensions` instead.
 *
 * @throws GitHubError for the first error that is not `NOT_FOUND`, and for an answer without data
 */
function graphqlData(answer) {
    const { data, errors } = (0,json/* objectOf */.Xy)(answer.data);
    const failed = (0,json/* listOf */.c3)(errors)
        .map(json/* objectOf */.Xy)
        .find(error => error.type !== 'NOT_FOUND' || !isObject(data));
    if (failed !== undefined) {
        const message = (0,json/* textOf */.b6)(failed.message) ?? 'no message';
        throw new api/* GitHubError */.y(graphqlKind(failed), GRAPHQL_ROUTE, message, factsOf(answer));
    }
    if (!isObject(data))
        throw brokenAnswer(GRAPHQL_ROUTE, answer);
    return (0,json/* objectOf */.Xy)(data);
}
const isObject = (value) => typeof value === 'object' && value !== null;
function graphqlKind({ type, extensions, message }) {
    if (typeof type === 'string')
        return KINDS[type] ?? 'refused';
    if (/something went wrong|timeout|timed out/i.test((0,json/* textOf */.b6)(message) ?? ''))
        return 'unavailable';
    return isObject(extensions) ? 'refused' : 'unavailable';
}
/** The answer is not what the API promises. */
const brokenAnswer = (route, answer) => new api/* GitHubError */.y('unavailable', route, 'the answer is not the JSON that was expected', factsOf(answer));

;// CONCATENATED MODULE: ./lib/github/whole-answer.js
/** By this name octokit knows a failure that is not to be retried. */
class AbortError extends Error {
    name = 'AbortError';
}
/** Statuses whose answers have no body (Fetch Standard, "null body status"). */
const BODILESS = [204, 205, 304];
/**
 * A fetch whose answer is whole: there within `ms` of real time, complete, and JSON where it is a success. Anything else
 * is thrown as an Error, so that a client which retries failed requests retries broken answers too.
 *
 * @throws an `AbortError` where the caller's signal aborts, Error otherwise
 */
function wholeAnswers(send, ms) {
    return async (input, init) => {
        const limit = new AbortController();
        const caller = init?.signal ?? undefined;
        const timer = setTimeout(() => limit.abort(), ms);
        const signal = caller === undefined ? limit.signal : AbortSignal.any([caller, limit.signal]);
        try {
            const answer = await send(input, { ...init, signal });
            const body = await answer.arrayBuffer();
            if (answer.ok && body.byteLength > 0)
                expectJson(answer.headers.get('content-type'), body);
            const { status, statusText, headers } = answer;
            return new Response(BODILESS.includes(status) ? null : body, {
                status,
                statusText,
                headers: [...headers]
            });
        }
        catch (error) {
            if (caller?.aborted)
                throw new AbortError('stopped by the caller', { cause: error });
            if (limit.signal.aborted)
                throw new Error(`no answer within ${ms / 1000} s`, { cause: error });
            throw error;
        }
        finally {
            clearTimeout(timer);
        }
    };
}
function expectJson(type, body) {
    if (!/\bjson\b/i.test(type ?? ''))
        throw new Error(`expected JSON and got ${type ?? 'no content type'}`);
    try {
        JSON.parse(new TextDecoder().decode(body));
    }
    catch (cause) {
        throw new Error('the answer is broken JSON', { cause });
    }
}

;// CONCATENATED MODULE: ./lib/github/client.js







/** All client errors: asking again gives the same answer. Rate limits among them are for the throttling plugin. */
const FINAL = [
    400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 418, 422, 423, 424, 426, 428
].concat([429, 431, 451]);
/** How often a call that a rate limit refused, and that did not take place, is made again. */
const LIMITED_RETRIES = 2;
const Client = utils/* GitHub */.gq.plugin(dist_bundle/* retry */.L, plugin_throttling_dist_bundle/* throttling */.A);
/**
 * The client of GitHub's APIs. Reads (GET, and GraphQL, of which the project has queries alone) are tried again after a
 * server error, a broken answer or none; what writes is sent once, for it may have taken place. Calls that a rate limit
 * refused are repeated when GitHub allows it within `longestWait`. Writes are a second apart, those that notify people
 * three, as GitHub asks (REST API, "Best practices for using the REST API"). Proxies are those of `@actions/github`:
 * HTTPS_PROXY, HTTP_PROXY, NO_PROXY.
 *
 * @throws GitHubError, kind `denied`, for a text that cannot be a token
 */
function createGitHub(options) {
    const { paced = true, token } = options;
    // Also because the error about a header that cannot be sent would show the token.
    if (!/^[\x21-\x7e]+$/.test(token))
        throw new api/* GitHubError */.y('denied', '', `the token is ${token === '' ? 'empty' : 'not one line of plain text'}`);
    const unpaced = createClient(options, { write: UNPACED, notifications: UNPACED });
    const rest = paced ? createClient(options, {}) : unpaced;
    const graphqlUrl = options.graphqlUrl ?? graphqlUrlOf(options.baseUrl);
    return {
        rest: (route, parameters = {}, signal) => untilAborted(signal, () => {
            // Given for reads too it would outdo `doNotRetry`.
            const once = route.startsWith('GET ') ? {} : { retries: 0 };
            return answerOf(route, rest, route, { ...parameters, request: { ...once, signal } });
        }),
        graphql: (query, variables = {}, signal) => untilAborted(signal, async () => {
            const parameters = { query, variables, request: { signal } };
            // The throttling plugin takes every POST for a write.
            return graphqlData(await answerOf(GRAPHQL_ROUTE, unpaced, `POST ${graphqlUrl}`, parameters));
        })
    };
}
/** A limiter of the throttling plugin that lets everything through at once. */
const UNPACED = { key: () => ({ schedule: (_options, job) => job() }) };
function createClient(options, pace) {
    const { token, baseUrl, userAgent, timeoutMs = 15_000, retries = 3, longestWait = 60, second = 1000 } = options;
    const wanted = (retryAfter, _options, _octokit, retryCount) => retryAfter <= longestWait && retryCount < LIMITED_RETRIES;
    const sent = sameOrigin(baseUrl, utils/* defaults */.NT.baseUrl) ? utils/* defaults */.NT.request?.fetch : undefined;
    return new Client((0,utils/* getOctokitOptions */.EG)(token, {
        baseUrl: baseUrl.replace(/\/$/, ''),
        userAgent,
        log: SILENT,
        request: { fetch: wholeAnswers(sent ?? fetch, timeoutMs) },
        retry: { retries, doNotRetry: FINAL, retryAfterBaseValue: second },
        throttle: {
            ...pace,
            id: token,
            retryAfterBaseValue: second,
            fallbackSecondaryRateRetryAfter: 60,
            onRateLimit: wanted,
            onSecondaryRateLimit: wanted
        }
    }));
}
const SILENT = { debug() { }, info() { }, warn() { }, error() { } };
function sameOrigin(a, b) {
    return b !== undefined && new URL(a).origin === new URL(b).origin;
}
/** GitHub Enterprise Server has REST under `/api/v3` and GraphQL under `/api/graphql`. */
const graphqlUrlOf = (baseUrl) => `${baseUrl.replace(/\/$/, '').replace(/\/v3$/, '')}/graphql`;
/** @throws GitHubError */
async function answerOf(name, client, route, parameters) {
    try {
        const { status, data, headers } = await client.request(route, { ...parameters });
        const answer = { status, data: data === '' ? undefined : data, headers: textHeaders(headers) };
        if (typeof answer.data === 'string')
            throw brokenAnswer(name, answer);
        return answer;
    }
    catch (error) {
        if (error instanceof api/* GitHubError */.y)
            throw error;
        const answer = answerIn(error);
        if (answer === undefined)
            throw new api/* GitHubError */.y('unavailable', name, textIn(error), {}, { cause: error });
        if (answer.status >= 400)
            throw restError(name, answer, { cause: error });
        // A query that succeeded with errors in its body: graphqlData tells them apart.
        return answer;
    }
}
/** The answer that an error of octokit carries. */
function answerIn(error) {
    const { status, data, headers } = (0,json/* objectOf */.Xy)((0,json/* objectOf */.Xy)(error).response);
    return typeof status === 'number' ? { status, data, headers: textHeaders((0,json/* objectOf */.Xy)(headers)) } : undefined;
}
const textIn = (error) => error instanceof Error ? error.message : ((0,json/* textOf */.b6)(error) ?? 'no answer');
const textHeaders = (headers) => Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name.toLowerCase(), String(value)]]));
/** Also ends a wait between attempts, which octokit's plugins do not. @throws the signal's reason */
async function untilAborted(signal, work) {
    if (signal === undefined)
        return work();
    signal.throwIfAborted();
    const ended = new AbortController();
    const aborted = new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended.signal });
    });
    const running = work();
    // When the race is lost nobody waits for this any more, and its late failure must not end the process.
    running.catch(() => undefined);
    try {
        return await Promise.race([running, aborted]);
    }
    finally {
        ended.abort();
    }
}


/***/ })

};
