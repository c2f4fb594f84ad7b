import type { NotesRules } from '../../github/notes-rules.ts'
import type { Limit } from './limits.ts'

/** What notes say beside the changes themselves. All texts may come from outside. */
export interface NotesContext {
  /** The service or image, e.g. `acme/web`. */
  readonly service: string
  /** The version that is released, or gone back to. */
  readonly version: string
  readonly previousVersion?: string
  /** Of the release; ms since the epoch. */
  readonly at: number
  /** The workflow run that released it. */
  readonly build?: { readonly number: string; readonly url: string }
  /** E.g. `https://github.com`. */
  readonly serverUrl: string
  /** Where issues of a tracker outside GitHub stand, with `{key}` in place of the key. Absent: keys are not linked. */
  readonly issueUrl?: string
  readonly rules: NotesRules
  readonly limit: Limit
  /** Whether authors are notified. */
  readonly ping?: boolean
}
