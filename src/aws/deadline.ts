/** The time given to one call was over. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * Runs `work` for at most `ms` of real time. Its own signal aborts when the time is over or when the caller aborts, and
 * the promise settles at that moment even where `work` does not listen (SDK credential providers do not).
 *
 * @throws DeadlineError, the reason of the caller's signal, or what `work` throws
 */
export async function withDeadline<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  signal?.throwIfAborted()
  const own = new AbortController()
  const stopped = new Promise<never>((_resolve, reject) => {
    own.signal.addEventListener('abort', () => reject(own.signal.reason), { once: true })
  })
  // Not AbortSignal.timeout: its timer does not keep the process alive, so a run that waits for nothing else would end.
  const timer = setTimeout(() => own.abort(new DeadlineError(`no answer within ${ms / 1000} s`)), ms)
  const onAbort = () => own.abort(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const running = Promise.resolve(own.signal).then(work)
  // When the race is lost nobody waits for this any more, and its late failure must not end the process.
  running.catch(() => undefined)
  try {
    return await Promise.race([running, stopped])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
