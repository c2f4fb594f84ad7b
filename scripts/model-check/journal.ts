/** Where a release stands by the tags, read anew for the rules. */
import { RELEASE_STATES } from '../../src/release/journal/journal.ts'
import { decodeRecord } from '../../src/release/journal/record.ts'
import type { Colour } from '../../src/release/world.ts'
import type { State } from './state.ts'

export interface Journal {
  readonly epoch: number
  readonly from: Colour
  readonly to: Colour
  readonly state: (typeof RELEASE_STATES)[number]
  readonly undo: boolean
  /** Whether both groups say the same. */
  readonly whole: boolean
}

const KEY = /^bg-release:release:(\d+)$/

/** The newest record; of two that differ the one that is further on. */
export function journalOf({ groups: { blue, green } }: State): Journal | undefined {
  const known = cache.get(blue.tags)?.get(green.tags)
  if (known) return known.journal
  const journal = read(blue.tags, green.tags)
  const column = cache.get(blue.tags) ?? new WeakMap()
  cache.set(blue.tags, column.set(green.tags, { journal }))
  return journal
}

type Tags = ReadonlyMap<string, string>

/** Reading checksums is most of what the rules would do: each pair of tag sets is read once. */
const cache = new WeakMap<Tags, WeakMap<Tags, { readonly journal: Journal | undefined }>>()

function read(blue: Tags, green: Tags): Journal | undefined {
  const records = [blue, green].flatMap(newest)
  const epoch = Math.max(0, ...records.map(each => each.epoch))
  const current = records.filter(each => each.epoch === epoch)
  const [first, second] = current
  if (!first) return undefined
  const ahead = second && rank(second) > rank(first) ? second : first
  return { ...ahead, whole: second !== undefined && first.state === second.state }
}

const rank = ({ state }: { readonly state: Journal['state'] }): number => RELEASE_STATES.indexOf(state)

function newest(tags: Tags): readonly Omit<Journal, 'whole'>[] {
  const epochs = [...tags.keys()].flatMap(key => KEY.exec(key)?.[1] ?? []).map(Number)
  if (epochs.length === 0) return []
  const epoch = Math.max(...epochs)
  const record = decodeRecord(tags.get(`bg-release:release:${epoch}`) ?? '')
  const state = RELEASE_STATES.find(each => each === record.get('state'))
  if (!state) throw new TypeError('a release without a state')
  return [
    {
      epoch,
      from: record.get('from') === 'blue' ? 'blue' : 'green',
      to: record.get('to') === 'blue' ? 'blue' : 'green',
      state,
      undo: record.has('undo')
    }
  ]
}

/** Whether no release is open. */
export const isClosed = (journal: Journal | undefined): boolean =>
  journal === undefined || (journal.whole && ['rolled-back', 'finalized'].includes(journal.state))

/** The number of the newest release, 0 where there is none. */
export const epochOf = (state: State): number => journalOf(state)?.epoch ?? 0
