/** Whatever happens to any change of the rollback family, the next run ends where an undisturbed one does. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Options } from '../../src/commands/options.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { type Fault, inject, isKill } from '../support/faults.ts'
import { onePair } from '../support/simulation.ts'

type Command = Partial<Options> & { readonly command: 'deploy' | 'rollback' | 'finalize' }

const DEPLOY: Command = { command: 'deploy', imageVersion: '2.0.0' }
const NEXT: Command = { command: 'deploy', imageVersion: '3.0.0' }
const KEEP: Command = { command: 'rollback', afterRollback: 'standby' }
const ROLLBACK: Command = { command: 'rollback' }
const FINALIZE: Command = { command: 'finalize' }
const LESS: Command = { command: 'rollback', acceptCapacity: 60 }

const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
const pair = onePair({
  blue: { policies: [POLICY], suspended: ['AZRebalance'] },
  green: { policies: [POLICY] }
})

/** To be killed before a change is to be killed after the one before it; a lost request is one nobody sent. */
const LOST: readonly Fault[] = ['killed after', 'answer lost']
const KILLED: readonly Fault[] = ['killed after']

interface Matrix {
  readonly name: string
  readonly before: readonly Command[]
  readonly under: Command
  /** What may be run after a kill. */
  readonly thens: readonly Command[]
  readonly faults: readonly Fault[]
}

const MATRICES: readonly Matrix[] = [
  {
    name: 'a rollback that keeps the rejected version',
    before: [DEPLOY],
    under: KEEP,
    thens: [KEEP, ROLLBACK],
    faults: KILLED
  },
  {
    name: 'a deploy over a kept version',
    before: [DEPLOY, KEEP],
    under: NEXT,
    thens: [NEXT, ROLLBACK],
    faults: KILLED
  },
  {
    name: 'a finalize of a kept version',
    before: [DEPLOY, KEEP],
    under: FINALIZE,
    thens: [FINALIZE, NEXT],
    faults: LOST
  },
  { name: 'a rollback to less', before: [DEPLOY], under: LESS, thens: [LESS], faults: LOST }
]

for (const { name, before, under, thens, faults } of MATRICES) {
  describe(`${name}, whatever happens to one of its changes`, () => {
    let count = 0
    const ends = new Map<Command, readonly string[]>()

    beforeAll(async () => {
      const calm = await ranThrough(...before)
      const already = calm.changes.length
      await calm.run(under)
      count = calm.changes.length - already
      for (const then of thens) {
        // Before its first change and after its last one a command is none: then the next one stands by itself.
        const runs = [[under], [then], [under, then]]
        const found: string[] = []
        for (const run of runs) found.push(endIn(await ranThrough(...before, ...run)))
        ends.set(then, found)
      }
    })

    const cases = faults.flatMap(fault => (isKill(fault) ? thens : [under]).map(then => ({ fault, then })))
    test.each(cases)('$fault, then $then', async ({ fault, then }) => {
      const wrong: unknown[] = []
      let fired = 0
      let runs = 0
      // Another command than the one that was killed is tried after every third change: it takes as long as both.
      for (let at = 0; at < count; at += then === under ? 1 : 3) {
        runs += 1
        const simulation = await ranThrough(...before)
        const injection = inject(fault, at)
        let report = await simulation.run(under, injection)
        if (isKill(fault)) report = await simulation.run(then)
        fired += injection.fired()
        if (report.status !== 'succeeded') wrong.push({ at, found: report.findings })
        if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
        const end = endIn(simulation)
        if (!ends.get(then)?.includes(end)) wrong.push({ at, end, calm: ends.get(then) })
      }
      expect(wrong).toEqual([])
      expect({ enough: runs > 2, fired }).toEqual({ enough: true, fired: runs })
    })
  })
}

async function ranThrough(...commands: readonly Command[]): Promise<Checked> {
  const simulation = checked(pair)
  for (const command of commands) {
    const report = await simulation.run(command)
    if (report.status !== 'succeeded') throw new Error(JSON.stringify(report.findings))
  }
  return simulation
}

const endIn = (simulation: Checked): string => JSON.stringify(endsOf(simulation.world()))
