import { ReleaseError } from './release/codes.ts'

/** A call under way gets this long to end after the first signal. The runner kills 10 s after its first one. */
const GRACE_MS = 3_000

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const
type Signal = keyof typeof EXIT_CODES
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const satisfies readonly Signal[]

export interface Stopping {
  /** Aborts at the first signal: nothing new is started. */
  readonly stop: AbortSignal
  /** Aborts some time later: what is still open is given up, and its fate is unknown. */
  readonly abort: AbortSignal
  /** 128 + the signal's number, or undefined where no signal came. */
  exitCode(): number | undefined
  /** Gives the signals back to Node. */
  release(): void
}

/** Listens for SIGINT, SIGTERM and the SIGHUP of a terminal that closes. The second one ends the process at once. */
export function listenForStop(target: NodeJS.Process): Stopping {
  const stop = new AbortController()
  const abort = new AbortController()
  let code: number | undefined
  let timer: NodeJS.Timeout | undefined
  const onSignal = (signal: Signal) => {
    if (code !== undefined) target.exit(EXIT_CODES[signal])
    code = EXIT_CODES[signal]
    const reason = new ReleaseError([
      {
        code: 'BGR-STOPPED',
        message: `The run was stopped by ${signal}. Nothing is undone on a stop: the world stands as the last step left it.`,
        fix: 'Run the same command again to go on, or rollback to undo the release.'
      }
    ])
    stop.abort(reason)
    timer = setTimeout(() => abort.abort(reason), GRACE_MS)
    timer.unref()
  }
  for (const signal of SIGNALS) target.on(signal, onSignal)
  return {
    stop: stop.signal,
    abort: abort.signal,
    exitCode: () => code,
    release: () => {
      clearTimeout(timer)
      for (const signal of SIGNALS) target.off(signal, onSignal)
    }
  }
}
