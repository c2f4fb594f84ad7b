/** A process that has all tests and all mutants loaded, and does what it is told: one job, one answer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hookModules } from './hooks.ts'
import type { Made, Mutant } from './make.ts'
import { ROOT, testsInScope } from './scope.ts'
import { collect, createSession, type Test } from './suite.ts'
import { createSwitchboard } from './switch.ts'

export type Job =
  /** Runs a test as it is and tells which mutants it comes by. */
  | { readonly do: 'record'; readonly test: number }
  | {
      readonly do: 'try'
      readonly mutant: number
      /** Tests, in order, and how often each comes by the mutant when it is off. */
      readonly tests: readonly (readonly [test: number, hits: number])[]
      /** For what happens while modules are loaded: they are loaded again, with the mutant on. */
      readonly again: boolean
    }

export type Answer =
  | {
      readonly did: 'load'
      readonly tests: readonly { readonly name: string; readonly file: string }[]
      readonly atLoad: readonly number[]
    }
  | {
      readonly did: 'record'
      readonly hits: readonly (readonly [mutant: number, hits: number])[]
      readonly ms: number
      readonly failed?: string
    }
  /** `by`: the test that failed; absent where the mutant has survived. */
  | { readonly did: 'try'; readonly by?: number; readonly why?: string; readonly ran: number }
  /** Still at it. */
  | { readonly did: 'beat' }

const HITS_MORE = 20
const HITS_AT_LEAST = 2_000
const BEAT_EVERY_MS = 1_000

const send = (answer: Answer) => process.send?.(answer)

const [path, which] = process.argv.slice(2)
const { mutants, sources, ids } = JSON.parse(readFileSync(path ?? '', 'utf8')) as Made
const numbers = new Map(mutants.map(({ id }, n) => [id, n]))
const board = createSwitchboard(ids)
hookModules(sources)

// What is come by before any test is there happens once and never again.
board.record()
for (const file of Object.keys(sources)) await import(pathToFileURL(join(ROOT, file)).href)
const atLoad = counted().map(([n]) => n)
const tests: Test[] = []
for (const file of testsInScope(which === 'slow' ? 'slow' : 'quick')) tests.push(...(await collect(file)))
send({
  did: 'load',
  tests: tests.map(({ name, file }) => ({ name, file })),
  atLoad
})

function counted(): readonly (readonly [number, number])[] {
  return board.recorded().flatMap(([id, hits]) => {
    const n = numbers.get(id)
    return n === undefined ? [] : [[n, hits] as const]
  })
}

async function record(n: number): Promise<Answer> {
  const begun = process.cpuUsage()
  const failed = await failureOf(async () => {
    const test = tests[n]
    if (!test) throw new Error(`no test ${n}`)
    board.record()
    const session = createSession()
    await session.run(test)
    await session.end()
  })
  const { user, system } = process.cpuUsage(begun)
  const hits = counted()
  return { did: 'record', hits, ms: (user + system) / 1_000, ...(failed !== undefined && { failed }) }
}

async function failureOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

let reloads = 0

async function attempt({ mutant: n, tests: chosen, again }: Job & { readonly do: 'try' }): Promise<Answer> {
  const mutant = mutants[n]
  if (!mutant) throw new Error(`no mutant ${n}`)
  const session = createSession()
  const reloaded = again ? reloader(mutant) : undefined
  let beaten = performance.now()
  let ran = 0
  for (const [at, hits] of chosen) {
    if (performance.now() - beaten > BEAT_EVERY_MS) {
      beaten = performance.now()
      send({ did: 'beat' })
    }
    ran += 1
    const why = await failureOf(async () => {
      board.turnOn(mutant, hits * HITS_MORE + HITS_AT_LEAST)
      const test = reloaded ? await reloaded(at) : tests[at]
      if (test) await session.run(test)
    })
    board.turnOff()
    if (why !== undefined) {
      await failureOf(session.end)
      return { did: 'try', by: at, why, ran }
    }
  }
  await failureOf(session.end)
  return { did: 'try', ran }
}

/** Tests whose modules are loaded with the mutant on. */
function reloader(mutant: Mutant): (at: number) => Promise<Test> {
  const number = `${++reloads}`
  const files = new Map<string, readonly Test[]>()
  return async at => {
    const original = tests[at]
    if (!original) throw new Error(`no test ${at} for ${mutant.name}`)
    const { file } = original
    const loaded = files.get(file) ?? (await collect(file, number))
    files.set(file, loaded)
    const found = loaded[at - tests.findIndex(test => test.file === file)]
    if (!found) throw new Error(`with ${mutant.name} ${file} has other tests`)
    return found
  }
}

process.on('disconnect', () => process.exit())
process.on('message', (job: Job) => {
  const answer = job.do === 'record' ? record(job.test) : attempt(job)
  answer.then(send, error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exit(1)
  })
})
