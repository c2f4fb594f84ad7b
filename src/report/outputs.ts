import type { RunReport } from '../commands/run-events.ts'
import type { OutputName } from '../inputs/contract.ts'
import { holders } from '../release/capacity.ts'
import { versionOf } from '../release/live.ts'

/** Every output of the action, empty where it is not known. */
export function outputs(report: RunReport): Readonly<Record<OutputName, string>> {
  const { place, seen, pair } = report
  const live = place?.live && seen?.groups[place.live]
  const idle = place?.idle && seen?.groups[place.idle]
  return {
    outcome: report.status,
    changed: String(report.changed),
    'error-code': report.findings[0]?.code ?? '',
    service: pair?.service ?? '',
    release: place ? String(place.release) : '',
    phase: place?.phase ?? 'unknown',
    'live-colour': place?.live ?? '',
    'live-version': (live && versionOf(live)) ?? '',
    'idle-version': (idle && versionOf(idle)) ?? '',
    'live-healthy': live && seen ? String(holders(live, seen).length) : '',
    'mixed-seconds': report.mixedMs === undefined ? '' : String(Math.ceil(report.mixedMs / 1000))
  }
}
