/** Progress for whoever watches: told now and then, never waited for, given up at the first failure. */

export interface StatusQueue {
  /** Returns at once. A text that comes too early, or while another one is under way, is left out. */
  offer(text: string): void
  /** Gives up what is under way and takes nothing more. @returns why telling failed, where it did */
  close(): unknown
}

/**
 * @param post tells one text
 * @param everyMs the least distance of two texts, ms of `now`
 */
export function createStatusQueue(
  post: (text: string, signal: AbortSignal) => Promise<void>,
  everyMs: number,
  now: () => number
): StatusQueue {
  const ended = new AbortController()
  let running = false
  let failure: unknown
  let told = ''
  let toldAt = Number.NEGATIVE_INFINITY

  const tell = async (text: string): Promise<void> => {
    try {
      await post(text, ended.signal)
    } catch (error) {
      if (!ended.signal.aborted) failure = error ?? new Error('no reason was given')
    } finally {
      running = false
    }
  }

  return {
    offer: text => {
      const soon = now() - toldAt < everyMs
      if (running || soon || text === told || failure !== undefined || ended.signal.aborted) return
      told = text
      toldAt = now()
      running = true
      void tell(text)
    },
    close: () => {
      ended.abort()
      return failure
    }
  }
}
