/** How long a text may be at the place where it is shown. */
export interface Limit {
  readonly most: number
  readonly of: 'characters' | 'bytes'
}

/** GitHub refuses a longer one ("body is too long (maximum is 125000 characters)"). */
export const RELEASE_BODY: Limit = { most: 125_000, of: 'characters' }
/** Of issues and pull requests ("body is too long (maximum is 65536 characters)"). */
export const COMMENT: Limit = { most: 65_536, of: 'characters' }
/** A larger summary is dropped whole (actions/runner, CreateStepSummaryCommand). */
export const JOB_SUMMARY: Limit = { most: 1_048_576, of: 'bytes' }

/** Characters count as UTF-16 units, of which there are at least as many. */
export const sizeOf = (text: string, { of }: Limit): number =>
  of === 'bytes' ? Buffer.byteLength(text) : text.length

export interface Section {
  /** Markdown, or empty for none. */
  readonly heading: string
  /** Markdown, one line each. */
  readonly items: readonly string[]
}

export interface Layout {
  readonly head: readonly string[]
  readonly sections: readonly Section[]
  readonly foot: readonly string[]
  /** Says in place of `left` items that they are missing. */
  readonly more: (left: number) => string
}

/** The whole document, or as many items of it as the limit allows, with `more` after the last of them. */
export function fitted(layout: Layout, limit: Limit): string {
  const all = layout.sections.reduce((sum, { items }) => sum + items.length, 0)
  const whole = render(layout, all, all)
  if (sizeOf(whole, limit) <= limit.most) return whole
  let [fits, fails] = [0, all]
  while (fails - fits > 1) {
    const middle = (fits + fails) >>> 1
    if (sizeOf(render(layout, middle, all), limit) <= limit.most) fits = middle
    else fails = middle
  }
  return render(layout, fits, all)
}

function render({ head, sections, foot, more }: Layout, shown: number, all: number): string {
  let room = shown
  const blocks: string[] = [...head]
  for (const { heading, items } of sections) {
    const taken = items.slice(0, room)
    room -= taken.length
    if (taken.length > 0) blocks.push(...(heading === '' ? [] : [heading]), taken.join('\n'))
  }
  if (shown < all) blocks.push(more(all - shown))
  return `${[...blocks, ...foot].join('\n\n')}\n`
}
