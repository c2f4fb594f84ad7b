import type { Options } from '../commands/options.ts'
import type { RunReport } from '../commands/run-events.ts'
import { hasOpenUndo } from '../release/fleet.ts'
import { KEPT_TAG } from '../release/journal/journal.ts'
import type { Observation } from '../release/world.ts'
import { withdrawnLine } from './approval.ts'
import { namesOf, phaseOf, versionIn } from './services.ts'

/** The outcome in one sentence. */
export function headline(options: Options, report: RunReport): string {
  const { changed } = report
  const fleet = namesOf(report.services.map(({ pair }) => pair.service)) || options.asgPrefix
  const run = report.services.length > 1 ? 'run' : 'runs'
  const be = report.services.length > 1 ? 'are' : 'is'
  if (report.status === 'stopped') return `${options.command} of ${fleet} was stopped by a signal`
  if (report.status === 'failed') {
    if (options.command === 'status') return `The status of ${fleet} could not be read`
    if (!report.begun) return `${options.command} of ${fleet} was refused: nothing was changed`
    return `${options.command} of ${fleet} did not reach its end${changed ? '' : '; this run changed nothing'}`
  }
  if (isEmpty(report) && options.command !== 'deploy') return `${fleet}: both groups are empty`
  const live =
    versionIn(report, 'live') ?? (report.services.length > 1 ? 'different versions' : 'an unknown version')
  const phase = phaseOf(report)
  switch (options.command) {
    case 'prepare':
      if (phase === 'ready') return `${fleet}: the new version is ready and waits for promote; ${live} serves`
      return `${fleet} ${run} ${live}: nothing is left to prepare`
    case 'deploy':
    case 'promote':
      if (!changed) return `${fleet} already ${run} ${live}: nothing to do`
      return phase === 'awaiting-finalize'
        ? `${fleet} ${run} ${live}; ${versionIn(report, 'idle') ?? 'the version before'} stays warm until finalize or rollback`
        : `${fleet} ${run} ${live}`
    case 'rollback':
      return changed
        ? `${fleet} ${be} back on ${live}`
        : `${fleet} ${be} rolled back already and ${run} ${live}: nothing to do`
    case 'finalize': {
      const [withdrawn] = report.services.flatMap(({ seen }) => (seen && withdrawnLine(seen)) ?? [])
      if (!changed && withdrawn) return withdrawn
      return changed
        ? `${fleet} ${run} ${live}; the old instances are ended`
        : `${fleet} ${run} ${live}; there is nothing left to end`
    }
    case 'status':
      return report.services.every(({ place }) => place?.live)
        ? `${fleet} ${run} ${live} (${phase})`
        : `${fleet}: nobody can say which colour is live`
    default:
      return `${options.command} of ${fleet} is done`
  }
}

const isEmpty = ({ services }: RunReport): boolean =>
  services.length > 0 &&
  services.every(
    ({ seen }) =>
      seen && Object.values(seen.groups).every(group => group.desired === 0 && group.instances.length === 0)
  )

/** The command that makes sense now, where there is one. */
export function whatNext(report: RunReport): string | undefined {
  switch (phaseOf(report)) {
    case 'ready':
      return 'The new version is ready: run promote or deploy with it to move the traffic, or rollback to undo the release.'
    case 'warming':
    case 'switching':
      if (report.services.some(({ seen }) => seen && hasOpenUndo(seen)))
        return 'A rollback of a finalized release is under way: run rollback to go on.'
      return 'A release is under way: run deploy with the same version to go on, or rollback to undo it.'
    case 'awaiting-finalize':
      if (report.services.some(({ seen }) => seen && hasOpenUndo(seen)))
        return 'The rejected version is kept warm: run finalize to end it.'
      return 'The old version is kept warm: run finalize to end it, or rollback to bring it back in seconds.'
    case 'finalizing':
      return 'Finalize has begun: run finalize to finish it.'
    case 'rolling-back':
      return 'A rollback is under way: run rollback to finish it.'
    case 'idle':
      return report.services.some(({ seen }) => seen && parksRejected(seen))
        ? 'The rejected version stays in Standby: the next deploy ends it, or finalize.'
        : undefined
    default:
      return undefined
  }
}

const parksRejected = ({ groups }: Observation): boolean =>
  Object.values(groups).some(group => group.tags.has(KEPT_TAG))
