/** Both groups of a service in a few words each, for the terminal and for the summary. */
import type { RunReport } from '../commands/run-events.ts'
import { holders } from '../release/capacity.ts'
import { versionOf } from '../release/live.ts'
import type { Place } from '../release/phase.ts'
import { weighs } from '../release/traffic/routes.ts'
import { isSplit } from '../release/traffic/topology.ts'
import type { Colour, Group, Observation } from '../release/world.ts'
import { logLine } from './untrusted.ts'

export interface GroupLine {
  readonly role: 'live' | 'idle' | ''
  readonly name: string
  readonly version: string
  /** E.g. `3 healthy, 1 warming`. */
  readonly instances: string
  /** E.g. `2 / 3 / 6`. */
  readonly sizes: string
  readonly suspended: string
}

export const groupLines = ({ services }: RunReport): readonly GroupLine[] =>
  services.flatMap(({ seen, place }) => (seen && place ? groupRows(seen, place) : []))

export function groupRows(seen: Observation, place: Place): readonly GroupLine[] {
  const colours: readonly Colour[] = place.live === 'green' ? ['green', 'blue'] : ['blue', 'green']
  return colours.map(colour => {
    const group = seen.groups[colour]
    const role = colour === place.live ? 'live' : colour === place.idle ? 'idle' : ''
    return {
      role,
      name: group.name,
      version: versionOf(group) ?? 'none',
      instances: instancesText(group, seen),
      sizes: `${group.min} / ${group.desired} / ${group.max}`,
      suspended: group.suspended.join(', ')
    }
  })
}

/** One group in one line of a terminal. */
export function groupText(line: GroupLine): string {
  const held = line.suspended === '' ? '' : `, suspended: ${line.suspended}`
  return logLine(
    `${line.role.padEnd(5)}${line.name.padEnd(24)} version ${line.version.padEnd(16)} ${line.instances} (min/desired/max ${line.sizes}${held})`
  )
}

function instancesText(group: Group, seen: Observation): string {
  const healthy = new Set(holders(group, seen).map(instance => instance.id))
  const word = isSplit(seen) && !weighs(group, seen) ? 'healthy at weight 0' : 'healthy'
  const counts = new Map<string, number>()
  for (const { id, lifecycle } of group.instances) {
    const state = healthy.has(id) ? word : (WORDS[lifecycle] ?? lifecycle)
    counts.set(state, (counts.get(state) ?? 0) + 1)
  }
  return counts.size === 0 ? 'empty' : [...counts].map(([state, count]) => `${count} ${state}`).join(', ')
}

const WORDS: Readonly<Record<string, string>> = {
  InService: 'not healthy yet',
  Pending: 'starting',
  EnteringStandby: 'draining',
  Standby: 'in Standby',
  Terminating: 'ending'
}
