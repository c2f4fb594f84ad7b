/** What a release writes into the tags of a listener or rule before it changes its weights, and how it is read back. */
import { TAG_PREFIX } from '../journal/journal.ts'
import { choiceField, countField, encodeRecord, RecordError, reader, textField } from '../journal/record.ts'
import type { ForwardTag } from '../ports.ts'
import type { Colour } from '../world.ts'
import type { Forward } from './forward.ts'

export type Weights = Readonly<Record<Colour, number>>

/** Written once per release and forward. Where a colour was not named its weight counts as 0. */
export interface Noted {
  readonly epoch: number
  /** `test`: sends requests to the idle colour, for those who look at it before everybody does. */
  readonly use: 'production' | 'test'
  /** As the weights were before the release: a rollback brings them back. */
  readonly found: Weights
  /** As they are when the release is through. */
  readonly goal: Weights
  /** How long clients stay on the target group that they met first, in s. */
  readonly sticky: number
}

const KEY = new RegExp(`^${TAG_PREFIX}forward:(\\d{1,9})$`)
const key = (epoch: number): string => `${TAG_PREFIX}forward:${epoch}`

export const noteTag = ({ epoch, use, found, goal, sticky }: Noted): ForwardTag => ({
  key: key(epoch),
  value: encodeRecord({ e: epoch, use, found: both(found), goal: both(goal), sticky })
})

/** Keys of notes of every release, or of all but this one. */
export const noteKeys = (forward: Forward, but?: number): readonly string[] =>
  [...forward.tags.keys()].filter(each => KEY.test(each) && each !== (but === undefined ? '' : key(but)))

/** @throws RecordError where the note is there and cannot be read */
export function noteOf(forward: Forward, epoch: number): Noted | undefined {
  const text = forward.tags.get(key(epoch))
  return text === undefined ? undefined : readNote(text)
}

const readNote = reader(
  (record): Noted => ({
    epoch: countField(record, 'e'),
    use: choiceField(record, 'use', ['production', 'test']),
    found: weights(textField(record, 'found')),
    goal: weights(textField(record, 'goal')),
    sticky: countField(record, 'sticky')
  })
)

/** Whether the newest note says that the forward does not carry production traffic. One that cannot be read does not. */
export function isTest(forward: Forward): boolean {
  const epochs = noteKeys(forward).map(each => Number(KEY.exec(each)?.[1]))
  try {
    return noteOf(forward, Math.max(...epochs))?.use === 'test'
  } catch (error) {
    if (error instanceof RecordError) return false
    throw error
  }
}

const both = ({ blue, green }: Weights): string => `${blue}/${green}`

function weights(text: string): Weights {
  const parts = /^(\d{1,3})\/(\d{1,3})$/.exec(text)
  if (!parts) throw new RecordError('its weights are not blue/green')
  return { blue: Number(parts[1]), green: Number(parts[2]) }
}
