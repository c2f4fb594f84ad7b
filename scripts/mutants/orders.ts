/**
 * Steps that stand side by side, in an order that can be changed while the code runs: the steps of `firstOf`, and
 * statements that follow one another without declaring anything.
 */
import type { Edit } from './edits.ts'
import { child, jumpsOut, type Node, nodesIn, walk } from './syntax.ts'

/** Steps that can change places. */
export interface Row {
  /** Of its first change of order (switch.ts). */
  readonly id: number
  readonly steps: readonly Node[]
  /** Steps that can be left out; others are left out by what the instrumenter does. */
  readonly droppable: readonly number[]
}

export interface Orders {
  readonly rows: readonly Row[]
  readonly edits: readonly Edit[]
}

/** Names of functions that instrumented code finds among its own (switch.ts). */
export const ORDER = '__order__'
export const EACH = '__each__'

/** @param from the first id that is free */
export function ordersOf(tree: Node, from: number): Orders & { readonly free: number } {
  const rows: Row[] = []
  const edits: Edit[] = []
  let free = from
  const add = (steps: readonly Node[], droppable: readonly number[]): number => {
    const id = free
    free += 2 * steps.length
    rows.push({ id, steps, droppable })
    return id
  }
  for (const node of walk(tree)) {
    const steps = stepsOf(node)
    const [first] = steps
    const last = steps.at(-1)
    if (first && last && steps.length > 1) {
      edits.push({ at: first.start, text: `...${ORDER}(${add(steps, [])}, ` })
      edits.push({ at: last.end, text: ')' })
    }
    for (const run of runsOf(node)) {
      const droppable = run.flatMap(({ type }, n) => (type === 'ExpressionStatement' ? [n] : []))
      if (run.length < 2 && droppable.length === 0) continue
      edits.push(...asChoice(run, add(run, droppable)))
    }
  }
  return { rows, edits, free }
}

/** The arguments of `firstOf`. */
function stepsOf(node: Node): readonly Node[] {
  if (node.type !== 'CallExpression') return []
  const [callee] = nodesIn(child(node, 'callee'))
  const steps = nodesIn(child(node, 'arguments'))
  const known = callee?.type === 'Identifier' && child(callee, 'name') === 'firstOf'
  return known && steps.every(({ type }) => type === 'ArrowFunctionExpression') ? steps : []
}

const MOVABLE = [
  'ExpressionStatement',
  'IfStatement',
  'ForOfStatement',
  'ForStatement',
  'WhileStatement',
  'TryStatement'
]

/** The statements of a block, cut wherever one declares something, leaves the block or jumps. */
function runsOf(node: Node): readonly (readonly Node[])[] {
  const list = node.type === 'BlockStatement' ? 'body' : node.type === 'SwitchCase' ? 'consequent' : undefined
  if (!list) return []
  const runs: Node[][] = [[]]
  for (const statement of nodesIn(child(node, list))) {
    if (MOVABLE.includes(statement.type) && !jumpsOut(statement)) runs.at(-1)?.push(statement)
    else runs.push([])
  }
  return runs.filter(({ length }) => length > 0)
}

/** All on the lines that were there, so that lines stay as they are. */
function asChoice(run: readonly Node[], row: number): readonly Edit[] {
  const head = `for (const __n of ${EACH}(${row}, ${run.length})) switch (__n) { case 0: `
  return run.flatMap(({ start, end }, n) => [
    { at: start, text: n === 0 ? head : `case ${n}: ` },
    { at: end, text: n === run.length - 1 ? '; break }' : '; break; ' }
  ])
}
