import type { RunReport, ServiceReport } from '../commands/run-events.ts'
import type { OutputName } from '../inputs/contract.ts'
import { begunAt } from '../release/approval/old-group.ts'
import { holders } from '../release/capacity.ts'
import { versionOf } from '../release/live.ts'
import { colourOf, phaseOf, versionIn } from './services.ts'

/** What GitHub was told; each part is absent where there is none. */
export interface Announced {
  /** For the team, in Markdown. */
  readonly notes?: string
  /** For users of the service, in Markdown. */
  readonly userNotes?: string
  readonly releaseUrl?: string
}

/** Every output of the action, empty where it is not known, or not the same for all services. */
export function outputs(report: RunReport): Readonly<Record<OutputName, string>> {
  const { services } = report
  const releases = [...new Set(services.map(({ place }) => place?.release))]
  return {
    outcome: report.status,
    changed: String(report.changed),
    'error-code': report.findings[0]?.code ?? '',
    service: services.map(({ pair }) => pair.service).join(','),
    release: releases.length === 1 && releases[0] !== undefined ? String(releases[0]) : '',
    phase: phaseOf(report) ?? 'unknown',
    'live-colour': colourOf(report) ?? '',
    'live-version': versionIn(report, 'live') ?? '',
    'idle-version': versionIn(report, 'idle') ?? '',
    'live-healthy': healthyText(services),
    'mixed-seconds': report.mixedMs === undefined ? '' : String(Math.ceil(report.mixedMs / 1000)),
    ...newsOutputs({}),
    services: JSON.stringify(services.map(serviceOutput))
  }
}

/** Those that are known only after GitHub was asked. */
export const newsOutputs = ({ notes = '', userNotes = '', releaseUrl = '' }: Announced) =>
  ({ 'release-notes': notes, 'user-notes': userNotes, 'release-url': releaseUrl }) satisfies Partial<
    Record<OutputName, string>
  >

/** How many instances of the live colours are healthy, in all; empty where one cannot be told. */
function healthyText(services: readonly ServiceReport[]): string {
  const counts = services.map(healthyIn)
  const known = counts.filter(count => count !== undefined)
  return known.length === 0 || known.length < counts.length
    ? ''
    : String(known.reduce((sum, count) => sum + count, 0))
}

const healthyIn = ({ seen, place }: ServiceReport): number | undefined =>
  seen && place?.live && holders(seen.groups[place.live], seen).length

function serviceOutput(service: ServiceReport) {
  const { pair, seen, place } = service
  const live = place?.live && seen?.groups[place.live]
  const idle = place?.idle && seen?.groups[place.idle]
  return {
    service: pair.service,
    phase: place?.phase ?? 'unknown',
    release: place?.release ?? 0,
    liveColour: place?.live ?? '',
    liveVersion: (live && versionOf(live)) ?? '',
    idleVersion: (idle && versionOf(idle)) ?? '',
    healthy: healthyIn(service) ?? 0,
    liveSuspended: live ? live.suspended : [],
    openMinutes: openMinutes(service)
  }
}

/** For how many minutes the release has been open; 0 where none is, or nobody noted when it began. */
function openMinutes({ seen }: ServiceReport): number {
  const begun = seen && begunAt(seen)
  return !seen || begun === undefined ? 0 : Math.max(0, Math.floor((seen.at - begun) / 60_000))
}
