/** Every question of the table, asked under both of its answers. */
import { expect, test } from '@jest/globals'
import { ASSUMPTIONS, type AssumptionId } from '../../../src/twin/core/assumptions.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { view } from '../../../src/twin/core/view.ts'
import { type Driver, START, smallWorld } from './small-world.ts'

const BLUE = { AutoScalingGroupName: 'web-blue' }
const elb = 'elasticloadbalancing'

const park = (world: Driver, decrement = true): string[] => {
  const ids = world.ids('web-blue').slice(0, 2)
  world.ok('EnterStandby', { ...BLUE, InstanceIds: ids, ShouldDecrementDesiredCapacity: decrement })
  world.pass(61)
  return ids
}
const web = (world: Driver) => {
  const found = view(world.twin.world()).targetGroups.find(each => each.name === 'web')
  if (found === undefined) throw new Error('no target group web')
  return found
}
/** What a call is refused with, or that it is not. */
const asked = (world: Driver, operation: string, input: object, service?: 'elasticloadbalancing') => {
  const answer = world.twin.call(service ?? 'autoscaling', operation, { ...input })
  return answer.ok ? 'accepted' : `${answer.error.code}: ${answer.error.message}`
}
const states = (world: Driver) => world.states('web-blue').sort().join(' ')

interface Question {
  readonly blue?: object
  readonly rest?: object
  /** What can be seen. */
  readonly ask: (world: Driver) => unknown
  readonly standard: unknown
  readonly other: unknown
}

const QUESTIONS: Readonly<Record<AssumptionId, Question>> = {
  'terminate-standby-decrement': {
    blue: { min: 0 },
    ask: world => {
      const [id] = park(world)
      world.ok('TerminateInstanceInAutoScalingGroup', {
        InstanceId: id,
        ShouldDecrementDesiredCapacity: true
      })
      return world.group('web-blue').desired
    },
    standard: 0,
    other: 1
  },
  'standby-batch': {
    blue: { min: 0 },
    ask: world => {
      const [, parked] = park(world)
      const last = world.ids('web-blue')[2]
      const input = {
        ...BLUE,
        InstanceIds: [parked, last, 'i-00000000000000000'],
        ShouldDecrementDesiredCapacity: true
      }
      const answer = asked(world, 'EnterStandby', input)
      return [answer.split(':')[0], states(world)]
    },
    standard: ['ValidationError', 'InService Standby Standby'],
    other: ['accepted', 'EnteringStandby Standby Standby']
  },
  'standby-counts-against-max': {
    blue: { min: 0, max: 4 },
    ask: world => {
      park(world, false)
      world.pass(60)
      return [
        states(world),
        asked(world, 'SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 }).split(':')[0]
      ]
    },
    standard: ['InService InService InService Standby Standby', 'accepted'],
    other: ['InService InService Standby Standby', 'ValidationError']
  },
  'min-with-standby': {
    blue: { min: 0 },
    ask: world => {
      park(world)
      world.ok('UpdateAutoScalingGroup', { ...BLUE, MinSize: 3 })
      return world.group('web-blue').desired
    },
    standard: 3,
    other: 1
  },
  'exit-standby-lost': {
    blue: { min: 0 },
    ask: world => {
      const [instanceId = ''] = park(world)
      world.twin.act({ type: 'fail-instance', instanceId, how: 'terminated' })
      return asked(world, 'ExitStandby', { ...BLUE, InstanceIds: [instanceId] }).replace(instanceId, 'it')
    },
    standard: 'accepted',
    other: 'ValidationError: The instance it is not in a running state.'
  },
  'tag-without-propagate': {
    ask: world => {
      const [Key, ResourceId] = ['docker:image:version', 'web-blue']
      world.ok('CreateOrUpdateTags', {
        Tags: [{ Key, Value: '3', ResourceId, ResourceType: 'auto-scaling-group' }]
      })
      return world.group('web-blue').tags[Key]
    },
    standard: { value: '3', propagate: false },
    other: { value: '3', propagate: true }
  },
  'register-while-draining': {
    ask: world => {
      const [Id = ''] = world.ids('web-blue')
      const target = { TargetGroupArn: web(world).arn, Targets: [{ Id }] }
      world.ok('DeregisterTargets', target, elb)
      const answer = asked(world, 'RegisterTargets', target, elb)
      return [answer.split(':')[0], world.target(Id)]
    },
    standard: ['accepted', 'initial/Elb.RegistrationInProgress'],
    other: ['InvalidTarget', 'draining/Target.DeregistrationInProgress']
  },
  'failing-new-target': {
    ask: world => {
      world.twin.act({ type: 'set-version-health', version: '1.0.0', health: 'never-healthy' })
      world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
      world.pass(600)
      return world.target(world.ids('web-blue')[3])
    },
    standard: 'unhealthy/Target.ResponseCodeMismatch',
    other: 'initial/Elb.InitialHealthChecking'
  },
  'unknown-instance-health': {
    ask: world => {
      const input = { TargetGroupArn: web(world).arn, Targets: [{ Id: 'i-00000000000000000' }] }
      return asked(world, 'DescribeTargetHealth', input, elb).split(':')[0]
    },
    standard: 'InvalidTarget',
    other: 'accepted'
  },
  'initial-in-fail-open': {
    blue: { min: 0, desired: 0 },
    ask: world => {
      world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 1 })
      world.pass(22)
      return [web(world).failOpen, web(world).serving.length]
    },
    standard: [true, 1],
    other: [true, 0]
  },
  'rebalance-pace': {
    blue: { min: 0, desired: 4 },
    ask: world => {
      const { instances } = world.group('web-blue')
      const InstanceIds = instances.filter(each => each.zone === 'eu-west-1a').map(each => each.id)
      world.ok('EnterStandby', { ...BLUE, InstanceIds, ShouldDecrementDesiredCapacity: true })
      world.pass(30)
      return world.ids('web-blue').length
    },
    standard: 4,
    other: 5
  },
  'schedule-late': {
    ask: world => {
      const StartTime = new Date(START + 60_000)
      const action = { ...BLUE, ScheduledActionName: 'a', StartTime, DesiredCapacity: 5 }
      world.ok('PutScheduledUpdateGroupAction', action)
      return [60, 119, 1].map(seconds => {
        world.pass(seconds)
        const listed = world.ok('DescribeScheduledActions', BLUE).ScheduledUpdateGroupActions
        return [world.group('web-blue').desired, Array.isArray(listed) ? listed.length : undefined]
      })
    },
    standard: [
      [5, 0],
      [5, 0],
      [5, 0]
    ],
    other: [
      [3, 1],
      [3, 1],
      [5, 0]
    ]
  }
}

test.each(ASSUMPTIONS)('$id: $standard or $other', ({ id, standard, other }) => {
  const { ask, blue, rest, ...expected } = QUESTIONS[id]
  expect(ask(smallWorld(blue, rest))).toEqual(expected.standard)
  expect(ask(smallWorld(blue, { ...rest, assumptions: { [id]: standard } }))).toEqual(expected.standard)
  expect(ask(smallWorld(blue, { ...rest, assumptions: { [id]: other } }))).toEqual(expected.other)
})

test('where Standby counts against MaxSize, sizes without room for it are refused and a full group may still return', () => {
  const world = smallWorld({ min: 0, max: 3 }, { assumptions: { 'standby-counts-against-max': 'yes' } })
  const ids = park(world)
  expect(asked(world, 'UpdateAutoScalingGroup', { ...BLUE, MaxSize: 2 })).toBe(
    'ValidationError: Desired capacity:1 and 2 in Standby must not exceed max size:2'
  )
  expect(asked(world, 'ExitStandby', { ...BLUE, InstanceIds: ids })).toBe('accepted')
  expect(world.group('web-blue').desired).toBe(3)
})

test('a batch of which nothing may move is refused under both answers', () => {
  for (const answer of ['all-or-nothing', 'partial']) {
    const world = smallWorld({}, { assumptions: { 'standby-batch': answer } })
    const [id] = world.ids('web-blue')
    expect(world.refusal('ExitStandby', { ...BLUE, InstanceIds: [id] })).toBe(
      `ValidationError: The instance ${id} is not in Standby.`
    )
  }
})

test.each([
  [{ 'standby-batches': 'partial' }, /^assumptions\.standby-batches: is not known$/],
  [{ 'standby-batch': 'both' }, /^assumptions\.standby-batch: must be all-or-nothing or partial$/]
])('%j is no scenario', (assumptions, message) => {
  expect(() => parseScenario({ groups: [{ name: 'a' }], assumptions }, START)).toThrow(message)
})
