/** From which version to which one a run led, read from the groups as they stand at its end. */
import type { RunReport, ServiceReport } from '../commands/run-events.ts'
import { commitOf } from '../release/journal/commit.ts'
import { versionOf } from '../release/live.ts'
import { standing } from '../release/situation.ts'
import type { Group } from '../release/world.ts'

export interface Version {
  readonly version: string
  /** Full SHA, where a deploy noted it. */
  readonly commit?: string
}

export interface Span {
  /** Absent on a first release. */
  readonly before?: Version
  readonly now: Version
  /** Whether other services of the fleet came from elsewhere. */
  readonly mixed: boolean
}

/**
 * The colour that does not serve holds what ran before, after a deploy as after a rollback; so a run that went on with
 * another one's release needs to know nothing of that one.
 *
 * @returns undefined where no service says what it runs
 */
export function spanOf({ services }: RunReport): Span | undefined {
  const spans = services.flatMap(service => serviceSpan(service) ?? [])
  const [first] = spans
  if (first === undefined) return undefined
  return { ...first, mixed: spans.some(span => JSON.stringify(span) !== JSON.stringify(first)) }
}

function serviceSpan({ seen, place }: ServiceReport): Omit<Span, 'mixed'> | undefined {
  if (!seen || !place?.live || !place.idle) return undefined
  const now = versionIn(seen.groups[place.live])
  if (now === undefined) return undefined
  const where = standing(seen)
  const first =
    (where.kind === 'open' || where.kind === 'closed') && where.situation.release.initial !== undefined
  const before = first ? undefined : versionIn(seen.groups[place.idle])
  return { now, ...(before && { before }) }
}

function versionIn(group: Group): Version | undefined {
  const version = versionOf(group)
  const commit = commitOf(group)
  return version === undefined ? undefined : { version, ...(commit !== undefined && { commit }) }
}
