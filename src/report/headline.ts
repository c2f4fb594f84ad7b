import type { Options } from '../commands/options.ts'
import type { RunReport } from '../commands/run-events.ts'
import { versionOf } from '../release/live.ts'
import type { Colour } from '../release/world.ts'

/** The outcome in one sentence. */
export function headline(options: Options, report: RunReport): string {
  const { pair, place, seen, changed } = report
  const service = pair?.service ?? options.asgPrefix
  const version = (colour: Colour | undefined): string =>
    (colour && seen && versionOf(seen.groups[colour])) ?? 'unknown'
  if (report.status === 'stopped') return `${options.command} of ${service} was stopped by a signal`
  if (report.status === 'failed') {
    if (options.command === 'status') return `The status of ${service} could not be read`
    if (!report.begun) return `${options.command} of ${service} was refused: nothing was changed`
    return `${options.command} of ${service} did not reach its end${changed ? '' : '; this run changed nothing'}`
  }
  const empty =
    seen && Object.values(seen.groups).every(group => group.desired === 0 && group.instances.length === 0)
  if (empty && options.command !== 'deploy') return `${service}: both groups are empty`
  const live = version(place?.live)
  switch (options.command) {
    case 'deploy':
      if (!changed) return `${service} already runs ${live}: nothing to do`
      return place?.phase === 'awaiting-finalize'
        ? `${service} runs ${live}; ${version(place.idle)} stays warm until finalize or rollback`
        : `${service} runs ${live}`
    case 'rollback':
      return changed
        ? `${service} is back on ${live}`
        : `${service} is rolled back already and runs ${live}: nothing to do`
    case 'finalize':
      return changed
        ? `${service} runs ${live}; the old instances are ended`
        : `${service} runs ${live}; there is nothing left to end`
    case 'status':
      return place?.live
        ? `${service} runs ${live} (${place.phase})`
        : `${service}: nobody can say which colour is live`
  }
}

/** The command that makes sense now, where there is one. */
export function whatNext(report: RunReport): string | undefined {
  switch (report.place?.phase) {
    case 'warming':
    case 'ready':
    case 'switching':
      return 'A release is under way: run deploy with the same version to go on, or rollback to undo it.'
    case 'awaiting-finalize':
      return 'The old version is kept warm: run finalize to end it, or rollback to bring it back in seconds.'
    case 'finalizing':
      return 'Finalize has begun: run finalize to finish it.'
    case 'rolling-back':
      return 'A rollback is under way: run rollback to finish it.'
    default:
      return undefined
  }
}
