import { describe, expect, test } from '@jest/globals'
import { type Checked, checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { Killed, TAGS } from '../support/simulation.ts'
import { forwardTo, http, ran, splitPair, targetGroup } from '../support/split.ts'
import { groupIn, serving } from '../support/stand.ts'
import { notesIn, weightsIn } from '../support/weights.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const LISTENER = 'web:80 default'

const idsOf = (simulation: Checked, name: string) =>
  groupIn(simulation.world(), name).instances.map(each => each.id)

describe('colours with target groups of their own', () => {
  test('deploy moves the weight, and the old instances stay in service, protected and held', async () => {
    const simulation = checked(splitPair())
    const before = idsOf(simulation, 'web-blue')
    await ran(simulation, DEPLOY)
    expect(weightsIn(simulation.world())).toEqual({ [LISTENER]: 'web-blue=0 web-green=1' })
    expect(idsOf(simulation, 'web-blue')).toEqual(before)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({
      serving: 0,
      lifecycles: ['InService', 'InService', 'InService'],
      protectedIds: 3,
      suspended: ['AlarmNotification', 'ScheduledActions']
    })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({
      sizes: '2/3/6',
      serving: 3,
      suspended: []
    })
  })

  test('finalize ends the old instances and leaves no note behind', async () => {
    const simulation = await ran(checked(splitPair()), DEPLOY, FINALIZE)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({
      sizes: '0/0/6',
      lifecycles: [],
      suspended: []
    })
    expect(weightsIn(simulation.world())).toEqual({ [LISTENER]: 'web-blue=0 web-green=1' })
    expect(notesIn(simulation.world())).toEqual([])
  })

  test('rollback brings the weight back in seconds, and everything as it was', async () => {
    const simulation = checked(splitPair())
    const before = { ids: idsOf(simulation, 'web-blue'), end: endOf(simulation.world(), 'web-blue') }
    await ran(simulation, DEPLOY)
    const began = simulation.world().now
    let movedAt = 0
    const report = await simulation.run(ROLLBACK, {
      after: change => {
        if (change.kind === 'weigh') movedAt = simulation.world().now
      }
    })
    expect(report.status).toBe('succeeded')
    expect(movedAt - began).toBeLessThan(15_000)
    expect({ ids: idsOf(simulation, 'web-blue'), end: endOf(simulation.world(), 'web-blue') }).toEqual(before)
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({
      sizes: '0/0/4',
      lifecycles: [],
      suspended: []
    })
    expect(weightsIn(simulation.world())).toEqual({ [LISTENER]: 'web-blue=1 web-green=0' })
    expect(notesIn(simulation.world())).toEqual([])
    expect(simulation.violations()).toEqual([])
  })

  test('two releases in turn leave the weights as they were found', async () => {
    const simulation = await ran(
      checked(splitPair()),
      DEPLOY,
      FINALIZE,
      { ...DEPLOY, imageVersion: '3.0.0' },
      FINALIZE
    )
    expect(weightsIn(simulation.world())).toEqual({ [LISTENER]: 'web-blue=1 web-green=0' })
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3, protectedIds: 0 })
  })

  test.each(['open', 'switching'])('rollback of a deploy that died in the state %s', async state => {
    const simulation = checked(splitPair())
    const before = endOf(simulation.world(), 'web-blue')
    await simulation.run(DEPLOY, {
      before: change => {
        const next = state === 'open' ? 'state=switching' : 'state=switched'
        if (change.kind === 'tag' && change.tags.some(({ value }) => value.includes(next))) throw new Killed()
      }
    })
    expect(simulation.stand().journal?.state).toBe(state)
    await ran(simulation, ROLLBACK)
    expect(endOf(simulation.world(), 'web-blue')).toEqual(before)
    expect(weightsIn(simulation.world())).toEqual({ [LISTENER]: 'web-blue=1 web-green=0' })
  })

  test('rollback after finalize has begun and ended nothing', async () => {
    const simulation = await ran(checked(splitPair()), DEPLOY)
    await simulation.run(FINALIZE, {
      before: change => {
        if (change.kind === 'resize' && change.desired === 0) throw new Killed()
      }
    })
    expect(simulation.stand().journal?.state).toBe('finalizing')
    await ran(simulation, ROLLBACK)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({
      sizes: '2/3/6',
      serving: 3,
      protectedIds: 0
    })
  })

  test('the first release of a service brings the weight to the new colour', async () => {
    const simulation = checked(
      splitPair({
        blue: { min: 0, desired: 0 },
        green: { max: 6 },
        loadBalancers: [{ name: 'web', listeners: [http(forwardTo({ 'web-green': 1 }))] }]
      })
    )
    await ran(simulation, { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } })
    const live = weightsIn(simulation.world())[LISTENER]
    expect(live).toMatch(/web-(blue|green)=1/)
    const colour = /web-(blue|green)=1/.exec(live ?? '')?.[0].replace('=1', '') ?? ''
    expect(serving(simulation.world(), groupIn(simulation.world(), colour))).toBe(3)
    expect(notesIn(simulation.world())).toEqual([])
  })
})

describe('what scales the service', () => {
  const policies = [
    { PolicyName: 'step', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 },
    {
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }
      }
    }
  ]
  const scheduledActions = [{ ScheduledActionName: 'evening', Recurrence: '0 20 * * *', MinSize: 1 }]
  const policiesOf = (simulation: Checked, name: string) =>
    Object.keys(groupIn(simulation.world(), name).policies).sort()

  test('moves with the weight, and comes back with it', async () => {
    const scenario = splitPair({ blue: { policies, scheduledActions } })
    const simulation = await ran(checked(scenario), DEPLOY)
    expect(endOf(simulation.world(), 'web-blue').suspended).toEqual(['AlarmNotification', 'ScheduledActions'])
    expect(policiesOf(simulation, 'web-green')).toEqual(['cpu', 'step'])
    await ran(simulation, ROLLBACK)
    expect([policiesOf(simulation, 'web-blue'), policiesOf(simulation, 'web-green')]).toEqual([
      ['cpu', 'step'],
      []
    ])
    expect(endOf(simulation.world(), 'web-blue').suspended).toEqual([])
    await ran(simulation, DEPLOY, FINALIZE)
    expect([policiesOf(simulation, 'web-blue'), policiesOf(simulation, 'web-green')]).toEqual([
      [],
      ['cpu', 'step']
    ])
  })
})

describe('a first release that came to nothing', () => {
  test('is taken back with the weights as they were', async () => {
    const empty = { blue: { min: 0, desired: 0 }, green: { max: 6 } }
    const loadBalancers = [{ name: 'web', listeners: [http(forwardTo({ 'web-green': 1 }))] }]
    const simulation = checked({ ...splitPair({ ...empty, loadBalancers }), timing: { bootSeconds: 600 } })
    const initialCapacity = { min: 2, desired: 3, max: 6 }
    await simulation.run({ ...DEPLOY, initialCapacity, timeoutMs: 120_000 })
    await ran(simulation, ROLLBACK)
    expect(weightsIn(simulation.world())).toEqual({ [LISTENER]: 'web-green=1 web-blue=0' })
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '0/0/6', lifecycles: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/6', lifecycles: [] })
    expect(notesIn(simulation.world())).toEqual([])
  })
})

describe('a rejected version that is kept', () => {
  test('stands by, and the next deploy ends it', async () => {
    const simulation = await ran(checked(splitPair()), DEPLOY, { ...ROLLBACK, afterRollback: 'standby' })
    expect(endOf(simulation.world(), 'web-green').lifecycles).toEqual(['Standby', 'Standby', 'Standby'])
    await ran(simulation, { ...DEPLOY, imageVersion: '3.0.0' })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3, sizes: '2/3/6' })
  })
})

describe('a fleet of both kinds', () => {
  test('is released as one', async () => {
    const split = splitPair()
    const scenario = {
      ...split,
      targetGroups: [...split.targetGroups, targetGroup('api', { inUse: true })],
      groups: [
        ...split.groups,
        { name: 'web-api-blue', min: 1, max: 4, desired: 2, targetGroups: ['api'], tags: TAGS },
        { name: 'web-api-green', min: 0, max: 4, desired: 0, targetGroups: ['api'], tags: TAGS }
      ]
    }
    const simulation = await ran(checked(scenario, 'web'), DEPLOY)
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3 })
    expect(endOf(simulation.world(), 'web-api-green')).toMatchObject({ serving: 2 })
    expect(endOf(simulation.world(), 'web-api-blue').lifecycles).toEqual(['Standby', 'Standby'])
    await ran(simulation, FINALIZE)
    expect(endOf(simulation.world(), 'web-blue').lifecycles).toEqual([])
    expect(endOf(simulation.world(), 'web-api-blue').lifecycles).toEqual([])
  })
})

test('a target group that is attached otherwise while a release is open stops it, until it is put right', async () => {
  const simulation = checked(splitPair())
  await simulation.run({ ...DEPLOY, timeoutMs: 1 })
  const [blue] = groupIn(simulation.world(), 'web-blue').targetGroups
  const [green] = groupIn(simulation.world(), 'web-green').targetGroups
  const swap = (operation: string, arn: string | undefined) =>
    simulation.twin.call('autoscaling', operation, {
      AutoScalingGroupName: 'web-green',
      TargetGroupARNs: [arn]
    })
  swap('DetachLoadBalancerTargetGroups', green)
  swap('AttachLoadBalancerTargetGroups', blue)
  expect(await simulation.run(ROLLBACK)).toMatchObject({ changed: false, findings: [{ code: 'BGR-DRIFT' }] })
  swap('DetachLoadBalancerTargetGroups', blue)
  swap('AttachLoadBalancerTargetGroups', green)
  expect(await simulation.run(DEPLOY)).toMatchObject({ status: 'succeeded' })
})
