/**
 * The release engine in every crash: each request of each scenario meets each fault that it can meet, and the next command
 * has to end where an undisturbed one does. The safety rules look at every event.
 *
 *   npm run crash-matrix                     each fault at each request, each kill with each next command, these again where
 *                                            AWS answers its open questions otherwise, and a sample of pairs: always the same
 *   npm run crash-matrix -- --kills          every kill with every next command, and nothing else
 *   npm run crash-matrix -- --full           every fault at every request with every next command, and a larger sample
 *   npm run crash-matrix -- --sampled 1000   so many cases by chance
 *   npm run crash-matrix -- --seed 7         other ones
 *   npm run crash-matrix -- --only split/deploy
 *   npm run crash-matrix -- --replay 'shared/deploy killed-after@37 then rollback'
 *
 * Exit code 1 when something failed.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { aftermath, runCase } from './crash-matrix/case.ts'
import { fromLine } from './crash-matrix/line.ts'
import { record } from './crash-matrix/record.ts'
import { scenarioNamed } from './crash-matrix/scenarios.ts'
import { createTally } from './crash-matrix/tally.ts'
import { type Unit, unitsOf } from './crash-matrix/units.ts'
import { createWork, type Done } from './crash-matrix/work.ts'

/** How many cases are chosen by chance; not all of them take place. */
const SAMPLED = { kills: 0, each: 9_300, every: 220_000 } as const
const MOST_WORKERS = 2
/**
 * Each run leaves a lot behind and keeps little: with room for it a sixth of the time is saved. Where each processor has its
 * worker, threads that collect it beside them only stand in their way: without them it is another tenth.
 */
const WORKER = { execArgv: ['--max-semi-space-size=64', '--single-threaded-gc'] }

if (process.send) listen(process.send.bind(process))
else process.exitCode = await main()

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      kills: { type: 'boolean', default: false },
      seed: { type: 'string' },
      sampled: { type: 'string' },
      only: { type: 'string' },
      replay: { type: 'string' }
    }
  })
  if (values.replay !== undefined) return await replay(values.replay)
  const breadth = values.full ? 'every' : values.kills ? 'kills' : 'each'
  const sampled = numberOf(values.sampled, SAMPLED[breadth])
  const all = unitsOf({ breadth, sampled, seed: numberOf(values.seed, 1) })
  const { only } = values
  const units = only === undefined ? all : all.filter(({ scenario }) => scenario === scenarioNamed(only).name)
  const tally = createTally(units, line => console.log(line))
  const workers = Math.max(1, Math.min(MOST_WORKERS, availableParallelism()))
  const waiting = untilStopped(units)
  await Promise.all(Array.from({ length: workers }, () => employ(waiting, tally.add)))
  console.log(tally.report())
  return tally.failed() ? 1 : 0
}

/** @throws Error for a text that is no number of 0 or more */
function numberOf(text: string | undefined, otherwise: number): number {
  if (text !== undefined && !/^\d+(?:\.\d+)?$/.test(text)) throw new Error(`not a number: ${text}`)
  return text === undefined ? otherwise : Number(text)
}

/** A stop ends what is under way, and the last line tells how much of the whole was done. */
function* untilStopped(units: readonly Unit[]): Generator<Unit, undefined> {
  let isStopped = false
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (isStopped = true))
  for (const unit of units) {
    if (isStopped) return
    yield unit
  }
}

/** One worker process, which is given units until there are none left. */
async function employ(waiting: Iterator<Unit>, add: (done: Done) => void): Promise<void> {
  const worker: ChildProcess = fork(import.meta.filename, WORKER)
  await new Promise<void>((resolve, reject) => {
    const next = () => {
      const { value, done } = waiting.next()
      if (done) worker.disconnect()
      else worker.send(value)
    }
    worker.on('message', (message: Done) => {
      add(message)
      next()
    })
    worker.on('exit', code => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
    next()
  })
}

function listen(send: (done: Done) => unknown): void {
  const work = createWork()
  // From a terminal it reaches every process: the first one decides.
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', (unit: Unit) => {
    work(unit).then(send, error => {
      console.error(error)
      process.exit(1)
    })
  })
}

async function replay(line: string): Promise<number> {
  const each = fromLine(line)
  const recording = await record(scenarioNamed(each.scenario), each.answers)
  for (const { at } of each.faults) {
    const { call } = recording.points[at]?.request ?? {}
    if (call)
      console.log(`request ${at} of the undisturbed run: ${call.operation} ${JSON.stringify(call.input)}`)
  }
  const { fired, wrong } = await runCase(recording, each, await aftermath(recording, each))
  console.log(fired ? `${wrong.length} wrong` : 'it did not take place')
  for (const text of wrong) console.log(`  ${text}`)
  return wrong.length > 0 || !fired ? 1 : 0
}
