import { describe, expect, test } from '@jest/globals'
import type { Code } from '../../src/release/codes.ts'
import type { Facts, Goal } from '../../src/release/goal.ts'
import { next } from '../../src/release/next.ts'
import type { Group } from '../../src/release/world.ts'
import { checked } from '../support/checked.ts'
import { FACTS, group, instance, observe, serving, WEB } from '../support/observation.ts'
import { onePair, TAGS } from '../support/simulation.ts'

const GOAL: Goal = { command: 'deploy', version: '2.0.0', redeploy: false }
const blue = serving('web-blue', 3)
const green = group('web-green')
const full = new Map(Array.from({ length: 44 }, (_, n) => [`tag-${n}`, 'x']))
const TARGET_GROUP = { arn: WEB, name: 'web', targetType: 'instance', healthCheckEnabled: true, inUse: true }

interface Case {
  readonly blue?: Partial<Group>
  readonly green?: Partial<Group>
  readonly ill?: readonly string[]
  readonly facts?: Partial<Facts>
  readonly goal?: Partial<Goal & { command: 'deploy' }>
  readonly says: RegExp
}

const CASES: readonly [Code, Case][] = [
  ['BGR-BOTH-LIVE', { green: { desired: 1, instances: [instance('g1')] }, says: /both do/ }],
  ['BGR-BOTH-LIVE', { green: { desired: 1 }, says: /both do/ }],
  ['BGR-NONE-LIVE', { blue: { desired: 0, instances: [] }, says: /neither does/ }],
  ['BGR-INPUT', { goal: { redeploy: true }, says: /runs 1\.0\.0 and not 2\.0\.0/ }],
  [
    'BGR-INPUT',
    {
      blue: { desired: 0, instances: [] },
      goal: { redeploy: true, initialCapacity: { min: 1, desired: 1, max: 1 } },
      says: /nothing is live/
    }
  ],
  ['BGR-GROUP-DELETING', { green: { status: 'Delete in progress' }, says: /web-green/ }],
  ['BGR-CAPACITY-UNITS', { blue: { hasWeightedCapacity: true }, says: /web-blue/ }],
  ['BGR-WARM-POOL', { green: { hasWarmPool: true }, says: /web-green/ }],
  ['BGR-TAG-ROOM', { green: { tags: full }, says: /room for 6/ }],
  ['BGR-PROCESS-SUSPENDED', { green: { suspended: ['Launch'] }, says: /Launch must run on web-green/ }],
  ['BGR-PROCESS-SUSPENDED', { blue: { suspended: ['AddToLoadBalancer'] }, says: /AddToLoadBalancer/ }],
  ['BGR-INSTANCE-REFRESH', { facts: { refreshing: ['web-green'] }, says: /web-green/ }],
  [
    'BGR-IDLE-NOT-EMPTY',
    { green: { instances: [instance('g1', 'Standby')] }, says: /1 instances \(Standby\)/ }
  ],
  ['BGR-IDLE-NOT-EMPTY', { green: { instances: [instance('g1', 'Terminating')] }, says: /Terminating/ }],
  ['BGR-LIVE-UNHEALTHY', { ill: ['b1'], says: /2 of 3 .* not healthy: b1/ }],
  ['BGR-DRIFT', { blue: { instances: [...blue.instances, instance('b9', 'Standby')] }, says: /b9/ }],
  ['BGR-NO-VERSION-TAG', { blue: { tags: new Map() }, says: /web-blue/ }],
  [
    'BGR-NO-TARGET-GROUP',
    { blue: { targetGroups: [] }, green: { targetGroups: [] }, says: /no target group/ }
  ],
  ['BGR-TARGET-GROUPS-DIFFER', { green: { targetGroups: [] }, says: /none/ }],
  ['BGR-TARGET-GROUPS-DIFFER', { green: { targetGroups: ['arn:other'] }, says: /arn:other/ }],
  [
    'BGR-TARGET-GROUP-UNFIT',
    { facts: { targetGroups: [{ ...TARGET_GROUP, inUse: false }] }, says: /no listener/ }
  ],
  [
    'BGR-TARGET-GROUP-UNFIT',
    { facts: { targetGroups: [{ ...TARGET_GROUP, targetType: 'ip' }] }, says: /is ip/ }
  ],
  [
    'BGR-TARGET-GROUP-UNFIT',
    { facts: { targetGroups: [{ ...TARGET_GROUP, healthCheckEnabled: false }] }, says: /disabled/ }
  ],
  [
    'BGR-SCALING-NOT-ON-BOTH',
    {
      facts: { scaling: [{ group: 'web-blue', policies: ['cpu'], scheduledActions: ['night'] }] },
      says: /web-green lacks the scaling policy cpu, the scheduled action night/
    }
  ]
]

const decide = (each: Case) =>
  next(
    observe({ ...blue, ...each.blue }, { ...green, ...each.green }, { ill: each.ill ?? [] }),
    { ...GOAL, ...each.goal },
    { ...FACTS, ...each.facts }
  )

describe('preflight', () => {
  test.each(CASES)('%s: %j', (code, each) => {
    const decision = decide(each)
    if (decision.kind !== 'refuse') throw new Error(`not refused: ${JSON.stringify(decision)}`)
    expect(decision.findings.map(finding => finding.code)).toContain(code)
    const found = decision.findings.find(finding => finding.code === code)
    expect(found?.message).toMatch(each.says)
    expect(found?.fix).toMatch(/\.$|[a-zA-Z]$/)
  })

  test('has nothing against a whole pair', () => {
    expect(decide({ says: /./ })).toMatchObject({
      kind: 'change',
      force: 'additive',
      change: { kind: 'tag' }
    })
  })

  test('says everything at once', () => {
    const decision = decide({
      ill: ['b1'],
      green: { hasWarmPool: true, suspended: ['Launch'], instances: [instance('g1', 'Standby')] },
      facts: { refreshing: ['web-blue'] },
      says: /./
    })
    expect(decision.kind === 'refuse' && decision.findings.map(finding => finding.code).sort()).toEqual([
      'BGR-IDLE-NOT-EMPTY',
      'BGR-INSTANCE-REFRESH',
      'BGR-LIVE-UNHEALTHY',
      'BGR-PROCESS-SUSPENDED',
      'BGR-WARM-POOL'
    ])
  })

  test.each([
    [
      'policies only on the idle group',
      { scaling: [{ group: 'web-green', policies: ['cpu'], scheduledActions: [] }] }
    ],
    ['a refresh elsewhere', { refreshing: ['other-blue'] }]
  ] as const)('does not mind %s', (_, facts) => {
    expect(decide({ facts, says: /./ }).kind).toBe('change')
  })
})

describe('a refusal in a whole run changes nothing', () => {
  const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
  const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }

  test.each([
    ['BGR-BOTH-LIVE', { green: { desired: 1 } }],
    ['BGR-NONE-LIVE', { blue: { min: 0, desired: 0 } }],
    ['BGR-IDLE-NOT-EMPTY', { green: { standby: 1 } }],
    ['BGR-DRIFT', { blue: { standby: 1 } }],
    ['BGR-NO-VERSION-TAG', { blue: { tags: { 'docker:image:name': TAGS['docker:image:name'] } } }],
    ['BGR-NO-TARGET-GROUP', { blue: { targetGroups: [] }, green: { targetGroups: [] } }],
    ['BGR-TARGET-GROUPS-DIFFER', { green: { targetGroups: [] } }],
    ['BGR-TARGET-GROUP-UNFIT', { targetGroup: { inUse: false } }],
    ['BGR-PROCESS-SUSPENDED', { green: { suspended: ['Launch'] } }],
    ['BGR-SCALING-NOT-ON-BOTH', { blue: { policies: [POLICY] } }]
  ])('%s', async (code, scenario) => {
    const simulation = checked(onePair(scenario))
    const report = await simulation.run(DEPLOY)
    expect(report.findings.map(finding => finding.code)).toContain(code)
    expect(report).toMatchObject({ status: 'failed', changed: false })
    expect(simulation.watched()).toBe(0)
  })

  test('BGR-LIVE-UNHEALTHY', async () => {
    const simulation = checked(onePair())
    const id = simulation.group('web-blue').instances[0]?.id ?? ''
    simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'unhealthy' })
    simulation.twin.advance(simulation.world().now + 60_000)
    const before = simulation.watched()
    expect((await simulation.run(DEPLOY)).findings).toMatchObject([{ code: 'BGR-LIVE-UNHEALTHY' }])
    expect(simulation.watched()).toBe(before)
  })
})
