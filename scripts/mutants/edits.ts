/** Text put into a source, and the way back from positions in the result to positions in the source. */
export interface Edit {
  readonly at: number
  readonly text: string
}

export interface Edited {
  readonly text: string
  /** The place in the source of what begins or ends at an offset of the result; undefined inside of what was put in. */
  readonly beginning: (offset: number) => number | undefined
  readonly end: (offset: number) => number | undefined
}

/** @param edits where several are put at the same offset, they stay in order */
export function edited(source: string, edits: readonly Edit[]): Edited {
  const sorted = [...edits].sort((one, other) => one.at - other.at)
  let text = ''
  let copied = 0
  const pieces: { readonly from: number; readonly to: number; readonly shift: number }[] = []
  const copy = (until: number) => {
    pieces.push({ from: text.length, to: text.length + until - copied, shift: copied - text.length })
    text += source.slice(copied, until)
    copied = until
  }
  for (const edit of sorted) {
    copy(edit.at)
    text += edit.text
  }
  copy(source.length)
  const back = (offset: number, isIn: (piece: { readonly from: number; readonly to: number }) => boolean) => {
    const piece = pieces.find(isIn)
    return piece && offset + piece.shift
  }
  return {
    text,
    beginning: offset => back(offset, ({ from, to }) => from <= offset && offset < to),
    end: offset => back(offset, ({ from, to }) => from < offset && offset <= to)
  }
}
