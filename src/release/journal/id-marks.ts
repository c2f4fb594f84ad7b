/** A set of instance ids, as short as a tag needs it: each id becomes a few characters of its checksum. */
import { countField, RecordError, type RecordFields, textChecksum, textField } from './record.ts'

export interface IdMarks {
  readonly count: number
  /** One for each id, in alphabetical order; none where there are too many ids for a tag. */
  readonly marks: readonly string[]
}

/** Characters of a tag value (256) that the rest of a record leaves. */
const ROOM = 180
/** 24 bits: of two ids one in 16 million pairs shares a mark. The more ids, the shorter the marks. */
const LONGEST = 6

export function markIds(ids: readonly string[]): IdMarks {
  const width = widthOf(ids.length)
  const marks = width === 0 ? [] : ids.map(id => textChecksum(id).slice(-width)).sort()
  return { count: ids.length, marks }
}

/** Whether the id is in the set, as far as its mark tells. Where the set holds too many for marks, any id may be. */
export function hasMark(of: IdMarks, id: string): boolean {
  const width = widthOf(of.count)
  return width === 0 || of.marks.includes(textChecksum(id).slice(-width))
}

export const marksFields = ({ count, marks }: IdMarks): RecordFields => ({ n: count, ids: marks.join('') })

/** @throws RecordError */
export function marksField(record: ReadonlyMap<string, string>): IdMarks {
  const count = countField(record, 'n')
  const text = textField(record, 'ids')
  const width = widthOf(count)
  if (text.length !== width * count) throw new RecordError(`its member ids does not hold ${count} ids`)
  return { count, marks: width === 0 ? [] : (text.match(new RegExp(`.{${width}}`, 'g')) ?? []) }
}

const widthOf = (count: number): number => Math.min(LONGEST, Math.floor(ROOM / count))
