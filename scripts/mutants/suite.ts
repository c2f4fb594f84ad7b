/** Tests written for jest, run one by one in this process, as often as one likes. Jest's own circus reads them. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getState, resetState } from 'jest-circus'
import { numbered } from './hooks.ts'
import { ROOT } from './scope.ts'

type Block = ReturnType<typeof getState>['rootDescribeBlock']
type Entry = Extract<Block['children'][number], { readonly type: 'test' }>

export interface Test {
  readonly name: string
  /** From the root. */
  readonly file: string
  readonly entry: Entry
}

/**
 * @param again loads the file anew, with whatever of ours it imports, under a number that was not used before
 * @throws what the file throws
 */
export async function collect(file: string, again?: string): Promise<readonly Test[]> {
  resetState()
  const { href } = pathToFileURL(join(ROOT, file))
  await import(again === undefined ? href : numbered(href, again))
  const { rootDescribeBlock, unhandledErrors } = getState()
  if (unhandledErrors.length > 0) throw new Error(`${file}: ${JSON.stringify(unhandledErrors)}`)
  return [...entriesIn(rootDescribeBlock)].map(entry => ({ name: `${file} ${nameOf(entry)}`, file, entry }))
}

function* entriesIn(block: Block): Generator<Entry> {
  if (block.mode === 'skip') return
  for (const each of block.children) {
    if (each.type === 'describeBlock') yield* entriesIn(each)
    else if (each.mode !== 'skip' && each.mode !== 'todo') yield each
  }
}

const nameOf = ({ name, parent }: Entry): string =>
  [
    ...blocksAround(parent)
      .slice(1)
      .map(block => block.name),
    name
  ].join(' > ')

/** From the outermost one inwards. */
const blocksAround = (block: Block | undefined): readonly Block[] =>
  block ? [...blocksAround(block.parent), block] : []

type HookType = Block['hooks'][number]['type']

const hooksOf = (block: Block, type: HookType) =>
  block.hooks.filter(hook => hook.type === type).map(({ fn }) => fn)

/** Something that runs tests under the same circumstances: what comes before all of them is done once. */
export interface Session {
  /** @throws what the test or something before it throws */
  run(test: Test): Promise<void>
  end(): Promise<void>
}

export function createSession(): Session {
  const begun = new Set<Block>()
  const call = async (work: unknown) => {
    if (typeof work === 'function') await work()
  }
  return {
    run: async ({ entry }) => {
      const around = blocksAround(entry.parent)
      for (const block of around.filter(each => !begun.has(each))) {
        begun.add(block)
        for (const hook of hooksOf(block, 'beforeAll')) await call(hook)
      }
      try {
        for (const block of around) for (const hook of hooksOf(block, 'beforeEach')) await call(hook)
        await call(entry.fn)
      } finally {
        for (const block of around.toReversed())
          for (const hook of hooksOf(block, 'afterEach')) await call(hook)
      }
    },
    end: async () => {
      for (const block of begun) for (const hook of hooksOf(block, 'afterAll')) await call(hook)
    }
  }
}
