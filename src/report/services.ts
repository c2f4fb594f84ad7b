/** What can be said of a fleet in one word. */
import type { RunReport, ServiceReport } from '../commands/run-events.ts'
import { versionOf } from '../release/live.ts'
import type { Phase } from '../release/phase.ts'
import type { Colour } from '../release/world.ts'

/** The least advanced first. */
const ORDER: readonly Phase[] = [
  'unknown',
  'rolling-back',
  'warming',
  'ready',
  'switching',
  'finalizing',
  'awaiting-finalize',
  'idle'
]

/** The phase of the service that is least far; undefined where nothing was seen. */
export function phaseOf(report: RunReport): Phase | undefined {
  const phases = report.services.map(({ place }) => place?.phase).filter(phase => phase !== undefined)
  return ORDER.find(phase => phases.includes(phase))
}

/** The version of this role, where it is the same on every service. */
export function versionIn(report: RunReport, role: 'live' | 'idle'): string | undefined {
  return common(report.services.map(service => versionAs(service, service.place?.[role])))
}

export const colourOf = (report: RunReport): Colour | undefined =>
  common(report.services.map(({ place }) => place?.live))

const versionAs = ({ seen }: ServiceReport, colour: Colour | undefined): string | undefined =>
  colour && seen && versionOf(seen.groups[colour])

/** What all have in common, or undefined. */
function common<T>(values: readonly (T | undefined)[]): T | undefined {
  const [first] = values
  return values.every(value => value === first) ? first : undefined
}

/** `web`, or `web and 2 more`. */
export function namesOf(services: readonly string[]): string {
  const [first = '', ...more] = services
  return more.length === 0 ? first : `${first} and ${more.length} more`
}
