/**
 * Two people who know nothing of each other, at one service, and whatever may happen meanwhile: their commands begin, are
 * killed, stopped, frozen and lose requests in any order, instances die, load comes and goes. The safety rules look at
 * every event; in the end one person brings the service to rest.
 *
 * A failure prints seed and path: `OPERATORS_SEED=... OPERATORS_PATH=... npm test -- two-operators` plays it again.
 */
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Options } from '../../src/commands/options.ts'
import type { TroubleKind } from '../../src/twin/weather/trouble.ts'
import { type Run, type SeveralRuns, severalRuns } from '../support/several-runs.ts'
import { onePair } from '../support/simulation.ts'
import { splitPair } from '../support/split.ts'
import { groupIn, isOpen, otherThan, serving, standOf } from '../support/stand.ts'

const RUNS = Number(process.env.OPERATORS ?? 100)
const SEED = Number(process.env.OPERATORS_SEED ?? 20261123)
const PATH = process.env.OPERATORS_PATH

type Who = 'first' | 'second'

/** What is known without looking: who has begun something. */
interface Model {
  readonly begun: Set<Who>
}
interface Real {
  readonly stage: SeveralRuns
  readonly runs: Map<Who, Run>
}
type Command = fc.AsyncCommand<Model, Real>

const command = (told: string, check: Command['check'], run: Command['run']): Command => ({
  check,
  run,
  toString: () => told
})
const anywhere = () => true

const COMMANDS: readonly Partial<Options>[] = [
  { command: 'deploy', imageVersion: '2.0.0' },
  { command: 'deploy', imageVersion: '3.0.0' },
  { command: 'deploy', imageVersion: '1.0.0', redeploy: true },
  { command: 'prepare', imageVersion: '2.0.0', allowMixed: true },
  { command: 'promote', imageVersion: '2.0.0' },
  { command: 'rollback' },
  { command: 'rollback', afterRollback: 'standby' },
  { command: 'finalize' }
]
const TROUBLES: readonly TroubleKind[] = [
  'lost-request',
  'lost-response',
  'late',
  'twice',
  'partial',
  'error-500-after',
  'contention',
  'hang-after'
]

const who = fc.constantFrom<Who>('first', 'second')
const at = (of: Who, told: string, happen: (run: Run) => void): Command =>
  command(
    `${of} ${told}`,
    model => model.begun.has(of),
    async (_, { runs }) => {
      const run = runs.get(of)
      if (run) happen(run)
    }
  )

const begins = fc.tuple(who, fc.constantFrom(...COMMANDS)).map(([of, options]) =>
  command(`${of} begins ${JSON.stringify(options)}`, anywhere, async (model, { stage, runs }) => {
    const last = runs.get(of)
    // One who is at work does not begin anything else: killed and begun anew is what happens instead.
    last?.kill()
    model.begun.add(of)
    runs.set(of, await stage.begin(options))
  })
)
const meets = fc
  .tuple(who, fc.constantFrom(...TROUBLES), fc.double({ min: 0, max: 0.99, noNaN: true }))
  .map(([of, kind, amount]) => at(of, `meets ${kind} ${amount.toFixed(2)}`, run => run.meet(kind, amount)))
const goes = fc
  .integer({ min: 1, max: 60 })
  .map(sleeps => command(`${sleeps} sleeps end`, anywhere, async (_, { stage }) => stage.go(sleeps)))
const group = fc.constantFrom('web-blue', 'web-green')
const scales = fc.tuple(group, fc.integer({ min: 2, max: 5 })).map(([name, desired]) =>
  command(`${name} scales to ${desired}`, anywhere, async (_, { stage, runs }) => {
    const { desired: now } = groupIn(stage.twin.world(), name)
    // A policy moves what is live; an idle group has none that runs. A peak that was over before anybody looked is known
    // to the rules and to nobody else: while a release is open the load only grows.
    const working = [...runs.values()].some(run => !run.killed && !run.report)
    const open = isOpen(standOf(stage.twin.world(), 'web'))
    if (now > 0 && (desired > now || (!working && !open)))
      stage.act({ type: 'scale', group: name, desired, by: 'policy' })
  })
)
const dies = fc.tuple(group, fc.nat(4)).map(([name, n]) =>
  command(`instance ${n} of ${name} dies`, anywhere, async (_, { stage }) => {
    const instance = groupIn(stage.twin.world(), name).instances[n]
    if (instance) stage.act({ type: 'fail-instance', instanceId: instance.id, how: 'terminated' })
  })
)

const histories = fc.commands(
  [
    begins,
    goes,
    goes,
    meets,
    who.map(of => at(of, 'is killed', run => run.kill())),
    who.map(of => at(of, 'is stopped', run => run.stop())),
    fc
      .tuple(who, fc.integer({ min: 10, max: 900 }))
      .map(([of, seconds]) => at(of, `freezes for ${seconds} s`, run => run.freeze(seconds * 1000))),
    scales,
    dies
  ],
  { maxCommands: 30, size: 'max', ...(PATH?.includes(':') && { replayPath: PATH.split(' ')[1] }) }
)

const LANDED_MS = 900_000

/** Whatever was left, one person brings it to an end: with what is said to be the way out of its state. */
async function comesToRest({ stage, runs }: Real): Promise<void> {
  await stage.finish()
  stage.pass(LANDED_MS)
  for (const run of runs.values()) {
    const codes = run.report?.findings.map(({ code }) => code) ?? []
    expect(codes).not.toContain('BGR-INTERNAL')
    expect(codes).not.toContain('BGR-GUARD')
  }
  const stand = standOf(stage.twin.world(), 'web')
  if (isOpen(stand)) {
    const last = await stage.begin({
      command: stand.journal?.state === 'finalizing' ? 'finalize' : 'rollback'
    })
    await stage.finish()
    expect(last.report).toMatchObject({ status: 'succeeded', findings: [] })
  }
  stage.pass(LANDED_MS)
  const { journal, world } = standOf(stage.twin.world(), 'web')
  if (journal) {
    const live = groupIn(world, journal.state === 'rolled-back' ? journal.from : journal.to)
    const idle = otherThan(standOf(world, 'web'), live.name)
    expect({ live: serving(world, live) >= live.desired, idle: serving(world, idle) }).toEqual({
      live: true,
      idle: 0
    })
    expect(live.desired).toBeGreaterThan(0)
  }
  expect(stage.violations()).toEqual([])
}

test.each([
  ['shared', onePair()],
  ['split', splitPair()]
])(
  '%s: no rule is broken, and there is a way out',
  async (_, scenario) => {
    await fc.assert(
      fc.asyncProperty(histories, async history => {
        const real: Real = { stage: severalRuns(scenario), runs: new Map() }
        await fc.asyncModelRun(() => ({ model: { begun: new Set<Who>() }, real }), history)
        await comesToRest(real)
      }),
      { numRuns: RUNS, seed: SEED, ...(PATH && { path: PATH.split(' ')[0] }), endOnFailure: false }
    )
  },
  600_000
)
