/** Services that somebody wants to release, with a few things out of the ordinary, by number: always the same ones. */
import type { Facts, Goal } from '../../src/release/goal.ts'
import type { SessionFacts } from '../../src/release/ports.ts'
import type { Forward } from '../../src/release/traffic/forward.ts'
import {
  type Group,
  IMAGE_VERSION_TAG,
  type Instance,
  type Observation,
  type TargetGroupFacts
} from '../../src/release/world.ts'
import { dice, pick } from '../../src/twin/weather/dice.ts'
import { FACTS, group, instance, WEB } from './observation.ts'

export const NOW = 1_800_000_000_000
export const LIMIT = 600_000

/** Rolls of one world: `one` is the ordinary thing, mostly. */
function rollsOf(seed: number) {
  const roll = (what: string) => dice(seed, what)
  return {
    chance: (what: string, percent: number) => roll(what) * 100 < percent,
    one: <T>(what: string, usual: T, ...odd: readonly T[]): T =>
      roll(what) < 0.86 ? usual : (pick(odd, roll(`odd ${what}`)) ?? usual)
  }
}
type Rolls = ReturnType<typeof rollsOf>

const STATES = [
  'Pending',
  'Pending:Wait',
  'Standby',
  'Terminating',
  'Terminating:Proceed',
  'Detached',
  'Warmed:Stopped'
]

function groupOf({ chance, one }: Rolls, name: string, count: number, arns: readonly string[]): Group {
  const of = (what: string) => `${name} ${what}`
  const instances = Array.from({ length: count }, (_, n): Instance => {
    const id = one(of(`id ${n}`), `${name}-${n}`, 'b1')
    return instance(
      id,
      one(of(`state ${n}`), 'InService', ...STATES),
      one(of(`health ${n}`), 'healthy', 'unhealthy')
    )
  })
  const tags = new Map([
    ['docker:image:name', one(of('image'), 'acme/web', 'acme/api')],
    [IMAGE_VERSION_TAG, one(of('version'), '1.0.0', '2.0.0', '')],
    ['team', 'web'],
    ...Array.from(
      { length: one(of('tags'), 3, 32, 33, 34, 35, 36, 40, 50) },
      (_, n) => [`t:${n}`, 'x'] as const
    )
  ])
  if (chance(of('no version'), 4)) tags.delete(IMAGE_VERSION_TAG)
  const status = one<string | undefined>(of('status'), undefined, 'Delete in progress')
  const operator = one<string | undefined>(of('operator'), undefined, 'eks.amazonaws.com')
  const lifetime = one<number | undefined>(of('lifetime'), undefined, 86_400)
  const launch = one<Group['settings']['launch']>(
    of('launch'),
    { kind: 'template', name: 'web', version: '1' },
    { kind: 'template', name: 'web', version: '$Latest' },
    { kind: 'template', name: 'api', version: '1' },
    { kind: 'configuration', name: 'web', version: '' },
    undefined
  )
  return group(name, {
    ...(status && { status }),
    desired: count + one(of('desired'), 0, 1, -1),
    instances,
    tags,
    propagated: new Set(chance(of('propagates'), 90) ? [IMAGE_VERSION_TAG, 'team'] : ['docker:image:name']),
    suspended: one<readonly string[]>(
      of('suspended'),
      [],
      ['Launch'],
      ['AddToLoadBalancer', 'Launch'],
      ['Terminate']
    ),
    targetGroups: arns,
    hasWarmPool: one(of('warm'), false, true),
    hasWeightedCapacity: one(of('weighted'), false, true),
    settings: {
      zones: one<readonly string[]>(of('zones'), ['a', 'b'], ['a'], ['b', 'c']),
      healthCheckType: one(of('check'), 'ELB', 'EC2'),
      capacityRebalance: one(of('rebalance'), false, true),
      spotOnly: one(of('spot'), false, true),
      ...(operator && { operator }),
      ...(lifetime !== undefined && { maxInstanceLifetimeSeconds: lifetime }),
      ...(launch && { launch })
    }
  })
}

function forwardsOf({ one, chance }: Rolls, blue: string, green: string): readonly Forward[] {
  return Array.from({ length: one('forwards', 2, 1, 0) }, (_, n) => ({
    arn: `arn:listener/${n}`,
    of: 'listener',
    name: one(`forward ${n}`, `web:44${n}`, `api:44${n}`, 'api'),
    loadBalancer: one(`balancer ${n}`, 'web', 'api'),
    protocol: one(`protocol ${n}`, 'HTTPS', 'TCP', 'HTTP'),
    actions: '[]',
    shares: [
      { targetGroup: blue, weight: one(`blue weight ${n}`, 1, 0, 10) },
      ...(chance(`names green ${n}`, 70)
        ? [
            {
              targetGroup: one(`green ${n}`, green, 'arn:x/foreign/1'),
              weight: one(`green weight ${n}`, 0, 1)
            }
          ]
        : [])
    ],
    stickySeconds: one(`sticky ${n}`, 0, 60, 3_600),
    tags: new Map(Array.from({ length: one(`forward tags ${n}`, 1, 49, 50) }, (_, t) => [`t:${t}`, 'x']))
  }))
}

function factsOf(rolls: Rolls, arns: readonly string[]): Facts {
  const { one, chance } = rolls
  const hook = (name: string) => [
    {
      name: `${name}-hook`,
      transition: one(
        `${name} transition`,
        'autoscaling:EC2_INSTANCE_LAUNCHING',
        'autoscaling:EC2_INSTANCE_TERMINATING'
      ),
      heartbeatSeconds: one(`${name} heartbeat`, 60, LIMIT / 1_000, LIMIT / 1_000 + 1)
    }
  ]
  const activity = (status: string, startedAt: number) => ({
    startedAt,
    status,
    description: 'Launching',
    message: 'no capacity'
  })
  const targetGroup = (arn: string, n: number): TargetGroupFacts => ({
    arn,
    name: `web-${n}`,
    targetType: one(`type ${n}`, 'instance', 'ip'),
    healthCheckEnabled: one(`checked ${n}`, true, false),
    healthCheckIntervalSeconds: one(`interval ${n}`, 10, 300),
    healthyThreshold: one(`threshold ${n}`, 2, 10),
    inUse: n === 0 ? one('in use', true, false) : chance('other in use', 50),
    ...(chance(`vpc ${n}`, 80) && { vpc: one(`vpc of ${n}`, 'vpc-1', 'vpc-2') })
  })
  const minimum = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage'
  const failover = 'target_group_health.dns_failover.minimum_healthy_targets.percentage'
  return {
    ...FACTS,
    timeLimitMs: LIMIT,
    targetGroups: arns.map(targetGroup),
    attributes: new Map(
      arns.map(arn => [
        arn,
        new Map([
          ['deregistration_delay.timeout_seconds', `${one(`${arn} drains`, 60, LIMIT / 1_000, 601, 7_200)}`],
          ['stickiness.enabled', one(`${arn} sticks`, 'false', 'true')],
          ['slow_start.duration_seconds', one(`${arn} slow`, '0', '30')],
          [
            'load_balancing.cross_zone.enabled',
            one(`${arn} zones`, 'true', 'false', 'use_load_balancer_configuration')
          ],
          [minimum, one(`${arn} routing`, 'off', '50', '51', '100')],
          [failover, one(`${arn} failover`, 'off', '50', '51')]
        ])
      ])
    ),
    refreshing: one<readonly string[]>('refresh', [], ['web-blue'], ['web-green']),
    hooks: new Map(chance('hooks', 30) ? ['web-blue', 'web-green'].map(name => [name, hook(name)]) : []),
    activities: new Map([
      [
        'web-blue',
        one<Facts['activities'] extends ReadonlyMap<string, infer A> ? A : never>(
          'history',
          [],
          [activity('InProgress', NOW - LIMIT), activity('Failed', NOW - 5)],
          [activity('InProgress', NOW - LIMIT - 1), activity('Successful', NOW - LIMIT - 60_000)],
          [activity('Successful', NOW - LIMIT - 60_000)],
          [activity('Failed', NOW - 5), activity('Successful', NOW - 9)],
          [activity('Successful', NOW - 5), activity('Failed', NOW - 9)]
        )
      ]
    ])
  }
}

export interface AnyCandidate {
  readonly split: boolean
  readonly seen: Observation
  readonly goal: Goal & { readonly command: 'deploy' }
  readonly facts: Facts
  readonly known: SessionFacts
}

/** Blue is live, mostly. @param seed another world each */
export function anyCandidate(seed: number): AnyCandidate {
  const rolls = rollsOf(seed)
  const { chance, one } = rolls
  const split = chance('split', 50)
  const arns = split ? [`${WEB}-blue`, `${WEB}-green`] : [WEB]
  const [first = WEB, second = first] = arns
  const blue = groupOf(rolls, 'web-blue', one('blue', 3, 0, 1), one('blue arns', [first], [], [WEB, first]))
  const green = groupOf(
    rolls,
    'web-green',
    one('green', 0, 0, 1, 2),
    one('green arns', [second], [first, second])
  )
  const state = (id: string) => one(`${id} target`, 'healthy', 'unhealthy', 'initial', 'draining')
  const targets = blue.instances.map(({ id }) => ({ instanceId: id, state: state(id) }))
  const policy = { name: 'week', arn: 'arn:week', settings: { Configuration: null } }
  const seen: Observation = {
    at: NOW,
    service: 'web',
    groups: { blue, green },
    targets: new Map([[first, chance('twice', 5) ? [...targets, ...targets.slice(1)] : targets]]),
    attached: {
      blue: {
        policies: chance('policy', 15)
          ? [{ ...policy, type: one('kind', 'PredictiveScaling', 'SimpleScaling') }]
          : [],
        scheduledActions: [],
        alarms: []
      },
      green: { policies: [], scheduledActions: [], alarms: [] }
    },
    forwards: split ? forwardsOf(rolls, first, second) : []
  }
  const part = one<'prepare' | 'promote' | undefined>('part', undefined, 'prepare', 'promote')
  const goal: Goal & { readonly command: 'deploy' } = {
    command: 'deploy',
    version: '2.0.0',
    redeploy: false,
    keepIdleScaling: chance('keeps', 20),
    allowSticky: chance('allows', 30),
    ...(part && { part, allowMixed: chance('mixed', 50) }),
    ...(chance('initial', 15) && { initialCapacity: { min: 1, desired: 2, max: one('initial max', 4, 1) } })
  }
  const facts = factsOf(rolls, arns)
  const known = {
    ...(chance('expires', 50) && { expiresAt: NOW + LIMIT + one('expiry', 1, 0, -1) }),
    clockAheadMs: one('skew', 0, 60_000, 60_001, -60_000, -60_001)
  }
  return { split, seen, goal, facts, known }
}
