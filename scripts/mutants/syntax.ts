/** As much of a syntax tree as is needed to find steps that stand side by side. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

export interface Parser {
  parse(
    source: string,
    options: { readonly sourceType: 'module'; readonly plugins: readonly 'typescript'[] }
  ): Node
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

export const child = (node: Node, key: string): unknown => (node as unknown as Record<string, unknown>)[key]

export const nodesIn = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []

const SKIPPED = [
  'loc',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'errors',
  'comments',
  'tokens'
]

export const children = (node: Node): readonly Node[] =>
  Object.entries(node).flatMap(([key, value]) => (SKIPPED.includes(key) ? [] : nodesIn(value)))

export function* walk(node: Node): Generator<Node, undefined> {
  yield node
  for (const each of children(node)) yield* walk(each)
}

const isFunction = ({ type }: Node): boolean => /Function|Method/.test(type)
const isLoop = ({ type }: Node): boolean => /^(?:For|While|DoWhile)/.test(type)

/** Whether a `break` or `continue` in it goes to something around it. */
export function jumpsOut(node: Node, inLoop = false, inSwitch = false): boolean {
  if (node.type === 'BreakStatement') return !inLoop && !inSwitch
  if (node.type === 'ContinueStatement') return !inLoop
  if (isFunction(node)) return false
  const loop = inLoop || isLoop(node)
  const choice = inSwitch || node.type === 'SwitchStatement'
  return children(node).some(each => jumpsOut(each, loop, choice))
}
