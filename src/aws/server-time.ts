import type { SdkClient } from './sdk-signing.ts'

/** Compares the clock of this machine with AWS's, by the `Date` header of answers (RFC 9110, 6.6.1). */
export interface ServerTime {
  /** Looks at the answers that this client gets from now on. */
  watch(client: SdkClient): void
  /**
   * How far the own clock is ahead, at least, in ms; negative where it is behind. Undefined before the first answer, and
   * where AWS names no date. What the time on the way may explain is not counted.
   */
  aheadMs(): number | undefined
}

/** The header has whole seconds. */
const ROUNDING_MS = 1000

/** @param now the own clock, in ms since the epoch */
export function createServerTime(now: () => number): ServerTime {
  let ahead: number | undefined

  function note(sentAt: number, date: number): void {
    if (ahead !== undefined || Number.isNaN(date)) return
    const early = sentAt - (date + ROUNDING_MS)
    const late = date - now()
    ahead = early > 0 ? early : late > 0 ? -late : 0
  }

  return {
    watch: client => {
      // The SDK types a stack with the inputs of its client, and both clients are watched in the same way.
      const stack = client.middlewareStack as unknown as Stack
      stack.add(
        next => async args => {
          const sentAt = now()
          const result = await next(args)
          note(sentAt, Date.parse(result.response?.headers?.date ?? ''))
          return result
        },
        // Innermost: once for each attempt, so that the waits between attempts do not count.
        { step: 'finalizeRequest', priority: 'low', name: 'serverTime' }
      )
    },
    aheadMs: () => ahead
  }
}

interface Result {
  readonly response?: { readonly headers?: Readonly<Record<string, string>> }
}

type Handler = (args: unknown) => Promise<Result>

interface Stack {
  add(
    middleware: (next: Handler) => Handler,
    options: { readonly step: 'finalizeRequest'; readonly priority: 'low'; readonly name: string }
  ): void
}
