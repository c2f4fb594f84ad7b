/** All that GitHub is told by one run: progress while it works, the rest when it is done. */
import type { Options } from '../commands/options.ts'
import type { Listener, RunReport } from '../commands/run-events.ts'
import { LONGEST_DESCRIPTION, postStatus } from '../github/announce/deployment-status.ts'
import { type JobDeployment, jobDeployment } from '../github/announce/job-deployment.ts'
import { createStatusQueue } from '../github/announce/status-queue.ts'
import type { GitHubApi } from '../github/api.ts'
import { deploymentText } from '../report/deployment-text.ts'
import { isNews } from './news.ts'
import { failed, type Line, type Outcome } from './outcome.ts'
import { type GitHubPlace, isSimulatedOnly, placeOf } from './place.ts'

/** The description of the deployment changes no more often, ms of real time. */
const PROGRESS_EVERY_MS = 30_000
const DEPLOYMENT_WITHIN_MS = 15_000

export interface Announcing {
  /** Returns at once, whatever GitHub does. */
  readonly listener: Listener
  /** After the AWS work and everything that is said of it. Throws nothing. */
  finish(report: RunReport): Promise<Outcome>
}

type Environment = Readonly<Record<string, string | undefined>>

/** @param github undefined where there is no token */
export function createAnnouncing(
  env: Environment,
  github: GitHubApi | undefined,
  options: Options,
  stop: AbortSignal
): Announcing {
  const place = placeOf(env)
  const simulated = isSimulatedOnly(env)
  if (!github || !place || simulated) {
    const why = simulated
      ? 'this release is simulated, and the real GitHub is not told'
      : github
        ? 'this is no workflow of a repository'
        : 'there is no github-token'
    return {
      listener: () => undefined,
      finish: async report => ({
        announced: {},
        gaveUp: false,
        lines: isNews({ options, report }) ? [{ level: 'info', text: `No release notes: ${why}` }] : []
      })
    }
  }
  return announcingAt(github, place, options, stop)
}

function announcingAt(
  github: GitHubApi,
  place: GitHubPlace,
  options: Options,
  stop: AbortSignal
): Announcing {
  const { checkRunId } = options.announce
  let asked: Promise<JobDeployment | undefined> | undefined
  const deployment = (): Promise<JobDeployment | undefined> => {
    if (checkRunId === undefined) return Promise.resolve(undefined)
    const signal = AbortSignal.any([stop, AbortSignal.timeout(DEPLOYMENT_WITHIN_MS)])
    asked ??= jobDeployment(github, place.repository, checkRunId, signal)
    return asked
  }
  const queue = createStatusQueue(
    async (description, signal) => {
      const own = await deployment()
      if (!own) return
      const status = { state: 'in_progress', description, logUrl: place.build.url } as const
      await postStatus(github, place.repository, own.id, status, signal)
    },
    PROGRESS_EVERY_MS,
    () => performance.now()
  )
  return {
    listener: event => {
      if (checkRunId === undefined || event.kind !== 'waiting') return
      const text = deploymentText(event.waits, event.at, LONGEST_DESCRIPTION)
      if (text !== '') queue.offer(text)
    },
    finish: async report => {
      const problem = queue.close()
      const lines: Line[] =
        problem === undefined ? [] : [failed('progress on the deployment of this job', false, problem)]
      if (stop.aborted || !isNews({ options, report }))
        return { announced: {}, lines: stop.aborted ? [] : lines, gaveUp: false }
      const known = () => deployment().catch(() => undefined)
      try {
        // Not before it is needed: running its modules takes time, and a rollback has none to give.
        const { announce } = await import(/* webpackMode: "eager" */ './announce.ts')
        const outcome = await announce({ github, place, options, report, deployment: known, stop })
        return { ...outcome, lines: [...lines, ...outcome.lines] }
      } catch (error) {
        // A fault of ours: the release is done all the same.
        return { announced: {}, lines: [...lines, failed('release notes', true, error)], gaveUp: false }
      }
    }
  }
}
