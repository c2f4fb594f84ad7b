/** Lifecycle states, activities and capacities as AWS shows them, each by name (EC2 Auto Scaling API Reference and guide). */
import { expect } from '@jest/globals'
import { BLUE, desire, first, last, left, type Row, run } from './aws-texts-rows.ts'
import type { Driver } from './core/small-world.ts'

const GREEN = { AutoScalingGroupName: 'web-green' }

const enter = (world: Driver, id: string, seconds = 60, decrement = true) => {
  const entered = world.ok('EnterStandby', {
    ...BLUE,
    InstanceIds: [id],
    ShouldDecrementDesiredCapacity: decrement
  })
  world.pass(seconds)
  return entered
}
const exit = (world: Driver, id: string) => world.ok('ExitStandby', { ...BLUE, InstanceIds: [id] })
const terminate = (world: Driver, InstanceId: string, decrement: boolean) =>
  world.ok('TerminateInstanceInAutoScalingGroup', { InstanceId, ShouldDecrementDesiredCapacity: decrement })
const update = (world: Driver, sizes: object) => world.ok('UpdateAutoScalingGroup', { ...BLUE, ...sizes })
/** A lifecycle hook `h`. */
const hook = (world: Driver, group: object, transition: 'LAUNCHING' | 'TERMINATING') =>
  world.ok('PutLifecycleHook', {
    ...group,
    LifecycleHookName: 'h',
    LifecycleTransition: `autoscaling:EC2_INSTANCE_${transition}`
  })
const proceed = (world: Driver, group: object, InstanceId: string | undefined) =>
  world.ok('CompleteLifecycleAction', {
    ...group,
    InstanceId,
    LifecycleHookName: 'h',
    LifecycleActionResult: 'CONTINUE'
  })
const warm = (world: Driver, PoolState: string, seconds: number, hooked = false) => {
  if (hooked) hook(world, BLUE, 'LAUNCHING')
  world.ok('PutWarmPool', { ...BLUE, PoolState, MaxGroupPreparedCapacity: 4 })
  world.pass(seconds)
  return warmStates(world)
}
const warmInstances = (world: Driver) =>
  world.ok('DescribeWarmPool', BLUE).Instances as { InstanceId: string; LifecycleState: string }[]
const warmStates = (world: Driver) => warmInstances(world).map(each => each.LifecycleState)
const end = (world: Driver, id: string, seconds: number) => {
  hook(world, BLUE, 'TERMINATING')
  terminate(world, id, true)
  world.pass(seconds)
  return first(world)
}

run('lifecycle', [
  ['Pending', w => last(desire(w, GREEN, 1, 1), w.states('web-green')), ['Pending']],
  [
    'Pending:Wait',
    w => last(hook(w, GREEN, 'LAUNCHING'), desire(w, GREEN, 1, 21), w.states('web-green')),
    ['Pending:Wait']
  ],
  [
    'Pending:Proceed',
    w => {
      hook(w, GREEN, 'LAUNCHING')
      desire(w, GREEN, 1, 21)
      proceed(w, GREEN, w.ids('web-green')[0])
      return w.states('web-green')
    },
    ['Pending:Proceed']
  ],
  ['InService', w => last(desire(w, GREEN, 1, 21), w.states('web-green')), ['InService']],
  ['EnteringStandby while it drains', (w, id) => last(enter(w, id, 59), first(w)), 'EnteringStandby'],
  ['Standby after the drain', (w, id) => last(enter(w, id), first(w)), 'Standby'],
  ['Pending on the way out of Standby', (w, id) => last(enter(w, id), exit(w, id), first(w)), 'Pending'],
  ['Terminating', (w, id) => end(w, id, 59), 'Terminating'],
  ['Terminating:Wait', (w, id) => end(w, id, 60), 'Terminating:Wait'],
  [
    'Terminating:Proceed',
    (w, id) => last(end(w, id, 60), proceed(w, BLUE, id), first(w)),
    'Terminating:Proceed'
  ],
  [
    'Terminating from Standby',
    (w, id) => last(enter(w, id), terminate(w, id, false), first(w)),
    'Terminating'
  ],
  [
    'Detaching',
    (w, id) => {
      w.ok('DetachInstances', { ...BLUE, InstanceIds: [id], ShouldDecrementDesiredCapacity: true })
      return first(w)
    },
    'Detaching'
  ],
  ['Warmed:Pending', w => warm(w, 'Stopped', 2), ['Warmed:Pending']],
  ['Warmed:Pending:Wait', w => warm(w, 'Stopped', 30, true), ['Warmed:Pending:Wait']],
  [
    'Warmed:Pending:Proceed',
    w => {
      warm(w, 'Stopped', 30, true)
      proceed(w, BLUE, warmInstances(w)[0]?.InstanceId)
      return warmStates(w)
    },
    ['Warmed:Pending:Proceed']
  ],
  ...['Stopped', 'Running', 'Hibernated'].map(
    (state): Row => [`Warmed:${state}`, w => warm(w, state, 60), [`Warmed:${state}`]]
  ),
  [
    'Warmed:Terminating',
    w =>
      last(
        warm(w, 'Stopped', 60),
        w.ok('PutWarmPool', { ...BLUE, MaxGroupPreparedCapacity: 3 }),
        w.pass(2),
        warmStates(w)
      ),
    ['Warmed:Terminating']
  ]
])

const told = (answer: Record<string, unknown>) => answer.Activities as object[]
const activity = (text: string, status: string, progress: number) => [
  expect.objectContaining({ Cause: text, StatusCode: status, Progress: progress })
]
const moved = (id: string, answer: Record<string, unknown>) =>
  told(answer).map(each => JSON.parse(JSON.stringify(each).replaceAll(id, 'i-x')))

run('capacity', [
  [
    'the activity of EnterStandby',
    (w, id) => moved(id, enter(w, id, 0)),
    activity(
      'At 2026-01-05T09:00:00Z instance i-x was moved to standby in response to a user request, shrinking the capacity from 3 to 2.',
      'InProgress',
      50
    )
  ],
  [
    'the activity of ExitStandby',
    (w, id) => last(enter(w, id), moved(id, exit(w, id))),
    activity(
      'At 2026-01-05T09:01:00Z instance i-x was moved out of standby in response to a user request, increasing the capacity from 2 to 3.',
      'PreInService',
      30
    )
  ],
  [
    'the ends of both',
    (w, id) =>
      last(
        enter(w, id),
        exit(w, id),
        w.pass(60),
        w.activities('web-blue').map(each => each.replace(id, 'i-x'))
      ),
    ['Successful: Moving EC2 instance out of Standby: i-x', 'Successful: Moving EC2 instance to Standby: i-x']
  ],
  [
    'EnterStandby without decrement launches a replacement',
    (w, id) => last(enter(w, id, 120, false), [w.states('web-blue').length, ...left(w)]),
    [4, 2, 6, 3]
  ],
  [
    'ExitStandby counts up although nothing was counted down',
    (w, id) => last(enter(w, id, 120, false), exit(w, id), left(w)),
    [2, 6, 4]
  ],
  [
    '20 instances may enter at once',
    w => {
      w.ok('EnterStandby', { ...BLUE, InstanceIds: w.ids('web-blue'), ShouldDecrementDesiredCapacity: true })
      return left(w)
    },
    [0, 20, 0],
    { min: 0, max: 20, desired: 20 }
  ],
  [
    'a lost Standby instance stays Healthy',
    (w, id) => {
      enter(w, id)
      w.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
      w.pass(3600)
      return [first(w), w.group('web-blue').instances[0]?.health]
    },
    ['Standby', 'Healthy']
  ],
  ['MinSize above desired raises it', w => last(update(w, { MinSize: 4 }), left(w)), [4, 6, 4]],
  ['MaxSize below desired lowers it', w => last(update(w, { MaxSize: 2 }), left(w)), [2, 2, 2]],
  [
    'desired 0 leaves Standby instances',
    (w, id) =>
      last(
        enter(w, id),
        update(w, { MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }),
        w.pass(3600),
        w.states('web-blue')
      ),
    ['Standby']
  ],
  [
    'Terminate of a Standby instance without decrement launches nothing',
    (w, id) =>
      last(enter(w, id), terminate(w, id, false), w.pass(600), [...w.states('web-blue'), ...left(w)]),
    ['InService', 'InService', 2, 6, 2]
  ],
  [
    'Terminate ignores scale-in protection',
    (w, id) => last(terminate(w, id, true), first(w)),
    'Terminating',
    { newInstancesProtected: true }
  ],
  [
    'an unknown group is described as nothing',
    w => w.ok('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['nope'] }).AutoScalingGroups,
    []
  ],
  [
    'ForceDelete shows its progress and ends Standby instances too',
    (w, id) => {
      enter(w, id)
      w.ok('DeleteAutoScalingGroup', { ...BLUE, ForceDelete: true })
      return [w.group('web-blue').status, ...left(w), ...new Set(w.states('web-blue'))]
    },
    ['Delete in progress', 0, 0, 0, 'Terminating']
  ],
  [
    'ForceDelete waits for the termination hook',
    w => {
      hook(w, BLUE, 'TERMINATING')
      w.ok('DeleteAutoScalingGroup', { ...BLUE, ForceDelete: true })
      w.pass(600)
      return first(w)
    },
    'Terminating:Wait'
  ]
])
