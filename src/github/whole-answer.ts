type Fetch = typeof fetch

/** By this name octokit knows a failure that is not to be retried. */
class AbortError extends Error {
  override readonly name = 'AbortError'
}

/** Statuses whose answers have no body (Fetch Standard, "null body status"). */
const BODILESS: readonly number[] = [204, 205, 304]

/**
 * A fetch whose answer is whole: there within `ms` of real time, complete, and JSON where it is a success. Anything else
 * is thrown as an Error, so that a client which retries failed requests retries broken answers too.
 *
 * @throws an `AbortError` where the caller's signal aborts, Error otherwise
 */
export function wholeAnswers(send: Fetch, ms: number): Fetch {
  return async (input, init) => {
    const limit = new AbortController()
    const caller = init?.signal ?? undefined
    const timer = setTimeout(() => limit.abort(), ms)
    const signal = caller === undefined ? limit.signal : AbortSignal.any([caller, limit.signal])
    try {
      const answer = await send(input, { ...init, signal })
      const body = await answer.arrayBuffer()
      if (answer.ok && body.byteLength > 0) expectJson(answer.headers.get('content-type'), body)
      const { status, statusText, headers } = answer
      return new Response(BODILESS.includes(status) ? null : body, {
        status,
        statusText,
        headers: [...headers]
      })
    } catch (error) {
      if (caller?.aborted) throw new AbortError('stopped by the caller', { cause: error })
      if (limit.signal.aborted) throw new Error(`no answer within ${ms / 1000} s`, { cause: error })
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}

function expectJson(type: string | null, body: ArrayBuffer): void {
  if (!/\bjson\b/i.test(type ?? '')) throw new Error(`expected JSON and got ${type ?? 'no content type'}`)
  try {
    JSON.parse(new TextDecoder().decode(body))
  } catch (cause) {
    throw new Error('the answer is broken JSON', { cause })
  }
}
