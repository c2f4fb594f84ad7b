/**
 * Suspended processes and target states as AWS shows them, each by name (EC2 Auto Scaling API Reference, LifecycleState, and its guide; ELBv2 API
 * Reference, TargetHealth), and what is refused because it would lead to one that the twin does not have.
 *
 * Nothing in the twin leads to these: Quarantined (AWS never uses it); Terminated and Detached (such an instance is no
 * longer listed); Target.Timeout (an instance answers or refuses, none hangs); Elb.InternalError and the fault
 * HealthUnavailable (the load balancer never fails); unhealthy.draining (the twin's targets have no such interval); a zone
 * that is not enabled (the twin knows no subnets); RemoveFromLoadBalancerLowPriority; the suspension by AWS after a day of
 * failed launches.
 */
import { expect } from '@jest/globals'
import { BLUE, desire, first, last, left, run } from './aws-texts-rows.ts'
import type { Driver } from './core/small-world.ts'

const elb = 'elasticloadbalancing'

const suspend = (...suspended: string[]) => ({ suspended })
const resume = (world: Driver, seconds: number) =>
  last(world.ok('ResumeProcesses', BLUE), world.pass(seconds))
const lose = (world: Driver, instanceId: string) => {
  world.twin.act({ type: 'fail-instance', instanceId, how: 'terminated' })
  world.pass(600)
}

run('suspended', [
  [
    'no list means all, with the reason',
    w => last(w.ok('SuspendProcesses', BLUE), w.group('web-blue').suspended),
    Object.fromEntries(
      [
        'Launch',
        'Terminate',
        'AddToLoadBalancer',
        'AlarmNotification',
        'AZRebalance',
        'HealthCheck',
        'InstanceRefresh',
        'ReplaceUnhealthy',
        'ScheduledActions'
      ].map(each => [each, 'User suspended at 2026-01-05T09:00:00Z'])
    )
  ],
  [
    'Launch: desired is stored, nothing launches',
    w => last(desire(w, BLUE, 5, 600), [w.ids('web-blue').length, ...left(w)]),
    [3, 2, 6, 5],
    suspend('Launch')
  ],
  [
    'Terminate: scale-in ends nothing',
    w => last(desire(w, BLUE, 2, 600), w.states('web-blue')),
    ['InService', 'InService', 'InService'],
    suspend('Terminate')
  ],
  [
    'Terminate: a Pending instance goes all the same',
    w => last(desire(w, BLUE, 4, 2), desire(w, BLUE, 3, 30), w.ids('web-blue').length),
    3,
    suspend('Terminate')
  ],
  [
    'AddToLoadBalancer: never registered, also not after',
    w => last(desire(w, BLUE, 4, 60), resume(w, 600), w.target(w.ids('web-blue')[3])),
    undefined,
    suspend('AddToLoadBalancer')
  ],
  [
    'AlarmNotification: a policy is ignored',
    w => last(w.twin.act({ type: 'scale', group: 'web-blue', desired: 5, by: 'policy' }), left(w)),
    [2, 6, 3],
    suspend('AlarmNotification')
  ],
  [
    'HealthCheck: nobody notices',
    (w, id) => last(lose(w, id), w.group('web-blue').instances[0]?.health),
    'Healthy',
    suspend('HealthCheck')
  ],
  [
    'ReplaceUnhealthy: noticed and kept',
    (w, id) => last(lose(w, id), [first(w), w.group('web-blue').instances[0]?.health]),
    ['InService', 'Unhealthy'],
    suspend('ReplaceUnhealthy')
  ],
  [
    'ReplaceUnhealthy: replaced on the resumption',
    (w, id) => last(lose(w, id), resume(w, 120), w.ids('web-blue').includes(id)),
    false,
    suspend('ReplaceUnhealthy')
  ],
  [
    'ScheduledActions: skipped for good',
    w => {
      const StartTime = new Date(w.twin.world().now + 60_000)
      w.ok('PutScheduledUpdateGroupAction', {
        ...BLUE,
        ScheduledActionName: 'a',
        StartTime,
        DesiredCapacity: 5
      })
      w.pass(600)
      resume(w, 600)
      return left(w)
    },
    [2, 6, 3],
    suspend('ScheduledActions')
  ]
])

const ask = (world: Driver, operation: string, input: object) => world.ok(operation, input, elb)
const webArn = (world: Driver) => Object.keys(world.twin.world().targetGroups)[0]
const named = (world: Driver, Id: string) =>
  ask(world, 'DescribeTargetHealth', { TargetGroupArn: webArn(world), Targets: [{ Id }] })
    .TargetHealthDescriptions
const health = (State: string, Reason?: string, Description?: string) => [
  expect.objectContaining({
    TargetHealth: { State, ...(Reason === undefined ? {} : { Reason, Description }) }
  })
]
const fail = (world: Driver, instanceId: string, how: 'unhealthy' | 'terminated', seconds = 0) =>
  last(world.twin.act({ type: 'fail-instance', instanceId, how }), world.pass(seconds))
const launched = (world: Driver, seconds: number) =>
  last(desire(world, BLUE, 4, 21 + seconds), named(world, world.ids('web-blue')[3] ?? ''))
const deregister = (w: Driver, Id: string) =>
  ask(w, 'DeregisterTargets', { TargetGroupArn: webArn(w), Targets: [{ Id }] })
const unused = { targetGroups: [{ name: 'web', inUse: false }] }
const slow = { timing: { launchSeconds: 20, bootSeconds: 600 } }

run('target', [
  [
    'initial Elb.RegistrationInProgress',
    w => launched(w, 1),
    health('initial', 'Elb.RegistrationInProgress', 'Target registration is in progress')
  ],
  [
    'initial Elb.InitialHealthChecking',
    w => launched(w, 3),
    health('initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress')
  ],
  ['healthy', (w, id) => named(w, id), health('healthy')],
  [
    'unhealthy Target.ResponseCodeMismatch',
    (w, id) => last(fail(w, id, 'unhealthy', 20), named(w, id)),
    health('unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [503]')
  ],
  [
    'unhealthy Target.FailedHealthChecks',
    w => launched(w, 60),
    health('unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'),
    {},
    slow
  ],
  [
    'unused Target.NotRegistered',
    (w, id) => last(deregister(w, id), w.pass(60), named(w, id)),
    health('unused', 'Target.NotRegistered', 'Target is not registered to the target group')
  ],
  [
    'unused Target.NotInUse',
    (w, id) => named(w, id),
    health(
      'unused',
      'Target.NotInUse',
      'Target group is not configured to receive traffic from the load balancer'
    ),
    {},
    unused
  ],
  [
    'unused Target.InvalidState',
    (w, id) => last(fail(w, id, 'terminated'), named(w, id)),
    health('unused', 'Target.InvalidState', 'Target is in the terminated state')
  ],
  [
    'draining Target.DeregistrationInProgress',
    (w, id) => last(deregister(w, id), w.pass(59), named(w, id)),
    health('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress')
  ]
])

const refused = (operation: string, input: object, service?: typeof elb) => (w: Driver) =>
  w
    .refusal(
      operation,
      { ...input, ...(service === undefined ? {} : { TargetGroupArn: webArn(w) }) },
      service
    )
    .split(':')[0]
const inUse = (type: string) => (w: Driver) => {
  const of = type === 'ip' ? { Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' } : {}
  const made = ask(w, 'CreateTargetGroup', { Name: type, TargetType: type, ...of }).TargetGroups as {
    TargetGroupArn: string
  }[]
  const TargetGroupArn = made[0]?.TargetGroupArn
  const balancers = ask(w, 'CreateLoadBalancer', { Name: 'lb', Subnets: ['subnet-1', 'subnet-2'] })
    .LoadBalancers as { LoadBalancerArn: string }[]
  ask(w, 'CreateListener', {
    LoadBalancerArn: balancers[0]?.LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }]
  })
  return w.refusal('DescribeTargetHealth', { TargetGroupArn }, elb).split(':')[0]
}

run('not modelled', [
  ['Target.IpUnusable', inUse('ip'), 'TwinUnsupported'],
  ['Target.HealthCheckDisabled of functions', inUse('lambda'), 'TwinUnsupported'],
  [
    'Target.HealthCheckDisabled of instances',
    refused('ModifyTargetGroup', { HealthCheckEnabled: false }, elb),
    'ValidationError'
  ],
  ['AdministrativeOverride', refused('DescribeTargetHealth', { Include: ['All'] }, elb), 'TwinUnsupported'],
  [
    'Terminating:Retained, Warmed:*:Retained',
    refused('UpdateAutoScalingGroup', {
      ...BLUE,
      InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: 'retain' } }
    }),
    'TwinUnsupported'
  ],
  [
    'ReplacingRootVolume, RootVolumeReplaced',
    refused('StartInstanceRefresh', { ...BLUE, Strategy: 'ReplaceRootVolume' }),
    'TwinUnsupported'
  ]
])
