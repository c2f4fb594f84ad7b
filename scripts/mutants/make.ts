/** All mutants of the files in scope, made by Stryker's instrumenter and by changes of order (orders.ts). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REMEMBERING } from './caches.ts'
import { edited } from './edits.ts'
import { EACH, ORDER, ordersOf, type Row } from './orders.ts'
import { ROOT } from './scope.ts'
import { dropId, type Mutation, swapId } from './switch.ts'
import type { Parser } from './syntax.ts'
import { tool } from './tools.ts'
import { isWording } from './wording.ts'

export interface Mutant extends Mutation {
  /** From the root. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** The kind of change. */
  readonly kind: string
  readonly from: string
  readonly to: string
  /** The file, what it said and what it says: stays the same when lines move. */
  readonly name: string
}

export interface Made {
  readonly mutants: readonly Mutant[]
  /** Instrumented TypeScript by path from the root. */
  readonly sources: Readonly<Record<string, string>>
  /** All ids are smaller. */
  readonly ids: number
}

interface Place {
  readonly line: number
  readonly column: number
}

interface Instrumented {
  readonly files: readonly { readonly name: string; readonly content: string }[]
  readonly mutants: readonly {
    readonly id: string
    readonly fileName: string
    readonly mutatorName: string
    readonly replacement: string
    readonly status?: string
    readonly location: { readonly start: Place; readonly end: Place }
  }[]
}

interface Instrumenter {
  instrument(
    files: readonly { readonly name: string; readonly mutate: true; readonly content: string }[],
    options: object
  ): Promise<Instrumented>
}

/** @param read the text of a file in scope */
export async function makeMutants(
  files: readonly string[],
  read: (file: string) => string = file => readFileSync(join(ROOT, file), 'utf8')
): Promise<Made> {
  const { parse } = await tool<Parser>('@babel/parser')
  const instrumenter = await instrumenterOf()
  const mutants: Omit<Mutant, 'name'>[] = []
  const sources: Record<string, string> = {}
  let free = 0
  for (const file of files) {
    const source = read(file)
    const tree = parse(source, { sourceType: 'module', plugins: ['typescript'] })
    const { rows, edits, free: base } = ordersOf(tree, free)
    const { text, beginning, end } = edited(source, edits)
    const made = await instrumenter.instrument([{ name: file, mutate: true, content: text }], {
      excludedMutations: [],
      ignorers: [{ shouldIgnore: isWording }],
      plugins: null
    })
    const offset = offsetIn(text)
    for (const { id, mutatorName, replacement, status, location } of made.mutants) {
      if (status === 'Ignored') continue
      const from = beginning(offset(location.start))
      const to = end(offset(location.end))
      // Of the switches that make an order changeable nothing is mutated.
      if (from === undefined || to === undefined) continue
      mutants.push({
        id: base + Number(id),
        file,
        line: lineOf(source, from),
        kind: mutatorName,
        from: source.slice(from, to),
        to: cleaned(replacement)
      })
    }
    mutants.push(...changesOfOrder(file, source, rows))
    sources[file] = withSwitch(made.files[0]?.content ?? '', base, REMEMBERING.includes(file))
    free = base + made.mutants.length
  }
  return { mutants: named(mutants), sources, ids: free }
}

async function instrumenterOf(): Promise<Instrumenter> {
  const { createInjector } = await tool<{
    createInjector(): { provideValue(name: string, value: unknown): object }
  }>('typed-inject')
  const { createInstrumenter } = await tool<{ createInstrumenter(injector: object): Instrumenter }>(
    '@stryker-mutator/instrumenter'
  )
  const silent = { debug: () => undefined, info: () => undefined, isDebugEnabled: () => false }
  return createInstrumenter(createInjector().provideValue('logger', silent))
}

const offsetIn = (text: string): ((place: Place) => number) => {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return ({ line, column }) => (starts[line] ?? 0) + column
}

const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length

/** Without what was put in to change orders. */
const cleaned = (code: string): string =>
  code
    .replaceAll(new RegExp(`\\.\\.\\.${ORDER}\\(\\d+, `, 'g'), '...(')
    .replaceAll(new RegExp(`for \\(const __n of ${EACH}\\([^)]*\\)\\) `, 'g'), '')

function changesOfOrder(file: string, source: string, rows: readonly Row[]): readonly Omit<Mutant, 'name'>[] {
  const text = (row: Row, at: number) => source.slice(row.steps[at]?.start, row.steps[at]?.end)
  return rows.flatMap(row => [
    ...row.droppable.map(at => ({
      id: dropId(row.id, at),
      order: { row: row.id, at, drops: true },
      file,
      line: lineOf(source, row.steps[at]?.start ?? 0),
      kind: 'LeftOut',
      from: text(row, at),
      to: ''
    })),
    ...row.steps.slice(1).map((_, at) => ({
      id: swapId(row.id, at),
      order: { row: row.id, at, drops: false },
      file,
      line: lineOf(source, row.steps[at]?.start ?? 0),
      kind: 'OtherOrder',
      from: `${short(text(row, at))} ; ${short(text(row, at + 1))}`,
      to: `${short(text(row, at + 1))} ; ${short(text(row, at))}`
    }))
  ])
}

/**
 * The functions of switch.ts in place of the instrumenter's own.
 * @param base what its ids become larger by @param forgets whether its maps forget between two mutants
 */
function withSwitch(code: string, base: number, forgets: boolean): string {
  const own = /function stryNS_9fa48\(\) \{[\s\S]*?stryMutAct_9fa48 = isActive;\s*return isActive\(id\);\s*\}/
  const switched = code
    .replace(own, '')
    .replaceAll(
      /stryMutAct_9fa48\("(\d+)"\) \? \(\) => undefined : \(stryCov_9fa48\("\1"\), /g,
      'stryLazy_9fa48("$1", '
    )
    .replaceAll(/(?<=stry(?:MutAct|Cov|Lazy)_9fa48\()"\d+"(?:, "\d+")*/g, ids =>
      ids.replaceAll(/"(\d+)"/g, (_, id: string) => `${base + Number(id)}`)
    )
  const names = `act: stryMutAct_9fa48, cov: stryCov_9fa48, lazy: stryLazy_9fa48, order: ${ORDER}, each: ${EACH}${forgets ? ', Map, WeakMap' : ''}`
  return `const { ${names} } = globalThis.__mutants__;\n${switched}`
}

const short = (code: string): string => {
  const line = code.replaceAll(/\s+/g, ' ').trim()
  return line.length > 70 ? `${line.slice(0, 67)}...` : line
}

/** Names by file and text; the same text again in the same file is numbered. */
function named(mutants: readonly Omit<Mutant, 'name'>[]): readonly Mutant[] {
  const seen = new Map<string, number>()
  return mutants.map(mutant => {
    const name = `${mutant.file} ${mutant.kind}: ${short(mutant.from)} -> ${short(mutant.to)}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return { ...mutant, name: times === 1 ? name : `${name} (${times})` }
  })
}
