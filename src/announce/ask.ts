import type { Options } from '../commands/options.ts'
import type { RunReport } from '../commands/run-events.ts'
import type { JobDeployment } from '../github/announce/job-deployment.ts'
import type { GitHubApi } from '../github/api.ts'
import type { GitHubPlace } from './place.ts'

/** A run that has ended, and GitHub, which is to be told. */
export interface Ask {
  readonly github: GitHubApi
  readonly place: GitHubPlace
  readonly options: Options
  readonly report: RunReport
  /** Of this job; undefined where it has none, or GitHub does not say. */
  readonly deployment: () => Promise<JobDeployment | undefined>
  /** Aborts when the run shall stop. */
  readonly stop: AbortSignal
}
