/** Load, losses and people while a release moves weights. */
import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { ran, splitPair } from '../support/split.ts'
import { groupIn, holding, scales } from '../support/stand.ts'
import { weightsIn } from '../support/weights.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const everyChange = Array.from({ length: 25 }, (_, at) => at)

const afterChange = (at: number, what: () => void) => ({
  after: (_: unknown, index: number) => {
    if (index === at) what()
  }
})

const scaleBy = (simulation: Checked, by: number) => {
  for (const name of ['web-blue', 'web-green']) {
    const group = groupIn(simulation.world(), name)
    // At the hand-over both follow the load.
    if (!scales(group) || holding(simulation.world(), group) === 0) continue
    simulation.twin.act({ type: 'scale', group: name, desired: group.desired + by, by: 'policy' })
  }
}
const later = (simulation: Checked) => simulation.twin.advance(simulation.world().now + 300_000)

/** Whoever has the rights sets weights by hand. */
const weighByHand = (simulation: Checked, blue: number, green: number) => {
  const [balancer] = Object.values(simulation.world().loadBalancers)
  const tuples = [
    { TargetGroupArn: groupIn(simulation.world(), 'web-blue').targetGroups[0], Weight: blue },
    { TargetGroupArn: groupIn(simulation.world(), 'web-green').targetGroups[0], Weight: green }
  ]
  simulation.twin.call('elasticloadbalancing', 'ModifyListener', {
    ListenerArn: balancer?.listeners[0]?.arn,
    DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: tuples } }]
  })
}

describe('load', () => {
  test('that grows at any moment of a deploy is followed upward', async () => {
    for (const at of everyChange) {
      const simulation = checked(splitPair())
      const report = await simulation.run(
        DEPLOY,
        afterChange(at, () => scaleBy(simulation, 2))
      )
      expect({ at, found: report.findings, wrong: simulation.violations() }).toEqual({
        at,
        found: [],
        wrong: []
      })
      later(simulation)
      expect({ at, serving: endOf(simulation.world(), 'web-green').serving }).toEqual({ at, serving: 5 })
    }
  })

  test('that grows at any moment of a rollback is followed upward', async () => {
    for (const at of everyChange) {
      const simulation = await ran(checked(splitPair()), DEPLOY)
      const report = await simulation.run(
        ROLLBACK,
        afterChange(at, () => scaleBy(simulation, 2))
      )
      expect({ at, found: report.findings, wrong: simulation.violations() }).toEqual({
        at,
        found: [],
        wrong: []
      })
    }
  })

  test('that doubled since the deploy raises the old group before the weights go back', async () => {
    const simulation = await ran(checked(splitPair()), DEPLOY)
    simulation.twin.act({ type: 'scale', group: 'web-green', desired: 6, by: 'policy' })
    later(simulation)
    await ran(simulation, ROLLBACK)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({
      sizes: '2/6/6',
      serving: 6,
      protectedIds: 0
    })
  })
})

describe('an instance at weight 0 that dies', () => {
  test('is replaced before anybody needs it, and rollback and finalize take it as it is', async () => {
    for (const then of [ROLLBACK, FINALIZE]) {
      const simulation = await ran(checked(splitPair()), DEPLOY)
      const [victim] = groupIn(simulation.world(), 'web-blue').instances
      simulation.twin.act({ type: 'fail-instance', instanceId: victim?.id ?? '', how: 'terminated' })
      later(simulation)
      expect(groupIn(simulation.world(), 'web-blue').instances).toHaveLength(3)
      await ran(simulation, then)
    }
  })
})

describe('weights that a person moves', () => {
  test('back to the old colour keep finalize from ending it; set right again they let it', async () => {
    const simulation = await ran(checked(splitPair()), DEPLOY)
    weighByHand(simulation, 1, 1)
    const report = await simulation.run(FINALIZE)
    expect(report).toMatchObject({ changed: false, findings: [{ code: 'BGR-DRIFT' }] })
    weighByHand(simulation, 0, 1)
    expect(await simulation.run(FINALIZE)).toMatchObject({ status: 'succeeded' })
  })

  test('while the old colour ends stop the end, and a rollback is over', async () => {
    const simulation = await ran(checked(splitPair()), DEPLOY)
    const report = await simulation.run(FINALIZE, {
      before: change => {
        if (change.kind === 'resize' && change.min === 0) weighByHand(simulation, 1, 0)
      }
    })
    expect(report.findings).toMatchObject([{ code: 'BGR-DRIFT' }])
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3 })
  })

  test('to the new colour before it is ready are no reason to end it', async () => {
    const simulation = checked(splitPair())
    await simulation.run({ ...DEPLOY, timeoutMs: 1 })
    later(simulation)
    weighByHand(simulation, 0, 1)
    await simulation.run(ROLLBACK)
    expect(weightsIn(simulation.world())).toEqual({ 'web:80 default': 'web-blue=1 web-green=0' })
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3 })
  })
})
