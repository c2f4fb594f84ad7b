/**
 * The release engine in every crash: each request of each scenario meets each fault that it can meet, and the next command
 * has to end where an undisturbed one does. The safety rules look at every event.
 *
 *   npm run crash-matrix                   ten minutes: every kill with every next command, then what else there is time for
 *   npm run crash-matrix -- --kills        every kill with every next command, to the end
 *   npm run crash-matrix -- --minutes 30   so many minutes; the last line says how much of the whole it was
 *   npm run crash-matrix -- --full         no limit, every next command after every fault, and many more pairs
 *   npm run crash-matrix -- --seed 7       another part of the whole, and other pairs
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

const MINUTES = 10
const PAIRS = 20_000
const PAIRS_OF_A_NIGHT = 400_000
const MOST_WORKERS = 2

if (process.send) listen(process.send.bind(process))
else process.exitCode = await main()

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      kills: { type: 'boolean', default: false },
      seed: { type: 'string' },
      pairs: { type: 'string' },
      minutes: { type: 'string' },
      only: { type: 'string' },
      replay: { type: 'string' }
    }
  })
  if (values.replay !== undefined) return await replay(values.replay)
  const pairs = numberOf(values.pairs, values.full ? PAIRS_OF_A_NIGHT : PAIRS)
  const { full, kills } = values
  const all = unitsOf({ every: full, pairs, seed: numberOf(values.seed, 1), killsOnly: kills })
  const { only } = values
  const units = only === undefined ? all : all.filter(({ scenario }) => scenario === scenarioNamed(only).name)
  const tally = createTally(units, line => console.log(line))
  const workers = Math.max(1, Math.min(MOST_WORKERS, availableParallelism()))
  const minutes = numberOf(values.minutes, full || kills ? Number.POSITIVE_INFINITY : MINUTES)
  const waiting = within(units, performance.now() + minutes * 60_000)
  await Promise.all(Array.from({ length: workers }, () => employ(waiting, tally.add)))
  console.log(tally.report())
  return tally.failed() ? 1 : 0
}

/** @throws Error for a text that is no number of 0 or more */
function numberOf(text: string | undefined, otherwise: number): number {
  if (text !== undefined && !/^\d+(?:\.\d+)?$/.test(text)) throw new Error(`not a number: ${text}`)
  return text === undefined ? otherwise : Number(text)
}

/** The units, as long as there is time. `until`: ms on the clock of `performance.now`. */
function* within(units: readonly Unit[], until: number): Generator<Unit, undefined> {
  for (const unit of units) {
    if (performance.now() > until) return
    yield unit
  }
}

/** One worker process, which is given units until there are none left. */
async function employ(waiting: Iterator<Unit>, add: (done: Done) => void): Promise<void> {
  const worker: ChildProcess = fork(import.meta.filename)
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
  const { fired, wrong } = await runCase(recording, each, await aftermath(recording, each.faults))
  console.log(fired ? `${wrong.length} wrong` : 'it did not take place')
  for (const text of wrong) console.log(`  ${text}`)
  return wrong.length > 0 || !fired ? 1 : 0
}
