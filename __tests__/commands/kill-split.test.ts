/** Whatever happens to any change of a release by weights, the next run ends where an undisturbed one does. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Options } from '../../src/commands/options.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { type Fault, inject, isKill } from '../support/faults.ts'
import { forwardTo, http, splitPair } from '../support/split.ts'
import { notesIn, weightsIn } from '../support/weights.ts'

type Command = Partial<Options> & { readonly command: 'deploy' | 'rollback' | 'finalize' }

const DEPLOY: Command = { command: 'deploy', imageVersion: '2.0.0' }
const ROLLBACK: Command = { command: 'rollback' }
const FINALIZE: Command = { command: 'finalize' }
/** A deploy that ends at once, with the new version on its way. */
const BEGUN: Command = { ...DEPLOY, timeoutMs: 1 }
const FIRST: Command = { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } }

/** To be killed before a change is to be killed after the one before it, and a lost request is sent again by the next look. */
const LOST: readonly Fault[] = ['killed after', 'answer lost']

const preview = {
  Priority: 5,
  Conditions: [{ Field: 'path-pattern', Values: ['/preview/*'] }],
  Actions: [forwardTo({ 'web-green': 1 })]
}
/** A process that the user has suspended, and a rule for those who look at the idle colour first. */
const scenario = splitPair({
  blue: { suspended: ['AZRebalance'] },
  loadBalancers: [{ name: 'web', listeners: [http(forwardTo({ 'web-blue': 9 }), [preview])] }]
})
const empty = splitPair({ blue: { min: 0, desired: 0 }, green: { max: 6 } })

interface Matrix {
  readonly name: string
  readonly pair: object
  readonly before: readonly Command[]
  readonly under: Command
  readonly thens: readonly Command[]
  readonly faults: readonly Fault[]
}

const MATRICES: readonly Matrix[] = [
  { name: 'deploy', pair: scenario, before: [], under: DEPLOY, thens: [DEPLOY, ROLLBACK], faults: LOST },
  {
    name: 'rollback',
    pair: scenario,
    before: [DEPLOY],
    under: ROLLBACK,
    thens: [ROLLBACK],
    faults: ['killed after']
  },
  {
    name: 'early rollback',
    pair: scenario,
    before: [BEGUN],
    under: ROLLBACK,
    thens: [ROLLBACK],
    faults: ['killed after']
  },
  {
    name: 'finalize',
    pair: scenario,
    before: [DEPLOY],
    under: FINALIZE,
    thens: [FINALIZE, ROLLBACK],
    faults: LOST
  },
  { name: 'first release', pair: empty, before: [], under: FIRST, thens: [FIRST], faults: ['killed after'] }
]

for (const { name, pair, before, under, thens, faults } of MATRICES) {
  describe(`${name} by weights, whatever happens to one of its changes`, () => {
    let count = 0
    const ends = new Map<string, object>()

    beforeAll(async () => {
      const calm = await ranThrough(pair, ...before)
      const already = calm.changes.length
      await calm.run(under)
      count = calm.changes.length - already
      ends.set(under.command, endIn(calm))
      if (!ends.has('rollback') && thens.includes(ROLLBACK)) {
        ends.set('rollback', endIn(await ranThrough(pair, DEPLOY, ROLLBACK)))
      }
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
        let report = await simulation.run(under, injection)
        fired += injection.fired()
        const state = simulation.stand().journal?.state
        // Nothing has begun, or everything is over: a rollback would be about something else.
        if (later === ROLLBACK && (state === undefined || state === 'finalized')) continue
        // What is ended already goes on ending while nobody looks.
        simulation.twin.advance(simulation.world().now + 1_000)
        if (isKill(fault)) report = await simulation.run(later)
        // Past the point of no return only forward is left.
        if (report.findings[0]?.code === 'BGR-FINALIZE-UNFINISHED') report = await simulation.run(FINALIZE)
        if (report.status !== 'succeeded') wrong.push({ at, found: report.findings })
        if (simulation.violations().length > 0) wrong.push({ at, broken: simulation.violations() })
        const calm = ends.get(
          simulation.stand().journal?.state === 'finalized' ? under.command : later.command
        )
        if (JSON.stringify(endIn(simulation)) !== JSON.stringify(calm)) {
          wrong.push({ at, end: endIn(simulation), calm })
        }
      }
      expect(wrong).toEqual([])
      expect({ enough: count > 5, fired }).toEqual({ enough: true, fired: count })
    })
  })
}

async function ranThrough(pair: object, ...commands: readonly Command[]): Promise<Checked> {
  const simulation = checked(pair)
  for (const command of commands) {
    const report = await simulation.run(command)
    const expected = command.timeoutMs === undefined ? 'succeeded' : 'failed'
    if (report.status !== expected) throw new Error(JSON.stringify(report.findings))
  }
  return simulation
}

/** A colour that is not named and one at weight 0 get the same requests: none. */
const endIn = (simulation: Checked): object => ({
  ...endsOf(simulation.world()),
  weights: Object.entries(weightsIn(simulation.world())).map(([name, weights]) => [
    name,
    weights.split(' ').filter(each => !each.endsWith('=0'))
  ]),
  notes: simulation.stand().journal?.state === 'switched' ? [] : notesIn(simulation.world())
})
