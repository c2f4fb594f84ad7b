import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Options } from '../../src/commands/options.ts'
import type { RunReport } from '../../src/commands/run-events.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { FAULTS, type Fault, inject, isKill } from '../support/faults.ts'
import { onePair } from '../support/simulation.ts'

type Command = Partial<Options> & { readonly command: 'deploy' | 'rollback' | 'finalize' }

const DEPLOY: Command = { command: 'deploy', imageVersion: '2.0.0' }
const ROLLBACK: Command = { command: 'rollback' }
const FINALIZE: Command = { command: 'finalize' }

const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
/** Scaling on both, AZRebalance suspended by the user where he is live, other sizes on the idle group. */
const scenario = onePair({
  blue: { policies: [POLICY], suspended: ['AZRebalance'] },
  green: { policies: [POLICY], tags: { 'docker:image:name': 'acme/web', 'docker:image:version': '0.9.0' } }
})

async function ranThrough(pair: object, ...commands: readonly Command[]): Promise<Checked> {
  const simulation = checked(pair)
  for (const command of commands) {
    const report = await simulation.run(command)
    const expected = command.timeoutMs === undefined ? 'succeeded' : 'failed'
    if (report.status !== expected) throw new Error(JSON.stringify(report.findings))
  }
  return simulation
}

interface Matrix {
  readonly name: string
  readonly pair: object
  readonly before: readonly Command[]
  readonly under: Command
  /** What may be run after a kill. */
  readonly thens: readonly Command[]
  readonly faults: readonly Fault[]
}

/** A deploy that ends at once, with the new version on its way. */
const BEGUN: Command = { ...DEPLOY, timeoutMs: 61_000 }
const FIRST: Command = { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } }
const empty = onePair({ blue: { min: 0, desired: 0 }, green: { max: 6 } })

const MATRICES: readonly Matrix[] = [
  { name: 'deploy', pair: scenario, before: [], under: DEPLOY, thens: [DEPLOY, ROLLBACK], faults: FAULTS },
  { name: 'rollback', pair: scenario, before: [DEPLOY], under: ROLLBACK, thens: [ROLLBACK], faults: FAULTS },
  {
    name: 'finalize',
    pair: scenario,
    before: [DEPLOY],
    under: FINALIZE,
    thens: [FINALIZE, ROLLBACK],
    faults: FAULTS
  },
  {
    name: 'early rollback',
    pair: scenario,
    before: [BEGUN],
    under: ROLLBACK,
    thens: [ROLLBACK],
    faults: ['killed after']
  },
  { name: 'first release', pair: empty, before: [], under: FIRST, thens: [FIRST], faults: ['killed after'] }
]

for (const { name, pair, before, under, thens, faults } of MATRICES) {
  describe(`${name}, whatever happens to one of its changes`, () => {
    let count = 0
    const ends = new Map<string, string>()

    beforeAll(async () => {
      const calm = await ranThrough(pair, ...before)
      const already = calm.changes.length
      await calm.run(under)
      count = calm.changes.length - already
      ends.set(under.command, endIn(calm))
      if (!ends.has('rollback') && thens.includes(ROLLBACK))
        ends.set('rollback', endIn(await ranThrough(pair, DEPLOY, ROLLBACK)))
    })

    const cases = faults.flatMap(fault =>
      (isKill(fault) ? thens : [under]).map(later => ({ fault, later, next: later.command }))
    )
    test.each(cases)('$fault, then $next', async ({ fault, later }) => {
      const wrong: unknown[] = []
      let fired = 0
      for (let at = 0; at < count; at++) {
        const simulation = await ranThrough(pair, ...before)
        const injection = inject(fault, at)
        const struck = await simulation.run(under, injection)
        const report = isKill(fault) ? await goOn(simulation, later) : struck
        fired += injection.fired()
        if (report === undefined) continue
        if (report.status !== 'succeeded') wrong.push({ at, found: report.findings })
        if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
        const end = endIn(simulation)
        const calm = ends.get(
          simulation.stand().journal?.state === 'finalized' ? under.command : later.command
        )
        if (end !== calm) wrong.push({ at, end, calm })
      }
      expect(wrong).toEqual([])
      expect({ enough: count > 5, fired }).toEqual({ enough: true, fired: count })
    })

    /** @returns the report of the run that had to succeed, undefined where nothing had begun */
    async function goOn(simulation: Checked, later: Command): Promise<RunReport | undefined> {
      // A rollback of what is finalized is a deploy: undo.test.ts has it.
      if (later === ROLLBACK && simulation.stand().journal?.state === 'finalized') return undefined
      const report = await simulation.run(later)
      const code = report.findings[0]?.code
      if (later !== ROLLBACK) return report
      if (simulation.stand().journal === undefined) {
        expect(code).toBe('BGR-NOTHING-TO-ROLL-BACK')
        return undefined
      }
      // Past the point of no return only forward is left.
      return code === 'BGR-FINALIZE-UNFINISHED' ? await simulation.run(FINALIZE) : report
    }
  })
}

const endIn = (simulation: Checked): string => JSON.stringify(endsOf(simulation.world()))
