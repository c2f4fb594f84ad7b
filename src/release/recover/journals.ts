import { newestEpoch, RELEASE_STATES, type ReleaseRecord, readSide, type Side } from '../journal/journal.ts'
import type { Group, Observation } from '../world.ts'

/** The journal of the newest release as far as it can be read: what is damaged counts as missing. */
export interface Journals {
  readonly epoch: number
  /** The record that is furthest on, of whichever group carries one. */
  readonly release?: ReleaseRecord
  sideOf(group: Group): Side
}

export function journalsOf({ groups: { blue, green } }: Observation): Journals {
  const epoch = Math.max(newestEpoch(blue), newestEpoch(green))
  const sideOf = (group: Group) => readSide(group, epoch, [])
  const [first, second] = [blue, green].map(group => sideOf(group).release)
  const release = first && second ? (rank(first) >= rank(second) ? first : second) : (first ?? second)
  return { epoch, sideOf, ...(release && { release }) }
}

const rank = ({ state }: ReleaseRecord): number => RELEASE_STATES.indexOf(state)
