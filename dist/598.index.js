export const id = 598;
export const ids = [598];
export const modules = {

/***/ 9598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  announce: () => (/* binding */ announce)
});

// EXTERNAL MODULE: ./lib/github/announce/deployment-status.js
var deployment_status = __webpack_require__(1211);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
// EXTERNAL MODULE: ./lib/announce/news.js
var news = __webpack_require__(408);
// EXTERNAL MODULE: ./lib/github/api.js
var api = __webpack_require__(7671);
// EXTERNAL MODULE: ./lib/github/json.js
var json = __webpack_require__(7781);
;// CONCATENATED MODULE: ./lib/github/compare.js


/** The compare API lists no more than this. */
const MOST_COMMITS = 10_000;
const PER_PAGE = 250;
const ROUTE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
/**
 * The commits that can be reached from `head` and not from `base`, both SHAs (REST API, "Compare two commits"; with
 * `page` the commits are in chronological order). Pages are asked for until all commits that the first one announces are
 * there, whatever number of them GitHub puts on a page.
 *
 * @throws GitHubError, kind `unavailable`, also where GitHub announces more commits than it gives
 */
async function compare(github, { owner, name }, base, head, signal) {
    const basehead = `${base}...${head}`;
    const pageOf = async (page) => (0,json/* objectOf */.Xy)((await github.rest(ROUTE, { owner, repo: name, basehead, per_page: PER_PAGE, page }, signal)).data);
    const first = await pageOf(1);
    const status = statusOf(first.status);
    const total = (0,json/* integerOf */.cP)(first.total_commits);
    const mergeBase = (0,json/* textOf */.b6)((0,json/* within */.ux)(first, 'merge_base_commit').sha);
    if (status === undefined || total === undefined || mergeBase === undefined)
        throw broken('no comparison');
    if (total > MOST_COMMITS)
        return { status, mergeBase, total, commits: undefined };
    const commits = new Map();
    for (let page = 1, answer = first;; answer = await pageOf(++page)) {
        const before = commits.size;
        for (const commit of (0,json/* listOf */.c3)(answer.commits).map(commitOf))
            commits.set(commit.sha, commit);
        if (commits.size >= total)
            break;
        if (commits.size === before)
            throw broken(`${commits.size} of ${total} commits`);
    }
    return { status, mergeBase, total, commits: parentsFirst([...commits.values()]) };
}
function statusOf(value) {
    return value === 'identical' || value === 'ahead' || value === 'behind' || value === 'diverged'
        ? value
        : undefined;
}
/** Oldest first, but never a commit before its parents: clocks of committers differ. The order of pages plays no part. */
function parentsFirst(commits) {
    const bySha = new Map(commits.map(commit => [commit.sha, commit]));
    const reached = new Set();
    const ordered = [];
    for (const start of commits.toSorted((a, b) => a.at - b.at || (a.sha < b.sha ? -1 : 1))) {
        const stack = reached.has(start.sha) ? [] : [start];
        reached.add(start.sha);
        for (let commit = stack.at(-1); commit !== undefined; commit = stack.at(-1)) {
            const parent = commit.parents
                .map(sha => bySha.get(sha))
                .find(each => each !== undefined && !reached.has(each.sha));
            if (parent === undefined) {
                ordered.push(commit);
                stack.pop();
            }
            else {
                reached.add(parent.sha);
                stack.push(parent);
            }
        }
    }
    return ordered;
}
function commitOf(value) {
    const commit = (0,json/* objectOf */.Xy)(value);
    const sha = (0,json/* textOf */.b6)(commit.sha);
    const nodeId = (0,json/* textOf */.b6)(commit.node_id);
    if (sha === undefined || nodeId === undefined)
        throw broken('a commit without SHA');
    const git = (0,json/* within */.ux)(commit, 'commit');
    const author = accountOf((0,json/* objectOf */.Xy)(commit.author));
    return {
        sha,
        nodeId,
        parents: (0,json/* listOf */.c3)(commit.parents).flatMap(parent => (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(parent).sha) ?? []),
        message: (0,json/* textOf */.b6)(git.message) ?? '',
        ...(author && { author }),
        authorName: (0,json/* textOf */.b6)((0,json/* within */.ux)(git, 'author').name) ?? '',
        at: Date.parse((0,json/* textOf */.b6)((0,json/* within */.ux)(git, 'committer').date) ?? '') || 0
    };
}
function accountOf({ login, type }) {
    const name = (0,json/* textOf */.b6)(login);
    return name === undefined ? undefined : { login: name.replace(/\[bot\]$/, ''), bot: type === 'Bot' };
}
const broken = (what) => new api/* GitHubError */.y('unavailable', ROUTE, `GitHub answered with ${what}`);

;// CONCATENATED MODULE: ./lib/github/find-revision.js


/** Deployments of an environment that are looked at, newest first. */
const DEPLOYMENTS = 30;
/**
 * The first of the asked places that the repository has. `except` is a SHA whose deployments do not count: the job that
 * releases it may have one in the same environment already.
 *
 * @throws GitHubError for anything but a revision that is not there
 */
async function findRevision(github, repository, ask, except, signal) {
    const tried = [];
    for (const { ref, by } of candidates(ask)) {
        tried.push(ref);
        const commit = await find_revision_commitOf(github, repository, ref, signal);
        if (commit !== undefined)
            return { revision: { commit, by }, tried };
    }
    if (ask.environment === undefined)
        return { tried };
    tried.push(`environment ${ask.environment}`);
    const commit = await lastDeployed(github, repository, ask.environment, except, signal);
    return commit === undefined ? { tried } : { revision: { commit, by: 'deployment' }, tried };
}
function candidates({ commit = '', version = '' }) {
    const bare = version.replace(/^v(?=\d)/, '');
    // docker/metadata-action calls images of a commit `sha-` and its first seven digits.
    const sha = version.replace(/^sha-/, '');
    const tags = version === '' ? [] : [version, version === bare ? `v${version}` : bare].filter(isRefName);
    return [
        ...[commit].filter(isSha).map(ref => ({ ref, by: 'commit' })),
        ...tags.map(tag => ({ ref: `tags/${tag}`, by: 'version' })),
        ...[sha].filter(isSha).map(ref => ({ ref, by: 'version' }))
    ];
}
const isSha = (text) => /^[0-9a-f]{7,40}$/.test(text);
/** A digest (`sha256:…`) is no tag of git, and `..` would be a range. Stricter than git check-ref-format. */
const isRefName = (text) => /^\w[\w.+/-]*$/.test(text) && !/\.\.|\/$|\.$|\.lock$/.test(text);
/**
 * REST API, "Get a commit": `ref` is a SHA, `heads/…` or `tags/…`, and annotated tags are followed. A SHA that is not
 * there is answered with 422, a tag with 404 or 422.
 */
async function find_revision_commitOf(github, { owner, name }, ref, signal) {
    try {
        // One file a page: the diff is of no interest here.
        const parameters = { owner, repo: name, ref, per_page: 1 };
        const { data } = await github.rest('GET /repos/{owner}/{repo}/commits/{ref}', parameters, signal);
        return (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(data).sha);
    }
    catch (error) {
        if (error instanceof api/* GitHubError */.y && (error.kind === 'not-found' || error.status === 422))
            return undefined;
        throw error;
    }
}
/**
 * REST API, "List deployments" (newest first) and "List deployment statuses". A deployment that was successful once is
 * `inactive` after the next one, so all its statuses count.
 */
async function lastDeployed(github, { owner, name }, environment, except, signal) {
    const of = { owner, repo: name };
    const route = 'GET /repos/{owner}/{repo}/deployments';
    const { data } = await github.rest(route, { ...of, environment, per_page: DEPLOYMENTS }, signal);
    for (const deployment of (0,json/* listOf */.c3)(data).map(json/* objectOf */.Xy)) {
        const sha = (0,json/* textOf */.b6)(deployment.sha);
        const deployment_id = (0,json/* integerOf */.cP)(deployment.id);
        if (sha === undefined || deployment_id === undefined || sha === except)
            continue;
        const statuses = await github.rest(`${route}/{deployment_id}/statuses`, { ...of, deployment_id }, signal);
        if ((0,json/* listOf */.c3)(statuses.data).some(status => (0,json/* objectOf */.Xy)(status).state === 'success'))
            return sha;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/github/issue-keys.js
/** Words that have the form of a key and are none. */
const NO_PROJECT = /^(?:AES|COVID|CVE|CWE|EC|ES|GH|GHSA|GPT|HTTP|IPV|ISO|MD|PEP|RFC|RSA|SHA|TLS|UTC|UTF|VS|WCAG)$/;
const KEY = /(?<![\w-])[A-Z][A-Z0-9_]*[A-Z0-9]-[1-9]\d{0,9}(?![\w-]|\.\d)/g;
/** In a branch name a key stands between slashes, hyphens and underscores, e.g. `feature/SHOP-12-refunds`. */
const BRANCH_KEY = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]+-[1-9]\d{0,9}(?!\d|\.\d)/g;
/**
 * Keys of a tracker outside GitHub (Jira's form: project, hyphen, number) in a title and a branch name, each once.
 *
 * @param projects the project keys that count, in capitals; a branch may then have them in small letters too. Absent: all
 */
function issueKeys(title, branch, projects) {
    const inBranch = projects === undefined ? branch : branch.toUpperCase();
    const found = [...title.matchAll(KEY), ...inBranch.matchAll(BRANCH_KEY)].map(([key]) => key);
    return [...new Set(found)].filter(key => {
        const project = key.slice(0, key.lastIndexOf('-'));
        return projects === undefined ? !NO_PROJECT.test(project) : projects.includes(project);
    });
}
/** The text without the keys in it. */
function withoutKeys(text) {
    return text.replace(KEY, key => (NO_PROJECT.test(key.slice(0, key.lastIndexOf('-'))) ? key : ''));
}

;// CONCATENATED MODULE: ./lib/github/claimed-commits.js
/**
 * The commits that the merges of pull requests brought into the range: the merge commits themselves and, for those with
 * more than one parent, everything that their first parent does not reach. Decided by the graph alone, so that it does
 * not depend on GitHub's index.
 *
 * @param commits all of the range, in any order
 * @param merges SHAs of merge, squash or last rebased commits
 */
function claimedByMerges(commits, merges) {
    const places = new Map(commits.map(({ sha }, place) => [sha, place]));
    /** By place: the places of the parents; -1 outside of the range. */
    const parents = commits.map(commit => commit.parents.map(sha => places.get(sha) ?? -1));
    /** By place: the last merge that was asked whether it reaches the commit. Numbers, as this runs once for each merge. */
    const reachedBy = new Int32Array(commits.length).fill(-1);
    const reach = (starts, merge) => {
        const reached = [];
        const open = [...starts];
        for (let place = open.pop(); place !== undefined; place = open.pop()) {
            if (place < 0 || reachedBy[place] === merge)
                continue;
            reachedBy[place] = merge;
            reached.push(place);
            open.push(...(parents[place] ?? []));
        }
        return reached;
    };
    const claimed = new Set();
    for (const [place, { sha }] of commits.entries()) {
        if (!merges.has(sha))
            continue;
        claimed.add(sha);
        const [first = -1, ...others] = parents[place] ?? [];
        if (others.length === 0)
            continue;
        reach([first], place);
        for (const brought of reach(others, place))
            claimed.add(commits[brought]?.sha ?? sha);
    }
    return claimed;
}

// EXTERNAL MODULE: ./lib/github/pages.js
var pages = __webpack_require__(9983);
;// CONCATENATED MODULE: ./lib/github/pull-request-facts.js

/** GraphQL API, object PullRequest. `mergeCommit` of a rebase is the last commit of those made on the base branch. */
const PULL_REQUEST_FACTS = `
fragment PullRequestFacts on PullRequest {
  number
  title
  merged
  mergedAt
  baseRefName
  headRefName
  headRefOid
  baseRepository { nameWithOwner }
  mergeCommit { oid }
  author { __typename login }
  labels(first: 50) { nodes { name } }
  closingIssuesReferences(first: 20) { nodes { number title repository { nameWithOwner } } }
}`;
/** Undefined for null and whatever else is no pull request. */
function pullRequestFacts(value) {
    const pull = (0,json/* objectOf */.Xy)(value);
    const number = (0,json/* integerOf */.cP)(pull.number);
    const repository = (0,json/* textOf */.b6)((0,json/* within */.ux)(pull, 'baseRepository').nameWithOwner);
    if (number === undefined || repository === undefined)
        return undefined;
    const commit = (0,json/* textOf */.b6)((0,json/* within */.ux)(pull, 'mergeCommit').oid);
    const at = Date.parse((0,json/* textOf */.b6)(pull.mergedAt) ?? '');
    const author = authorOf(pull.author);
    return {
        number,
        repository,
        title: (0,json/* textOf */.b6)(pull.title) ?? '',
        baseBranch: (0,json/* textOf */.b6)(pull.baseRefName) ?? '',
        headBranch: (0,json/* textOf */.b6)(pull.headRefName) ?? '',
        headCommit: (0,json/* textOf */.b6)(pull.headRefOid) ?? '',
        ...(pull.merged === true && commit !== undefined && { merge: { at: at || 0, commit } }),
        ...(author && { author }),
        labels: (0,json/* listOf */.c3)((0,json/* within */.ux)(pull, 'labels').nodes).flatMap(label => (0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(label).name) ?? []),
        issues: (0,json/* listOf */.c3)((0,json/* within */.ux)(pull, 'closingIssuesReferences').nodes).flatMap(issue => issueOf(issue) ?? [])
    };
}
function authorOf(value) {
    const { login, __typename } = (0,json/* objectOf */.Xy)(value);
    const name = (0,json/* textOf */.b6)(login);
    return name === undefined ? undefined : { login: name.replace(/\[bot\]$/, ''), bot: __typename === 'Bot' };
}
function issueOf(value) {
    const issue = (0,json/* objectOf */.Xy)(value);
    const number = (0,json/* integerOf */.cP)(issue.number);
    const repository = repositoryOf((0,json/* textOf */.b6)((0,json/* within */.ux)(issue, 'repository').nameWithOwner) ?? '');
    return number === undefined || repository === undefined
        ? undefined
        : { number, title: (0,json/* textOf */.b6)(issue.title) ?? '', repository };
}
function repositoryOf(nameWithOwner) {
    const [owner, name, ...rest] = nameWithOwner.split('/');
    return owner && name && rest.length === 0 ? { owner, name } : undefined;
}

;// CONCATENATED MODULE: ./lib/github/pull-request-queries.js



/** GitHub answers queries over more nodes or aliases than this unreliably (502 from about 250 on). */
const BATCH = 50;
/** Pages of 100 pull requests of one commit; no commit is in that many. */
const MOST_PAGES = 20;
/**
 * GraphQL API, `Commit.associatedPullRequests`: the merged pull request that introduced the commit; for commits that are
 * not on the default branch also the open ones. The index behind it lags seconds to minutes behind a merge.
 */
const ASSOCIATED = `
query AssociatedPullRequests($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Commit {
      oid
      associatedPullRequests(first: 10) {
        pageInfo { hasNextPage }
        nodes { ...PullRequestFacts }
      }
    }
  }
}
${PULL_REQUEST_FACTS}`;
/** @throws GitHubError */
async function associated(github, nodeIds, signal) {
    const pulls = [];
    const numbers = new Map();
    const crowded = [];
    for (const ids of batches(nodeIds)) {
        const data = await github.graphql(ASSOCIATED, { ids }, signal);
        for (const node of (0,json/* listOf */.c3)(data.nodes).map(json/* objectOf */.Xy)) {
            const sha = (0,json/* textOf */.b6)(node.oid);
            if (sha === undefined)
                continue;
            const connection = (0,json/* within */.ux)(node, 'associatedPullRequests');
            const found = (0,json/* listOf */.c3)(connection.nodes).flatMap(pull => pullRequestFacts(pull) ?? []);
            pulls.push(...found);
            numbers.set(sha, found.map(({ number }) => number));
            if ((0,json/* within */.ux)(connection, 'pageInfo').hasNextPage === true)
                crowded.push(sha);
        }
    }
    return { pulls, numbers, crowded };
}
/** The pull requests merged last, found by date of update: they cover what the index does not know yet. */
const RECENTLY_MERGED = `
query RecentlyMerged($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequests(first: ${BATCH}, states: MERGED, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullRequestFacts }
    }
  }
}
${PULL_REQUEST_FACTS}`;
/** @throws GitHubError */
async function recentlyMerged(github, { owner, name }, signal) {
    const repository = (0,json/* within */.ux)(await github.graphql(RECENTLY_MERGED, { owner, name }, signal), 'repository');
    return {
        repository: (0,json/* textOf */.b6)(repository.nameWithOwner) ?? `${owner}/${name}`,
        pulls: (0,json/* listOf */.c3)((0,json/* within */.ux)(repository, 'pullRequests').nodes).flatMap(pull => pullRequestFacts(pull) ?? [])
    };
}
/** One alias a number; the number of an issue, or of nothing, is null in the answer. */
const byNumberQuery = (numbers) => `
query PullRequestsByNumber($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map(number => `p${number}: pullRequest(number: ${number}) { ...PullRequestFacts }`).join('\n    ')}
  }
}
${PULL_REQUEST_FACTS}`;
/** Those of the numbers that are pull requests. @throws GitHubError */
async function byNumber(github, { owner, name }, numbers, signal) {
    const pulls = [];
    for (const batch of batches(numbers)) {
        const data = await github.graphql(byNumberQuery(batch), { owner, name }, signal);
        pulls.push(...Object.values((0,json/* within */.ux)(data, 'repository')).flatMap(pull => pullRequestFacts(pull) ?? []));
    }
    return pulls;
}
/** Numbers of all pull requests of one commit (REST API, "List pull requests associated with a commit"). @throws GitHubError */
async function numbersOfCommit(github, { owner, name }, commit_sha, signal) {
    const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
    const parameters = { owner, repo: name, commit_sha, per_page: 100 };
    const numbers = [];
    for await (const { data } of (0,pages/* pagesOf */.E)(github, route, parameters, MOST_PAGES, signal))
        numbers.push(...(0,json/* listOf */.c3)(data).flatMap(pull => (0,json/* integerOf */.cP)((0,json/* objectOf */.Xy)(pull).number) ?? []));
    return numbers;
}
function* batches(all) {
    for (let from = 0; from < all.length; from += BATCH)
        yield all.slice(from, from + BATCH);
}

;// CONCATENATED MODULE: ./lib/github/rebased-commits.js


/**
 * Of a pull request that the index does not know yet: the commits that a rebase made before its last one. They stand in a
 * row and carry the messages of the head branch's commits, whose merges a rebase drops (GitHub Docs, "About merge methods
 * on GitHub"). Empty for a squash, whose message is another.
 *
 * @param last SHA of the last commit that the merge made on the base branch
 * @param head SHA of the head branch's last commit
 * @param claimed SHAs that are not asked about
 * @throws GitHubError
 */
async function rebasedCommits(github, repository, commits, last, head, claimed, signal) {
    const bySha = new Map(commits.map(commit => [commit.sha, commit]));
    const before = (sha) => {
        const parents = bySha.get(sha)?.parents ?? [];
        return parents.length === 1 ? bySha.get(parents[0] ?? '') : undefined;
    };
    const first = before(last);
    if (first === undefined || first.parents.length > 1 || claimed.has(first.sha))
        return [];
    const originals = await branchCommits(github, repository, last, head, signal);
    const rebased = [];
    let copy = bySha.get(last);
    for (const { message } of originals.toReversed()) {
        if (copy === undefined || copy.message !== message)
            break;
        rebased.push(copy.sha);
        copy = before(copy.sha);
    }
    return rebased;
}
/** The commits of the head branch that are not in the base branch's history; none where the branch is out of reach. */
async function branchCommits(github, repository, last, head, signal) {
    try {
        const { commits = [] } = await compare(github, repository, last, head, signal);
        return commits.filter(({ parents }) => parents.length < 2);
    }
    catch (error) {
        if (error instanceof api/* GitHubError */.y && error.kind === 'not-found')
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/github/pull-requests-in-range.js



/**
 * Exactly the pull requests of the repository that were merged by a commit of the range. One test decides for squash,
 * merge and rebase alike: is `mergeCommit` in the range? Three ways of finding candidates: the index by commit, the pull
 * requests merged last (the index lags), and numbers in messages. A message is believed in nothing: the number is
 * looked up and held against the same test.
 *
 * @param commits all commits of the range
 * @throws GitHubError
 */
async function pullRequestsInRange(github, repository, commits, signal) {
    const inRange = new Set(commits.map(({ sha }) => sha));
    const seen = new Map();
    const kept = new Map();
    const recent = await recentlyMerged(github, repository, signal);
    const add = (pull) => {
        // A fork shares its commits with us: the index may name its pull requests too.
        if (pull.repository.toLowerCase() !== recent.repository.toLowerCase())
            return;
        seen.set(pull.number, pull);
        const { merge } = pull;
        if (merge !== undefined && inRange.has(merge.commit))
            kept.set(pull.number, { ...pull, merge });
    };
    recent.pulls.forEach(add);
    const ids = commits.map(({ nodeId }) => nodeId);
    const index = await associated(github, ids, signal);
    index.pulls.forEach(add);
    const named = new Set();
    for (const sha of index.crowded)
        for (const number of await numbersOfCommit(github, repository, sha, signal))
            named.add(number);
    const merges = () => new Set([...kept.values()].map(({ merge }) => merge.commit));
    const explained = merges();
    for (const { sha, message } of commits) {
        const number = explained.has(sha) ? undefined : numberIn(message);
        if (number !== undefined)
            named.add(number);
    }
    const unseen = [...named].filter(number => !seen.has(number));
    for (const pull of await byNumber(github, repository, unseen, signal))
        add(pull);
    const claimed = new Set(claimedByMerges(commits, merges()));
    for (const [sha, numbers] of index.numbers)
        if (numbers.some(number => kept.has(number)))
            claimed.add(sha);
    for (const { number, headCommit, merge } of kept.values()) {
        if (index.numbers.get(merge.commit)?.includes(number))
            continue;
        const rebased = await rebasedCommits(github, repository, commits, merge.commit, headCommit, claimed, signal);
        for (const sha of rebased)
            claimed.add(sha);
    }
    return {
        pulls: [...kept.values()].sort((a, b) => a.merge.at - b.merge.at || a.number - b.number),
        unclaimed: commits.filter(({ sha, parents }) => parents.length < 2 && !claimed.has(sha))
    };
}
/** The number that GitHub writes into the first line of a merge, or at the end of that of a squash. */
function numberIn(message) {
    const [subject = ''] = message.split(/\r?\n/, 1);
    const match = /^Merge pull request #(\d{1,9}) from /.exec(subject) ?? /\(#(\d{1,9})\)\s*$/.exec(subject);
    return match?.[1] === undefined || Number(match[1]) === 0 ? undefined : Number(match[1]);
}

;// CONCATENATED MODULE: ./lib/github/changes-between.js





/**
 * What lies between the version that runs and the one to be released. The token needs `contents: read`,
 * `pull-requests: read` and `issues: read`, and `deployments: read` where an environment is asked.
 *
 * @throws GitHubError; the signal's reason where it aborts first
 */
async function collectChanges(github, ask, signal) {
    const { repository } = ask;
    const to = await findRevision(github, repository, ask.head, undefined, signal);
    if (to.revision === undefined)
        return { kind: 'unknown', repository, missing: 'head', tried: to.tried };
    const from = await findRevision(github, repository, ask.base, to.revision.commit, signal);
    if (from.revision === undefined)
        return { kind: 'unknown', repository, missing: 'base', tried: from.tried };
    const between = { repository, base: from.revision, head: to.revision };
    const [base, head] = [from.revision.commit, to.revision.commit];
    if (base === head)
        return { kind: 'identical', ...between };
    const forward = await compareOrUnrelated(github, ask, base, head, signal);
    if (forward === undefined)
        return { kind: 'unknown', repository, missing: 'base', tried: from.tried };
    const range = (comparison) => rangeOf(github, ask, comparison, signal);
    const { status, mergeBase } = forward;
    if (status === 'identical')
        return { kind: 'identical', ...between };
    if (status === 'ahead')
        return { kind: 'ahead', ...between, added: await range(forward) };
    const removed = await range(await compare(github, repository, head, base, signal));
    if (status === 'behind')
        return { kind: 'behind', ...between, removed };
    return { kind: 'diverged', ...between, mergeBase, added: await range(forward), removed };
}
/** Two commits without a common ancestor are answered with 404. */
async function compareOrUnrelated(github, { repository }, base, head, signal) {
    try {
        return await compare(github, repository, base, head, signal);
    }
    catch (error) {
        if (error instanceof api/* GitHubError */.y && error.kind === 'not-found')
            return undefined;
        throw error;
    }
}
async function rangeOf(github, { repository, issueProjects }, { total, commits }, signal) {
    if (commits === undefined)
        return { kind: 'too-many', commits: total };
    const { pulls, unclaimed } = await pullRequestsInRange(github, repository, commits, signal);
    return {
        kind: 'listed',
        commits: commits.length,
        pullRequests: pulls.map(pull => pullRequest(pull, issueProjects)),
        directCommits: unclaimed.map(directCommit)
    };
}
function pullRequest(pull, issueProjects) {
    const { number, title, baseBranch, headBranch, author, labels, issues, merge } = pull;
    return {
        number,
        title,
        mergedAt: merge.at,
        baseBranch,
        headBranch,
        mergeCommit: merge.commit,
        ...(author && { author }),
        labels,
        issues,
        issueKeys: issueKeys(title, headBranch, issueProjects)
    };
}
function directCommit({ sha, message, author, authorName, at }) {
    const [subject = ''] = message.split(/\r?\n/, 1);
    return { sha, subject, ...(author && { author }), authorName, at };
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./lib/github/notes-rules.js



const PATHS = ['.github/release.yml', '.github/release.yaml'];
const MOST_CHARACTERS = 65_536;
/** Labels and titles of categories that users of a service need not read. */
const FOR_THE_TEAM = /\b(?:build|chores?|ci|cleanups?|deps|dependenc(?:y|ies)|dev|development|docs?|documentation|github.actions|housekeeping|infra(?:structure)?|internals?|maintenance|refactor(?:ing)?s?|style|tests?|testing|tooling)\b/i;
/**
 * The categories of the repository's own `.github/release.yml` at a commit (GitHub Docs, "Automatically generated
 * release notes").
 *
 * @throws GitHubError for anything but a file that is not there
 */
async function readNotesRules(github, { owner, name }, ref, signal) {
    for (const path of PATHS) {
        try {
            const parameters = { owner, repo: name, path, ref };
            const { data } = await github.rest('GET /repos/{owner}/{repo}/contents/{path}', parameters, signal);
            return parseNotesRules(path, Buffer.from((0,json/* textOf */.b6)((0,json/* objectOf */.Xy)(data).content) ?? '', 'base64').toString('utf8'));
        }
        catch (error) {
            if (!(error instanceof api/* GitHubError */.y && error.kind === 'not-found'))
                throw error;
        }
    }
    return { kind: 'none' };
}
function parseNotesRules(path, text) {
    if (text.length > MOST_CHARACTERS)
        return { kind: 'broken', path, problem: 'it is larger than 64 KiB' };
    const file = parsed(text);
    if ('problem' in file)
        return { kind: 'broken', path, problem: file.problem };
    const changelog = (0,json/* within */.ux)(file.value, 'changelog');
    const categories = (0,json/* listOf */.c3)(changelog.categories).flatMap(value => categoryOf(value) ?? []);
    return { kind: 'file', path, rules: { exclude: exclusionOf(changelog.exclude), categories } };
}
function parsed(text) {
    try {
        // Aliases are what a small file can grow without end by.
        return { value: (0,dist/* parse */.qg)(text, { maxAliasCount: 20, logLevel: 'error' }) };
    }
    catch (error) {
        return { problem: (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '' };
    }
}
function categoryOf(value) {
    const category = (0,json/* objectOf */.Xy)(value);
    const title = (0,json/* textOf */.b6)(category.title);
    const labels = words(category.labels);
    if (title === undefined || labels.length === 0)
        return undefined;
    const team = labels.includes('*') || [title, ...labels].some(text => FOR_THE_TEAM.test(text));
    const exclude = exclusionOf(category.exclude);
    return { title, labels, types: [], breaking: false, exclude, audience: team ? 'team' : 'everyone' };
}
function exclusionOf(value) {
    const { labels, authors } = (0,json/* objectOf */.Xy)(value);
    return { labels: words(labels), authors: words(authors).map(login => login.replace(/\[bot\]$/, '')) };
}
const words = (value) => (0,json/* listOf */.c3)(value).flatMap(each => (0,json/* textOf */.b6)(each)?.toLowerCase() ?? []);

;// CONCATENATED MODULE: ./lib/report/notes/default-rules.js
const NOBODY = { labels: [], authors: [] };
const category = (title, audience, labels, types, breaking = false) => ({ title, audience, labels, types, breaking, exclude: NOBODY });
/** For repositories without a `.github/release.yml`: the usual labels, and the types of Conventional Commits. */
const DEFAULT_RULES = {
    exclude: {
        labels: ['ignore-for-release', 'no-release-note', 'skip-changelog', 'skip-release-notes'],
        authors: []
    },
    categories: [
        category('Breaking changes', 'everyone', ['breaking', 'breaking change', 'breaking-change', 'kind/breaking-change', 'semver-major'], [], true),
        category('Security', 'everyone', ['kind/security', 'security'], ['security']),
        category('Features', 'everyone', ['enhancement', 'feat', 'feature', 'kind/enhancement', 'kind/feature', 'type: feature'], ['feat', 'feature']),
        category('Fixes', 'everyone', ['bug', 'bugfix', 'fix', 'hotfix', 'kind/bug', 'regression', 'type: bug'], ['bugfix', 'fix', 'hotfix']),
        category('Performance', 'everyone', ['perf', 'performance'], ['perf']),
        category('Dependencies', 'team', ['dependencies', 'deps'], ['deps']),
        category('Documentation', 'team', ['docs', 'documentation'], ['docs']),
        category('Maintenance', 'team', [
            'build',
            'chore',
            'ci',
            'infrastructure',
            'internal',
            'maintenance',
            'refactor',
            'refactoring',
            'test',
            'tests'
        ], ['build', 'chore', 'ci', 'refactor', 'style', 'test']),
        category('Other changes', 'team', ['*'], [])
    ]
};
/** The repository's own rules as far as they go. A file may say only what to leave out. */
function effectiveRules(found) {
    if (found.kind !== 'file')
        return DEFAULT_RULES;
    const { exclude, categories } = found.rules;
    return { exclude, categories: categories.length === 0 ? DEFAULT_RULES.categories : categories };
}

;// CONCATENATED MODULE: ./lib/report/notes/title.js

/** Reads `type(scope)!: description` (Conventional Commits 1.0.0); undefined for any other title. */
function conventional(title) {
    const match = /^([a-z]{2,20})(?:\(([^()]{0,80})\))?(!)?:\s+(\S.*)$/is.exec(title.trim());
    const [, type = '', scope = '', bang, description = ''] = match ?? [];
    if (match === null)
        return undefined;
    const ofDependencies = /^deps(?:-dev)?$/i.test(scope);
    return { type: ofDependencies ? 'deps' : type.toLowerCase(), breaking: bang === '!', description };
}
/** Types whose prefix is cut off; `API: …` or `Cart: …` is part of a sentence. */
const TYPES = /^(?:bugfix|build|chore|ci|deps|docs|feat|feature|fix|hotfix|perf|refactor|revert|security|style|test|improvement)$/;
/**
 * A title as a sentence for people who use the service: without prefix, numbers of issues and pull requests, keys of a
 * tracker, names of people, addresses and commits. Undefined where nothing is left. Still untrusted text.
 */
function sentence(title) {
    const read = conventional(title);
    const text = read !== undefined && TYPES.test(read.type) ? read.description : title;
    const plain = withoutKeys(text)
        .replace(/\p{Cf}/gu, '')
        .replace(/(?:\bsee:?\s+)?(?:\b(?:https?|ftp):\/\/|\bwww\.)\S+/gi, '')
        .replace(/\S+@\S+\.\S+/g, '')
        .replace(/\b(?:thanks to|co-authored by|by|cc|via)\s+@[\w-]+(?:\/[\w-]+)?/gi, '')
        .replace(/@[a-z\d][\w-]*(?:\/[\w.-]+)?/gi, '')
        .replace(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see)\s+(?=(?:[\w.-]+\/[\w.-]+)?#\d|gh-\d)/gi, '')
        .replace(/(?:\b[\w.-]+\/[\w.-]+)?#\d+|\bgh-\d+/gi, '')
        .replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/gi, '')
        .replace(/\(\s*[,;\s]*\)|\[\s*[,;\s]*\]|:[a-z\d_+-]+:/gi, '')
        .replace(/\s+/g, ' ')
        .replace(/\s+([,.;:!?)])/g, '$1')
        .replace(/^[\s\-–—:,;.|/]+|[\s\-–—:,;.|/]+$/g, '');
    if (!/[\p{L}\p{N}]/u.test(plain))
        return undefined;
    const [first = '', ...rest] = plain;
    const words = `${/^\p{Ll}+(?:[^\p{L}]|$)/u.test(plain) ? first.toUpperCase() : first}${rest.join('')}`;
    return /[.!?…]$/.test(words) ? words : `${words}.`;
}

;// CONCATENATED MODULE: ./lib/report/notes/categorize.js

/** Where GitHub puts what no category takes. */
const OTHER = {
    title: 'Other changes',
    labels: ['*'],
    types: [],
    breaking: false,
    exclude: { labels: [], authors: [] },
    audience: 'team'
};
/**
 * Each pull request under the first category that takes it, the rest under "Other changes", excluded ones nowhere. Labels
 * are asked before titles: a type in a title counts only where no category before `*` takes a label by its name.
 */
function categorized(pullRequests, { exclude, categories }) {
    const all = [...categories, OTHER];
    const groups = new Map();
    for (const pull of pullRequests.filter(each => !excludes(exclude, each))) {
        const open = all.filter(category => !excludes(category.exclude, pull));
        const byLabel = open.find(category => takes(category, pull));
        const category = open.find(each => byBreakingTitle(each, pull)) ??
            (byLabel?.labels.includes('*') ? open.find(each => byType(each, pull)) : undefined) ??
            byLabel;
        if (category === undefined)
            continue;
        const group = groups.get(headingOf(category));
        if (group === undefined)
            groups.set(headingOf(category), [pull]);
        else
            group.push(pull);
    }
    return all.flatMap(category => {
        const found = groups.get(headingOf(category));
        // Categories of the same name share a heading, which is shown once.
        groups.delete(headingOf(category));
        return found === undefined ? [] : [{ category, pullRequests: found }];
    });
}
const headingOf = ({ title, audience }) => `${audience}: ${title.toLowerCase()}`;
function excludes({ labels, authors }, pull) {
    const login = pull.author?.login.toLowerCase();
    return (labels.includes('*') ||
        pull.labels.some(label => labels.includes(label.toLowerCase())) ||
        (login !== undefined && authors.includes(login)));
}
const takes = ({ labels }, pull) => labels.includes('*') || pull.labels.some(label => labels.includes(label.toLowerCase()));
const byType = ({ types }, { title }) => types.includes(conventional(title)?.type ?? '');
const byBreakingTitle = ({ breaking }, { title }) => breaking && conventional(title)?.breaking === true;

// EXTERNAL MODULE: ./lib/report/notes/limits.js
var limits = __webpack_require__(4418);
;// CONCATENATED MODULE: ./lib/report/notes/references.js

function references(repository, { serverUrl, issueUrl, ping }) {
    const server = serverUrl.replace(/\/+$/, '');
    const urlOf = ({ owner, name }) => `${server}/${encoded(owner)}/${encoded(name)}`;
    const here = urlOf(repository);
    const same = (other) => `${other.owner}/${other.name}`.toLowerCase() === `${repository.owner}/${repository.name}`.toLowerCase();
    return {
        pullRequest: number => (0,untrusted/* numberLink */.Oe)(number, `${here}/pull/${number}`),
        issue: ({ number, repository: at }) => {
            const url = `${urlOf(at)}/issues/${number}`;
            return same(at) ? (0,untrusted/* numberLink */.Oe)(number, url) : (0,untrusted/* link */.nf)(`${at.owner}/${at.name}#${number}`, url);
        },
        issueKey: key => issueUrl === undefined ? (0,untrusted/* prose */.CS)(key) : (0,untrusted/* link */.nf)(key, issueUrl.replaceAll('{key}', encoded(key))),
        commit: sha => (0,untrusted/* codeLink */.U1)(sha.slice(0, 7), `${here}/commit/${encoded(sha)}`),
        author: author => (author === undefined ? 'ghost' : person(author, server, ping === true)),
        compareUrl: (base, head) => `${here}/compare/${encoded(base)}...${encoded(head)}`
    };
}
/** Half a surrogate pair cannot be encoded. */
const encoded = (text) => encodeURIComponent(text.toWellFormed());
function person({ login, bot }, server, ping) {
    // Whatever GitHub would not accept as a login is shown and leads nowhere.
    if (!/^[A-Za-z0-9][\w-]{0,99}$/.test(login))
        return (0,untrusted/* brief */.dh)(login);
    if (bot)
        return (0,untrusted/* link */.nf)(`${login}[bot]`, `${server}/apps/${login}`);
    return ping ? `@${login}` : (0,untrusted/* link */.nf)(login, `${server}/${login}`);
}

;// CONCATENATED MODULE: ./lib/report/notes/internal.js




/** Names at the end; the pull requests carry them all. */
const CONTRIBUTORS = 50;
/** Notes for the people who work on the service, in Markdown: numbers, authors, labels, issues, commits, build. */
function internalNotes(changes, context) {
    const to = references(changes.repository, context);
    const ranges = rangesOf(changes);
    const sections = ranges.flatMap(({ title, range }) => rangeSections(title, range, context, to));
    return (0,limits/* fitted */.$5)({
        head: [
            `# ${(0,untrusted/* brief */.dh)(context.service)} ${(0,untrusted/* brief */.dh)(context.version)}`,
            factLine(changes, context, to),
            ...standing(changes, context, to),
            ...ranges.flatMap(({ title, range }) => tooMany(title, range))
        ],
        sections,
        foot: contributors(ranges.map(({ range }) => range), to),
        more: left => `… and ${left} more${comparison(changes, to, ': ')}`
    }, context.limit);
}
function rangesOf(changes) {
    switch (changes.kind) {
        case 'unknown':
        case 'identical':
            return [];
        case 'ahead':
            return [{ title: '', range: changes.added }];
        case 'behind':
            return [{ title: 'Removed by this rollback', range: changes.removed }];
        case 'diverged':
            return [
                { title: 'Added', range: changes.added },
                { title: 'Removed', range: changes.removed }
            ];
    }
}
/** Date, build, versions and extent in one line. */
function factLine(changes, { at, build, previousVersion }, to) {
    const from = previousVersion === undefined ? [] : [`before: ${(0,untrusted/* brief */.dh)(previousVersion)}`];
    const run = build === undefined ? [] : [`build ${(0,untrusted/* link */.nf)(`#${(0,untrusted/* shortened */.vI)(build.number)}`, build.url)}`];
    const commit = changes.kind === 'unknown' ? [] : [`commit ${to.commit(changes.head.commit)}`];
    return [
        new Date(at).toISOString().slice(0, 10),
        ...run,
        ...from,
        ...commit,
        ...rangesOf(changes).flatMap(extent),
        comparison(changes, to)
    ]
        .filter(part => part !== '')
        .join(' · ');
}
function extent({ title, range }) {
    if (range.kind === 'too-many')
        return [];
    const count = (number, name) => `${number} ${name}${number === 1 ? '' : 's'}`;
    const extent = `${count(range.pullRequests.length, 'pull request')}, ${count(range.commits, 'commit')}`;
    return [title === '' ? extent : `${title.toLowerCase()}: ${extent}`];
}
/** Links to GitHub's own comparison. */
function comparison(changes, to, before = '') {
    if (changes.kind === 'unknown' || changes.kind === 'identical')
        return '';
    const { base, head } = changes;
    const forward = to.compareUrl(base.commit, head.commit);
    const back = to.compareUrl(head.commit, base.commit);
    if (changes.kind === 'diverged')
        return `${before}${(0,untrusted/* link */.nf)('all added', forward)}, ${(0,untrusted/* link */.nf)('all removed', back)}`;
    return `${before}${(0,untrusted/* link */.nf)('all changes', changes.kind === 'behind' ? back : forward)}`;
}
/** How the two versions lie to each other, where it is not simply forward. */
function standing(changes, { version, previousVersion }, to) {
    const before = previousVersion === undefined ? 'the version before' : (0,untrusted/* brief */.dh)(previousVersion);
    switch (changes.kind) {
        case 'unknown': {
            const tried = changes.tried.length === 0
                ? 'no commit, version or environment is known'
                : `looked for ${changes.tried.map(ref => (0,untrusted/* code */.aY)((0,untrusted/* shortened */.vI)(ref))).join(', ')}`;
            return changes.missing === 'base'
                ? [`There is no earlier version to compare with (${tried}).`]
                : [`The commit of this version is not in the repository (${tried}).`];
        }
        case 'identical':
            return [`No changes: ${(0,untrusted/* brief */.dh)(version)} is built from the commit that ${before} was built from.`];
        case 'ahead':
            return changes.added.commits === 0 ? ['No changes.'] : [];
        case 'behind':
            return [`**Rollback:** ${(0,untrusted/* brief */.dh)(version)} is older than ${before}. What follows is no longer there.`];
        case 'diverged':
            return [
                `**Diverged:** ${before} is not part of the history of ${(0,untrusted/* brief */.dh)(version)}. Both come from ${to.commit(changes.mergeBase)}; what only one of them has is listed as added and removed.`
            ];
    }
}
function tooMany(title, range) {
    if (range.kind === 'listed')
        return [];
    return [`${title === '' ? '' : `${title}: `}${range.commits} commits, more than can be listed.`];
}
function rangeSections(title, range, { rules }, to) {
    if (range.kind === 'too-many')
        return [];
    const level = title === '' ? '##' : '###';
    const sections = [
        ...categorized(range.pullRequests, rules).map(({ category, pullRequests }) => ({
            heading: `${level} ${(0,untrusted/* brief */.dh)(category.title)}`,
            items: pullRequests.map(pull => pullRequestItem(pull, to))
        })),
        {
            heading: `${level} Commits without a pull request`,
            items: range.directCommits.map(commit => commitItem(commit, to))
        }
    ].filter(({ items }) => items.length > 0);
    const [first, ...rest] = sections;
    if (title === '' || first === undefined)
        return sections;
    return [{ ...first, heading: `## ${title}\n\n${first.heading}` }, ...rest];
}
function pullRequestItem(pull, to) {
    const issues = [...pull.issueKeys.map(to.issueKey), ...pull.issues.map(to.issue)];
    return [
        `- ${to.pullRequest(pull.number)} ${(0,untrusted/* brief */.dh)(pull.title)} – ${to.author(pull.author)}`,
        ...(pull.labels.length === 0 ? [] : [pull.labels.map(label => (0,untrusted/* code */.aY)((0,untrusted/* shortened */.vI)(label))).join(' ')]),
        ...(issues.length === 0 ? [] : [`for ${issues.join(', ')}`])
    ].join(' · ');
}
function commitItem({ sha, subject, author, authorName }, to) {
    const by = author === undefined ? (0,untrusted/* brief */.dh)(authorName) : to.author(author);
    return `- ${to.commit(sha)} ${(0,untrusted/* brief */.dh)(subject)} – ${by}`;
}
function contributors(ranges, to) {
    const people = new Map();
    for (const range of ranges)
        if (range.kind === 'listed')
            for (const { author } of [...range.pullRequests, ...range.directCommits])
                if (author !== undefined && !author.bot)
                    people.set(author.login.toLowerCase(), author);
    if (people.size === 0)
        return [];
    const names = [...people.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, author]) => to.author(author));
    const left = names.length - CONTRIBUTORS;
    return [`Contributors: ${names.slice(0, CONTRIBUTORS).join(', ')}${left > 0 ? ` and ${left} more` : ''}`];
}

;// CONCATENATED MODULE: ./lib/report/notes/reverts.js
/**
 * Sorts out what a range brings and takes back itself. GitHub titles a revert `Revert "title"`, and the revert of that
 * `Reapply "title"`.
 *
 * @param pullRequests by date of merge
 */
function settled(pullRequests) {
    const standing = [];
    const withdrawn = [];
    for (const pull of pullRequests) {
        const { title, reverted } = readTitle(pull.title);
        if (!reverted) {
            const back = withdrawn.indexOf(title);
            if (back < 0)
                standing.push(title === pull.title ? pull : { ...pull, title });
            else
                withdrawn.splice(back, 1);
            continue;
        }
        const taken = standing.findLastIndex(each => each.title.trim() === title);
        if (taken < 0)
            withdrawn.push(title);
        else
            standing.splice(taken, 1);
    }
    return { standing, withdrawn };
}
/** The innermost title, and whether an odd number of reverts lies around it. */
function readTitle(text) {
    let title = text.trim();
    let reverted = false;
    for (;;) {
        const match = /^(?:revert:?\s+|(reapply)\s+)"(.+)"(?:\s*\(#\d+\))?$/i.exec(title);
        if (match?.[2] === undefined)
            return { title, reverted };
        title = match[2].trim();
        if (match[1] === undefined)
            reverted = !reverted;
    }
}

;// CONCATENATED MODULE: ./lib/report/notes/user.js






/**
 * Notes for the people who use the service, in Markdown: sentences under headings, and nothing that only the team can
 * read. What a range brings and takes back itself is not told at all.
 */
function userNotes(changes, { service, version, at, limit, ...context }) {
    const rules = forUsers(context.rules);
    const sections = sectionsOf(changes, rules);
    return (0,limits/* fitted */.$5)({
        head: [
            `# ${(0,untrusted/* brief */.dh)(service)} ${(0,untrusted/* brief */.dh)(version)}`,
            new Date(at).toISOString().slice(0, 10),
            ...opening(changes, version, sections.length > 0)
        ],
        sections,
        foot: sections.length > 0 && hasMore(changes, rules) ? ['Besides, there are smaller improvements.'] : [],
        more: left => `… and ${left} more.`
    }, limit);
}
/** What the repository's own categories take only by `*` may still say of itself that it is a feature or a fix. */
const forUsers = ({ exclude, categories }) => ({
    exclude,
    categories: [...categories.filter(({ labels }) => !labels.includes('*')), ...DEFAULT_RULES.categories]
});
function opening(changes, version, told) {
    switch (changes.kind) {
        case 'unknown':
            return [`This is version ${(0,untrusted/* brief */.dh)(version)}.`];
        case 'identical':
            return ['Nothing changes for you.'];
        case 'behind':
            return [
                `We went back to version ${(0,untrusted/* brief */.dh)(version)}.${told ? ' These changes are not available for now:' : ' Nothing else changes for you.'}`
            ];
        default:
            return told ? [] : ['Smaller improvements; nothing changes for you.'];
    }
}
function sectionsOf(changes, rules) {
    switch (changes.kind) {
        case 'unknown':
        case 'identical':
            return [];
        case 'ahead':
            return told(changes.added, rules);
        case 'behind':
            return told(changes.removed, rules);
        case 'diverged':
            return [...told(without(changes.added, changes.removed), rules), ...noLonger(changes, rules)];
    }
}
/** Under the heading of what only the version before has. */
function noLonger({ added, removed }, rules) {
    const items = told(without(removed, added), rules).flatMap(section => section.items);
    return items.length === 0 ? [] : [{ heading: '## Not in this version', items }];
}
/** What both sides tell in the same words came to each of them by a pull request of its own, e.g. a backport. */
function without(range, other) {
    if (range.kind === 'too-many' || other.kind === 'too-many')
        return range;
    const both = new Set(other.pullRequests.map(({ title }) => sentence(title)));
    return { ...range, pullRequests: range.pullRequests.filter(({ title }) => !both.has(sentence(title))) };
}
function told(range, rules) {
    if (range.kind === 'too-many')
        return [];
    const { standing, withdrawn } = settled(range.pullRequests);
    const sections = categorized(standing, rules)
        .filter(({ category }) => category.audience === 'everyone')
        .map(({ category, pullRequests }) => ({
        heading: `## ${(0,untrusted/* brief */.dh)(category.title)}`,
        items: sentences(pullRequests.map(({ title }) => title))
    }));
    return [
        ...sections,
        { heading: '## Withdrawn', items: sentences(withdrawn.filter(isForUsers(rules))) }
    ].filter(({ items }) => items.length > 0);
}
const sentences = (titles) => [
    ...new Set(titles.flatMap(title => {
        const text = sentence((0,untrusted/* shortened */.vI)(title));
        return text === undefined ? [] : [`- ${(0,untrusted/* prose */.CS)(text)}`];
    }))
];
/** Of a withdrawn change only its title is known. */
const isForUsers = (rules) => (title) => categorized([{ ...NO_PULL_REQUEST, title }], rules).some(({ category }) => category.audience === 'everyone');
const NO_PULL_REQUEST = {
    number: 0,
    title: '',
    mergedAt: 0,
    baseBranch: '',
    headBranch: '',
    mergeCommit: '',
    labels: [],
    issues: [],
    issueKeys: []
};
function hasMore(changes, rules) {
    if (changes.kind !== 'ahead' && changes.kind !== 'diverged')
        return false;
    const { added } = changes;
    if (added.kind === 'too-many')
        return true;
    const { standing } = settled(added.pullRequests);
    return (added.directCommits.length > 0 ||
        categorized(standing, rules).some(({ category }) => category.audience === 'team'));
}

;// CONCATENATED MODULE: ./lib/announce/notes.js






/** Fits a GitHub Release, and an environment variable of Linux, by which outputs come to other steps (128 KiB each). */
const NOTES = { most: 125_000, of: 'bytes' };
/** @throws GitHubError; the signal's reason */
async function notesOf(ask, span, lines, signal) {
    const { github, place, options, report } = ask;
    const { announce } = options;
    // What ran in the environment before is known by its deployment, where nobody noted the commit.
    const environment = (0,news/* bringsLive */.U)(options.command) && span.before && !span.before.commit
        ? (await ask.deployment())?.environment
        : undefined;
    const changes = await collectChanges(github, {
        repository: place.repository,
        base: { ...span.before, ...(environment !== undefined && { environment }) },
        head: span.now,
        ...(announce.issueProjects && { issueProjects: announce.issueProjects })
    }, signal);
    const found = changes.kind === 'unknown'
        ? { kind: 'none' }
        : await readNotesRules(github, place.repository, changes.head.commit, signal);
    if (found.kind === 'broken')
        lines.push({
            level: 'warning',
            text: `${found.path} cannot be used (${found.problem}): notes have the usual headings.`
        });
    if (span.mixed)
        lines.push({
            level: 'info',
            text: 'The services of the fleet came from different versions: notes are about the first.'
        });
    const context = {
        service: options.imageName,
        version: span.now.version,
        ...(span.before && { previousVersion: span.before.version }),
        at: report.endedAt,
        build: place.build,
        serverUrl: place.serverUrl,
        ...(announce.issueUrl !== undefined && { issueUrl: announce.issueUrl }),
        rules: effectiveRules(found),
        limit: NOTES,
        ping: announce.ping
    };
    return { changes, internal: internalNotes(changes, context), user: userNotes(changes, context) };
}

// EXTERNAL MODULE: ./lib/announce/outcome.js
var outcome = __webpack_require__(7951);
;// CONCATENATED MODULE: ./lib/github/announce/pull-comment.js


/** Pages of comments that are looked through, 100 each. */
const PAGES = 10;
const pull_comment_ROUTE = '/repos/{owner}/{repo}/issues';
/**
 * The one comment of ours on a pull request: found by its first line, written where there is none, changed where it says
 * something else. A change notifies nobody. Needs `pull-requests: write`.
 *
 * @param marker an HTML comment, which readers do not see
 * @param text what follows it, in Markdown
 * @throws GitHubError; the signal's reason
 */
async function keepComment(github, { owner, name }, number, marker, text, signal) {
    const of = { owner, repo: name };
    const body = `${marker}\n${text}`;
    const asked = { ...of, issue_number: number, per_page: 100 };
    let found;
    for await (const { data } of (0,pages/* pagesOf */.E)(github, `GET ${pull_comment_ROUTE}/{issue_number}/comments`, asked, PAGES, signal))
        found ??= (0,json/* listOf */.c3)(data)
            .map(json/* objectOf */.Xy)
            .find(comment => isOurs(comment, marker));
    const id = (0,json/* integerOf */.cP)(found?.id);
    if (found === undefined || id === undefined) {
        await github.rest(`POST ${pull_comment_ROUTE}/{issue_number}/comments`, { ...of, issue_number: number, body }, signal);
        return 'written';
    }
    if ((0,json/* textOf */.b6)(found.body)?.trim() === body.trim())
        return 'same';
    await github.rest(`PATCH ${pull_comment_ROUTE}/comments/{comment_id}`, { ...of, comment_id: id, body }, signal);
    return 'changed';
}
/** Anybody can write the marker: only a bot's comment counts, and that of somebody who may write to the repository. */
function isOurs(comment, marker) {
    const trusted = (0,json/* within */.ux)(comment, 'user').type === 'Bot' ||
        ['OWNER', 'MEMBER', 'COLLABORATOR'].includes((0,json/* textOf */.b6)(comment.author_association) ?? '');
    return trusted && (0,json/* textOf */.b6)(comment.body)?.startsWith(`${marker}\n`) === true;
}

;// CONCATENATED MODULE: ./lib/github/announce/pull-label.js

const pull_label_ROUTE = '/repos/{owner}/{repo}/issues/{issue_number}/labels';
/**
 * Gives a pull request a label, or takes it away; GitHub makes one that the repository does not have. Needs
 * `pull-requests: write`.
 *
 * @throws GitHubError; the signal's reason
 */
async function setLabel(github, { owner, name }, number, label, on, signal) {
    const of = { owner, repo: name, issue_number: number };
    if (on) {
        await github.rest(`POST ${pull_label_ROUTE}`, { ...of, labels: [label] }, signal);
        return;
    }
    try {
        await github.rest(`DELETE ${pull_label_ROUTE}/{name}`, { ...of, name: label }, signal);
    }
    catch (error) {
        if (!(error instanceof api/* GitHubError */.y && error.kind === 'not-found'))
            throw error;
    }
}

;// CONCATENATED MODULE: ./lib/report/notes/live-comment.js

/** By which the comment of one service is found again; readers do not see it. */
const liveMarker = (imageName, asgPrefix) => `<!-- bg-release ${encodeURIComponent(imageName)} ${encodeURIComponent(asgPrefix)} -->`;
/** One line of Markdown. */
function liveComment(news) {
    const { live, rollback, environment, service, version, at, build, releaseUrl } = news;
    const where = environment === undefined ? '' : ` in ${(0,untrusted/* brief */.dh)(environment)}`;
    const shown = releaseUrl === undefined ? (0,untrusted/* brief */.dh)(version) : (0,untrusted/* link */.nf)((0,untrusted/* shortened */.vI)(version), releaseUrl);
    const by = `(${new Date(at).toISOString().slice(0, 10)}, ${(0,untrusted/* link */.nf)(`build ${(0,untrusted/* shortened */.vI)(build.number)}`, build.url)})`;
    if (live)
        return `**Live**${where}: ${(0,untrusted/* brief */.dh)(service)} ${shown} ${by}`;
    const word = rollback ? 'Rolled back' : 'No longer live';
    return `**${word}**${where}: ${(0,untrusted/* brief */.dh)(service)} runs ${(0,untrusted/* brief */.dh)(version)}, which is without this change ${by}`;
}

;// CONCATENATED MODULE: ./lib/announce/pull-requests.js
/** Pull requests are told where they stand: a comment, a label. */





/** So many are told; writes that notify people are seconds apart. */
const MOST = 100;
/** Of those that are not told so many are named. */
const NAMED = 30;
/** One may be locked; when several fail in a row the others would too. */
const FAILURES_IN_A_ROW = 3;
/** Where pull requests stand after these changes: what a release brought is live, what it lacks is not. */
function toldBy(changes) {
    const of = (range, live) => range.kind === 'listed' ? range.pullRequests.map(({ number }) => ({ number, live })) : [];
    switch (changes.kind) {
        case 'unknown':
        case 'identical':
            return [];
        case 'ahead':
            return of(changes.added, true);
        case 'behind':
            return of(changes.removed, false);
        case 'diverged':
            return [...of(changes.added, true), ...of(changes.removed, false)];
    }
}
/** Tells them one after the other. Failures become lines; it throws nothing but the reason of `signal`'s own abort. */
async function tellPullRequests(ask, span, changes, releaseUrl, lines, signal) {
    const all = toldBy(changes);
    const environment = (await ask.deployment())?.environment;
    const left = [];
    let failures = 0;
    let why = `at most ${MOST} are told at once.`;
    for (const [place, told] of all.entries()) {
        if (place >= MOST || failures >= FAILURES_IN_A_ROW || signal.aborted) {
            left.push(told.number);
            continue;
        }
        try {
            await tell(ask, span, told, { releaseUrl, environment }, signal);
            failures = 0;
        }
        catch (error) {
            left.push(told.number);
            why = (0,outcome/* reason */.l)(error);
            const ofThisOne = error instanceof api/* GitHubError */.y && ['denied', 'not-found', 'refused'].includes(error.kind);
            failures = ofThisOne ? failures + 1 : FAILURES_IN_A_ROW;
        }
    }
    if (all.length > left.length)
        lines.push({ level: 'info', text: `Told ${all.length - left.length} pull requests where they stand` });
    if (left.length === 0)
        return;
    const named = left.slice(0, NAMED).map(number => `#${number}`);
    const more = left.length > NAMED ? ` and ${left.length - NAMED} more` : '';
    lines.push({ level: 'warning', text: `Not told: ${named.join(', ')}${more}: ${why}` });
}
async function tell({ github, place, options, report }, span, { number, live }, seen, signal) {
    const { comments, liveLabel } = options.announce;
    if (comments) {
        const text = liveComment({
            live,
            rollback: options.command === 'rollback',
            service: options.imageName,
            version: span.now.version,
            ...(seen.environment !== undefined && { environment: seen.environment }),
            at: report.endedAt,
            build: place.build,
            ...(seen.releaseUrl !== undefined && { releaseUrl: seen.releaseUrl })
        });
        const marker = liveMarker(options.imageName, options.asgPrefix);
        await keepComment(github, place.repository, number, marker, text, signal);
    }
    if (liveLabel !== undefined)
        await setLabel(github, place.repository, number, liveLabel, live, signal);
}

;// CONCATENATED MODULE: ./lib/github/announce/release-page.js



const release_page_ROUTE = '/repos/{owner}/{repo}/releases';
/**
 * Makes it in one call, complete as it is: under immutable releases tag and target are fixed from then on (GitHub Docs,
 * "Immutable releases"). Needs `contents: write`.
 *
 * @throws GitHubError; the signal's reason
 */
async function makeRelease(github, repository, { tag, commit, body, prerelease }, signal) {
    if (await releaseOf(github, repository, tag, signal))
        return { kind: 'exists' };
    const tagged = await find_revision_commitOf(github, repository, `tags/${tag}`, signal);
    if (tagged !== undefined && tagged !== commit)
        return { kind: 'tag-elsewhere', commit: tagged };
    const wish = { tag_name: tag, target_commitish: commit, name: tag, body, prerelease, draft: false };
    try {
        await github.rest(`POST ${release_page_ROUTE}`, { owner: repository.owner, repo: repository.name, ...wish }, signal);
        return { kind: 'made' };
    }
    catch (error) {
        if (!(error instanceof api/* GitHubError */.y))
            throw error;
        // An answer may be lost, and another run may have been first: what is there decides.
        const doubtful = error.kind === 'unavailable' || error.status === 422;
        if (doubtful && (await releaseOf(github, repository, tag, signal)))
            return { kind: error.status === 422 ? 'exists' : 'made' };
        throw error;
    }
}
/**
 * Makes a prerelease a full one. GitHub allows that for immutable releases too: tag and assets are all that is fixed
 * (measured in github/docs#45718). Needs `contents: write`.
 *
 * @returns `none` where there is no release of that tag, `full` where it was none before either
 * @throws GitHubError; the signal's reason
 */
async function completeRelease(github, repository, tag, signal) {
    const release = await releaseOf(github, repository, tag, signal);
    const id = (0,json/* integerOf */.cP)(release?.id);
    if (release === undefined || id === undefined)
        return 'none';
    if (release.prerelease !== true)
        return 'full';
    const change = { release_id: id, prerelease: false, make_latest: 'legacy' };
    const parameters = { owner: repository.owner, repo: repository.name, ...change };
    await github.rest(`PATCH ${release_page_ROUTE}/{release_id}`, parameters, signal);
    return 'completed';
}
/** REST API, "Get a release by tag name": published ones only. */
async function releaseOf(github, { owner, name }, tag, signal) {
    try {
        return (0,json/* objectOf */.Xy)((await github.rest(`GET ${release_page_ROUTE}/tags/{tag}`, { owner, repo: name, tag }, signal)).data);
    }
    catch (error) {
        if (error instanceof api/* GitHubError */.y && error.kind === 'not-found')
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/report/services.js
var services = __webpack_require__(2384);
;// CONCATENATED MODULE: ./lib/announce/release.js
/** The GitHub Release of what a run released or finalized. */



/**
 * @returns its address, where there is one
 * @throws GitHubError; the signal's reason
 */
async function releaseMade(ask, span, { changes, internal }, lines, signal) {
    const { github, place, options } = ask;
    const tag = options.announce.releaseTag ?? span.now.version;
    const head = changes.kind === 'unknown' ? span.now.commit : changes.head.commit;
    const none = (why) => void lines.push({ level: 'warning', text: `No GitHub Release: ${why}` });
    if (!isRefName(tag))
        return none(`${tag} can be no tag; set release-tag.`);
    if (head === undefined || (changes.kind === 'unknown' && changes.missing === 'head'))
        return none(`nobody knows the commit of ${span.now.version}; set commit.`);
    const prerelease = options.announce.release === 'prerelease';
    const made = await makeRelease(github, place.repository, { tag, commit: head, body: internal, prerelease }, signal);
    switch (made.kind) {
        case 'tag-elsewhere':
            return none(`the tag ${tag} names ${made.commit}, and ${head} was released; set release-tag.`);
        case 'exists':
            lines.push({ level: 'info', text: `The GitHub Release ${tag} exists already and is left as it is` });
            return urlOf(ask, tag);
        case 'made':
            lines.push({ level: 'info', text: `Made the GitHub ${prerelease ? 'prerelease' : 'Release'} ${tag}` });
            return urlOf(ask, tag);
    }
}
/**
 * After finalize: the prerelease becomes a full one.
 * @returns its address, where there is one
 * @throws GitHubError; the signal's reason
 */
async function releaseCompleted(ask, lines, signal) {
    const tag = ask.options.announce.releaseTag ?? (0,services/* versionIn */.It)(ask.report, 'live');
    if (tag === undefined || !isRefName(tag)) {
        lines.push({ level: 'warning', text: 'No full GitHub Release: no tag is known; set release-tag.' });
        return undefined;
    }
    const became = await completeRelease(ask.github, ask.place.repository, tag, signal);
    if (became === 'none') {
        lines.push({ level: 'warning', text: `No full GitHub Release: there is none with the tag ${tag}.` });
        return undefined;
    }
    if (became === 'completed')
        lines.push({ level: 'info', text: `The GitHub Release ${tag} is a prerelease no longer` });
    return urlOf(ask, tag);
}
const urlOf = ({ place: { serverUrl, repository } }, tag) => `${serverUrl}/${repository.owner}/${repository.name}/releases/tag/${encodeURIComponent(tag)}`;

// EXTERNAL MODULE: ./lib/release/journal/commit.js
var journal_commit = __webpack_require__(572);
// EXTERNAL MODULE: ./lib/release/live.js
var live = __webpack_require__(1459);
// EXTERNAL MODULE: ./lib/release/situation.js
var situation = __webpack_require__(9353);
;// CONCATENATED MODULE: ./lib/announce/span.js



/**
 * The colour that does not serve holds what ran before, after a deploy as after a rollback; so a run that went on with
 * another one's release needs to know nothing of that one.
 *
 * @returns undefined where no service says what it runs
 */
function spanOf({ services }) {
    const spans = services.flatMap(service => serviceSpan(service) ?? []);
    const [first] = spans;
    if (first === undefined)
        return undefined;
    return { ...first, mixed: spans.some(span => JSON.stringify(span) !== JSON.stringify(first)) };
}
function serviceSpan({ seen, place }) {
    if (!seen || !place?.live || !place.idle)
        return undefined;
    const now = versionIn(seen.groups[place.live]);
    if (now === undefined)
        return undefined;
    const where = (0,situation/* standing */.JA)(seen);
    const first = (where.kind === 'open' || where.kind === 'closed') && where.situation.release.initial !== undefined;
    const before = first ? undefined : versionIn(seen.groups[place.idle]);
    return { now, ...(before && { before }) };
}
function versionIn(group) {
    const version = (0,live/* versionOf */.E)(group);
    const commit = (0,journal_commit/* commitOf */.D3)(group);
    return version === undefined ? undefined : { version, ...(commit !== undefined && { commit }) };
}

;// CONCATENATED MODULE: ./lib/announce/announce.js
/** Tells GitHub what a run did, after the AWS work: notes, GitHub Release, deployments, pull requests. */








/** For everything but pull requests, in ms of real time. */
const WITHIN_MS = 60_000;
/** A hundred comments, three seconds apart. */
const PULL_REQUESTS_WITHIN_MS = 330_000;
/** Throws nothing: what fails is a line. Does nothing more once `stop` aborts. */
async function announce(ask) {
    const { options, stop } = ask;
    const lines = [];
    const within = (ms) => AbortSignal.any([stop, AbortSignal.timeout(ms)]);
    const signal = within(WITHIN_MS);
    if (options.command === 'finalize') {
        const work = () => releaseCompleted(ask, lines, signal);
        const url = await (0,outcome/* attempt */.CD)({ what: 'full GitHub Release', asked: true, work }, lines);
        return announce_told(stop, url === undefined ? {} : { releaseUrl: url }, lines, signal.aborted);
    }
    const span = spanOf(ask.report);
    if (span === undefined)
        return { announced: {}, lines, gaveUp: false };
    const work = () => notesOf(ask, span, lines, signal);
    const notes = await (0,outcome/* attempt */.CD)({ what: 'release notes', asked: isAsked(ask), work }, lines);
    const releaseUrl = notes && (await announce_releaseOf(ask, span, notes, lines, signal));
    if (options.command === 'rollback')
        await retire(ask, span, notes, lines, signal);
    const longer = within(PULL_REQUESTS_WITHIN_MS);
    if (notes)
        await pullRequests(ask, span, notes, releaseUrl, lines, longer);
    return announce_told(stop, {
        ...(notes && ask.report.changed && { notes: notes.internal, userNotes: notes.user }),
        ...(releaseUrl !== undefined && { releaseUrl })
    }, lines, signal.aborted || longer.aborted);
}
/** Whoever stops a run knows that it did not end its work. */
const announce_told = (stop, announced, lines, gaveUp) => ({
    announced,
    lines: stop.aborted ? lines.filter(({ level }) => level === 'info') : lines,
    gaveUp
});
/** Whether an input asks for anything that is made of the changes. */
const isAsked = ({ options: { announce } }) => announce.release !== 'none' || announce.comments || announce.liveLabel !== undefined;
async function announce_releaseOf(ask, span, notes, lines, signal) {
    if (!(0,news/* bringsLive */.U)(ask.options.command) || ask.options.announce.release === 'none')
        return undefined;
    const work = () => releaseMade(ask, span, notes, lines, signal);
    return await (0,outcome/* attempt */.CD)({ what: 'GitHub Release', asked: true, work }, lines);
}
/** The deployment of the version that was taken back no longer stands. */
async function retire(ask, span, notes, lines, signal) {
    const own = await ask.deployment();
    const known = notes && notes.changes.kind !== 'unknown' ? notes.changes.base.commit : undefined;
    const commit = known ?? span.before?.commit;
    if (own === undefined || commit === undefined)
        return;
    const { github, place } = ask;
    const { environment, id } = own;
    const text = {
        description: (0,untrusted/* shortened */.vI)(`Rolled back to ${span.now.version}`, deployment_status/* LONGEST_DESCRIPTION */.iC),
        logUrl: place.build.url
    };
    const work = () => (0,deployment_status/* retireDeployments */.Ei)(github, place.repository, { environment, commit, except: id }, text, signal);
    const retired = await (0,outcome/* attempt */.CD)({ what: `deployment of ${environment} marked inactive`, asked: false, work }, lines);
    if (retired)
        lines.push({ level: 'info', text: `Marked the deployment of ${span.before?.version ?? commit} inactive` });
}
async function pullRequests(ask, span, { changes }, releaseUrl, lines, signal) {
    const { comments, liveLabel } = ask.options.announce;
    if (!ask.report.changed || !(comments || liveLabel !== undefined))
        return;
    const work = () => tellPullRequests(ask, span, changes, releaseUrl, lines, signal);
    await (0,outcome/* attempt */.CD)({ what: 'news for pull requests', asked: true, work }, lines);
}


/***/ })

};
