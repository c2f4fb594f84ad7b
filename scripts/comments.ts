/** The comments of a source file, each with the name of what it stands at. */

export interface Comment {
  /** Without the marks of the comment, on one line. */
  readonly text: string
  /** E.g. `REACTION_MS = 1000` or `scaleIn`: what follows the comment, or what it stands in. */
  readonly at: string
}

const DECLARATION = /^(?:export )?(?:async )?(?:function|const|interface|type) (\w+)/
const FIGURE = /^(?:export )?const \w+ = ([\d_]+)$/
const MEMBER = /^ +(?:readonly )?(\w+)\??: /

/** Doc comments, and lines of `//` that follow each other as one. */
export function commentsOf(source: string): readonly Comment[] {
  const lines = source.split('\n')
  const found: Comment[] = []
  let within = ''
  let open: string[] = []
  let kind: 'block' | 'line' | undefined
  for (const line of lines) {
    const bare = line.trim()
    if (kind !== 'block' && (bare.startsWith('/**') || bare.startsWith('//'))) {
      kind = bare.startsWith('//') ? 'line' : 'block'
      open.push(bare)
      if (kind === 'block' && bare.endsWith('*/')) kind = undefined
      continue
    }
    if (kind === 'block') {
      open.push(bare)
      if (bare.endsWith('*/')) kind = undefined
      continue
    }
    kind = undefined
    const declared = DECLARATION.exec(line)?.[1]
    within = declared ?? within
    if (open.length === 0) continue
    const figure = FIGURE.exec(line)?.[1]
    const at = figure === undefined ? (declared ?? memberOf(line, open) ?? within) : `${within} = ${figure}`
    found.push({ text: open.map(unmarked).join(' ').trim(), at })
    open = []
  }
  return found
}

/** A member is meant by doc comments alone: `//` stands at statements. */
function memberOf(line: string, comment: readonly string[]): string | undefined {
  return comment[0]?.startsWith('/**') ? MEMBER.exec(line)?.[1] : undefined
}

const unmarked = (line: string): string =>
  line
    .replace(/^\/\*\*\s?|^\*\/$|^\*\s?|^\/\/\s?/, '')
    .replace(/\s*\*\/$/, '')
    .trim()
