/** What became of telling GitHub: nothing of it changes how the release ended. */
import { GitHubError } from '../github/api.ts'
import type { Announced } from '../report/outputs.ts'
import { shortened } from '../report/untrusted.ts'

/** For the log; the text may hold text from outside. */
export interface Line {
  readonly level: 'info' | 'warning'
  readonly text: string
}

export interface Outcome {
  readonly announced: Announced
  readonly lines: readonly Line[]
  /** Whether time was up: calls that were given up may still be open. */
  readonly gaveUp: boolean
}

/** One thing to do at GitHub. */
export interface Step<T> {
  /** Continues "No " or stands for itself, e.g. `release notes`. */
  readonly what: string
  /** Whether an input asks for it: a permission that is missing is a warning then, and a remark otherwise. */
  readonly asked: boolean
  readonly work: () => Promise<T>
}

/** Does it, or says why it was not done. Throws nothing; undefined where it failed. */
export async function attempt<T>({ what, asked, work }: Step<T>, lines: Line[]): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    lines.push(failed(what, asked, error))
    return undefined
  }
}

export function failed(what: string, asked: boolean, error: unknown): Line {
  const denied = error instanceof GitHubError && error.kind === 'denied'
  return { level: denied && !asked ? 'info' : 'warning', text: `No ${what}: ${reason(error)}` }
}

/** One sentence. The release itself is done, whatever this says. */
export function reason(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'GitHub took too long.'
  const message = shortened(error instanceof Error ? error.message : String(error))
  if (!(error instanceof GitHubError)) return message
  const { kind, status, permission, retryAfter } = error
  const said = status === undefined ? message : `${status}: ${message}`
  switch (kind) {
    case 'denied':
      return `the token may not (${said}).${permission === undefined ? '' : ` GitHub asks for ${permission}: add it to the permissions of the job.`}`
    case 'rate-limited':
      return `GitHub wants fewer calls (${said}).${retryAfter === undefined ? '' : ` It answers again in ${retryAfter} s.`}`
    case 'unavailable':
      return `GitHub did not answer as it should (${said}).`
    default:
      return `GitHub refused (${said}).`
  }
}
