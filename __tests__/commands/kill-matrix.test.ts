import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Options } from '../../src/commands/options.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { FAULTS, type Fault, inject, isKill } from '../support/faults.ts'
import { onePair } from '../support/simulation.ts'

type Command = Partial<Options> & { readonly command: 'deploy' | 'rollback' | 'finalize' }

const DEPLOY: Command = { command: 'deploy', imageVersion: '2.0.0' }
const ROLLBACK: Command = { command: 'rollback' }
const FINALIZE: Command = { command: 'finalize' }
const NAMES = { deploy: DEPLOY, rollback: ROLLBACK, finalize: FINALIZE }

const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }
/** Scaling on both, AZRebalance suspended by the user where he is live, other sizes on the idle group. */
const scenario = onePair({
  blue: { policies: [POLICY], suspended: ['AZRebalance'] },
  green: { policies: [POLICY], tags: { 'docker:image:name': 'acme/web', 'docker:image:version': '0.9.0' } }
})

async function after(...commands: readonly Command[]): Promise<Checked> {
  const simulation = checked(scenario)
  for (const command of commands) {
    const report = await simulation.run(command)
    if (report.status !== 'succeeded') throw new Error(JSON.stringify(report.findings))
  }
  return simulation
}

const MATRICES = [
  { name: 'deploy', before: [], under: DEPLOY, thens: ['deploy', 'rollback'] },
  { name: 'rollback of a switched release', before: [DEPLOY], under: ROLLBACK, thens: ['rollback'] },
  { name: 'finalize', before: [DEPLOY], under: FINALIZE, thens: ['finalize', 'rollback'] }
] as const

for (const { name, before, under, thens } of MATRICES) {
  describe(`${name}, whatever happens to one of its changes`, () => {
    let count = 0
    const ends: Record<string, unknown> = {}

    beforeAll(async () => {
      const calm = await after(...before)
      const already = calm.changes.length
      await calm.run(under)
      count = calm.changes.length - already
      ends[under.command] = endsOf(calm.world())
      ends.rollback = endsOf((await after(DEPLOY, ROLLBACK)).world())
    })

    const cases = FAULTS.flatMap(fault =>
      isKill(fault) ? thens.map(then => ({ fault, then })) : [{ fault, then: under.command }]
    )
    test.each(cases)('$fault, then $then', async ({ fault, then }) => {
      const wrong: string[] = []
      let fired = 0
      for (let at = 0; at < count; at++) {
        const found = await strike(fault, at, then)
        fired += found.fired
        wrong.push(...found.wrong.map(text => `change ${at}: ${text}`))
      }
      expect(wrong).toEqual([])
      expect({ count: count > 5, fired }).toEqual({ count: true, fired: count })
    })

    async function strike(fault: Fault, at: number, then: keyof typeof NAMES) {
      const simulation = await after(...before)
      const injection = inject(fault, at)
      const struck = await simulation.run(under, injection)
      const wrong: string[] = []
      if (!isKill(fault) && struck.status !== 'succeeded') wrong.push(`ended ${JSON.stringify(struck.findings)}`)
      if (isKill(fault)) {
        const report = await simulation.run(NAMES[then])
        const codes = report.findings.map(finding => finding.code)
        const begun = simulation.stand().journal !== undefined
        if (then === 'rollback' && !begun) {
          if (codes[0] !== 'BGR-NOTHING-TO-ROLL-BACK') wrong.push(`expected nothing to roll back, got ${codes}`)
          return { fired: injection.fired(), wrong: [...wrong, ...simulation.violations()] }
        }
        const gone = ['BGR-FINALIZE-UNFINISHED', 'BGR-NOTHING-TO-ROLL-BACK'].includes(codes[0] ?? '')
        if (under === FINALIZE && then === 'rollback' && gone) {
          // Past the point of no return only forward is left.
          const finish = await simulation.run(FINALIZE)
          if (finish.status !== 'succeeded') wrong.push(JSON.stringify(finish.findings))
          compare(endsOf(simulation.world()), ends.finalize)
          return { fired: injection.fired(), wrong: [...wrong, ...simulation.violations()] }
        }
        if (report.status !== 'succeeded') wrong.push(`ended ${JSON.stringify(report.findings)}`)
      }
      compare(endsOf(simulation.world()), ends[isKill(fault) ? then : under.command])
      return { fired: injection.fired(), wrong: [...wrong, ...simulation.violations()] }

      function compare(end: unknown, calm: unknown) {
        if (JSON.stringify(end) !== JSON.stringify(calm))
          wrong.push(`ended as ${JSON.stringify(end)} instead of ${JSON.stringify(calm)}`)
      }
    }
  })
}
