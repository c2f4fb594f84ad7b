/**
 * The refusals of EC2 Auto Scaling, each by name and word for word: API Reference, user guide, and answers of AWS that were
 * published. Rows marked (wording assumed) are refused by AWS as documented, in words that were never seen.
 */
import { expect, test } from '@jest/globals'
import {
  type Ask,
  about,
  after,
  BLUE,
  call,
  GREEN,
  KEEP,
  pending,
  type Row,
  SHRINK,
  STRANGER,
  terminate
} from './aws-texts-asks.ts'
import { smallWorld } from './core/small-world.ts'

const sizes = (max: number) => `AutoScalingGroup web-blue has min-size=2, max-size=${max}, and desired-size=`
const please = 'please update the AutoScalingGroup sizes appropriately.'
const none = 'AutoScalingGroup name not found - AutoScalingGroup: nope not found'
const inUse =
  'ResourceInUse: You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.'
const guarded = (how: string) =>
  `ValidationError: AutoScalingGroup web-blue cannot be deleted: its deletion protection is ${how}`
const remove =
  (DeletionProtection: string, ForceDelete: boolean): Ask =>
  world => {
    world.ok('UpdateAutoScalingGroup', { ...BLUE, DeletionProtection })
    return world.refusal('DeleteAutoScalingGroup', { ...BLUE, ForceDelete })
  }

/** Refusals with the code ValidationError, which is left out. */
const INVALID: readonly Row[] = [
  [
    'EnterStandby of a Pending instance',
    pending('EnterStandby', SHRINK),
    'The instance i-pending is not in InService.'
  ],
  [
    'EnterStandby of an EnteringStandby instance',
    after('EnterStandby', SHRINK, 0, about('EnterStandby', SHRINK)),
    'The instance i-1 is not in InService.'
  ],
  [
    'EnterStandby of a Standby instance',
    after('EnterStandby', SHRINK, 60, about('EnterStandby', SHRINK)),
    'The instance i-1 is not in InService.'
  ],
  [
    'EnterStandby with decrement below MinSize',
    about('EnterStandby', SHRINK),
    `AutoScalingGroup web-blue has min-size=1, max-size=1, and desired-size=1. To place into standby 1 instance, ${please}`,
    { min: 1, max: 1, desired: 1 }
  ],
  [
    'EnterStandby of 21 instances',
    (world, ids) => about('EnterStandby', SHRINK, 21)(world, ids).replace(/Value .* at/, 'Value [] at'),
    "1 validation error detected: Value [] at 'instanceIds' failed to satisfy constraint: Member must have length less than or equal to 20",
    { min: 0, max: 21, desired: 21 }
  ],
  [
    'EnterStandby without ShouldDecrementDesiredCapacity',
    about('EnterStandby'),
    "1 validation error detected: Value null at 'shouldDecrementDesiredCapacity' failed to satisfy constraint: Member must not be null"
  ],
  [
    'ExitStandby while Launch is suspended',
    after('EnterStandby', SHRINK, 60, about('ExitStandby')),
    'Cannot move instances out of Standby for AutoScalingGroup web-blue while the Launch process is suspended',
    { suspended: ['Launch'] }
  ],
  [
    'ExitStandby above MaxSize (wording assumed)',
    after('EnterStandby', KEEP, 60, about('ExitStandby')),
    `${sizes(3)}3. To move out of standby 1 instance, ${please}`,
    { max: 3 }
  ],
  [
    'ExitStandby of an InService instance (wording assumed)',
    about('ExitStandby'),
    'The instance i-1 is not in Standby.'
  ],
  [
    'ExitStandby of an EnteringStandby instance (wording assumed)',
    after('EnterStandby', SHRINK, 59, about('ExitStandby')),
    'The instance i-1 is not in Standby.'
  ],
  [
    'SetInstanceProtection of a Pending instance',
    pending('SetInstanceProtection', { ProtectedFromScaleIn: true }),
    'The instance i-pending is not in InService or EnteringStandby or Standby.'
  ],
  [
    'DetachInstances of a Pending instance',
    pending('DetachInstances', KEEP),
    'The instance i-pending is not in InService or Standby.'
  ],
  [
    'AttachInstances above MaxSize',
    after('DetachInstances', KEEP, 90, about('AttachInstances')),
    `${sizes(3)}3. To attach 1 instance(s), ${please}`,
    { max: 3 }
  ],
  [
    'AttachInstances while Launch is suspended (wording assumed)',
    after('DetachInstances', SHRINK, 60, about('AttachInstances')),
    'Cannot attach instances to AutoScalingGroup web-blue while the Launch process is suspended',
    { suspended: ['Launch'] }
  ],
  [
    'an instance of no group',
    about('EnterStandby', { ...SHRINK, InstanceIds: [STRANGER] }),
    `The instance ${STRANGER} is not part of Auto Scaling group web-blue.`
  ],
  [
    'an instance of another group',
    about('ExitStandby', GREEN),
    'The instance i-1 is not part of Auto Scaling group web-green.'
  ],
  [
    'Terminate of an unknown instance',
    call('TerminateInstanceInAutoScalingGroup', { InstanceId: STRANGER, ...KEEP }),
    `Instance Id not found - No managed instance found for instance ID: ${STRANGER}`
  ],
  [
    'Terminate with decrement at MinSize',
    terminate(SHRINK),
    "Currently, desiredSize equals minSize (3). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
    { min: 3 }
  ],
  [
    'Terminate of a Standby instance with decrement at MinSize',
    after('EnterStandby', SHRINK, 60, terminate(SHRINK)),
    "Currently, desiredSize equals minSize (2). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size."
  ],
  [
    'SetDesiredCapacity above MaxSize',
    call('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 7 }),
    'New SetDesiredCapacity value 7 is above max value 6 for the AutoScalingGroup.'
  ],
  [
    'SetDesiredCapacity below MinSize',
    call('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 1 }),
    'New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup.'
  ],
  [
    'UpdateAutoScalingGroup with desired below min',
    call('UpdateAutoScalingGroup', { ...BLUE, DesiredCapacity: 0, MinSize: 2, MaxSize: 10 }),
    'Desired capacity:0 must be between the specified min size:2 and max size:10'
  ],
  [
    'UpdateAutoScalingGroup with desired above max',
    call('UpdateAutoScalingGroup', { ...BLUE, DesiredCapacity: 7 }),
    'Desired capacity:7 must be between the specified min size:2 and max size:6'
  ],
  [
    'UpdateAutoScalingGroup with min above max',
    call('UpdateAutoScalingGroup', { ...BLUE, MinSize: 3, MaxSize: 1 }),
    'Max bound, 1, must be greater than or equal to min bound, 3'
  ],
  ...Object.entries({
    EnterStandby: { InstanceIds: [STRANGER], ...SHRINK },
    ExitStandby: { InstanceIds: [STRANGER] },
    DetachInstances: { InstanceIds: [STRANGER], ...SHRINK },
    SetInstanceProtection: { InstanceIds: [STRANGER], ProtectedFromScaleIn: true },
    SetDesiredCapacity: { DesiredCapacity: 1 },
    UpdateAutoScalingGroup: { MinSize: 1 },
    SuspendProcesses: {},
    ResumeProcesses: {},
    DeleteAutoScalingGroup: {}
  }).map(
    ([operation, input]): Row => [
      `${operation} of an unknown group`,
      call(operation, { AutoScalingGroupName: 'nope', ...input }),
      none
    ]
  )
]

/** Refusals with a code of their own, and those that guard a group. */
const CODED: readonly Row[] = [
  [
    'SetDesiredCapacity in the cooldown',
    world => {
      world.ok('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 4 })
      world.pass(5)
      const text = world.refusal('SetDesiredCapacity', { ...BLUE, DesiredCapacity: 5, HonorCooldown: true })
      return text.replace(world.group('web-blue').activities.at(-1)?.id ?? '', 'UUID')
    },
    'ScalingActivityInProgress: Scaling activity UUID is in progress and blocks this action'
  ],
  ['DeleteAutoScalingGroup with InService instances', call('DeleteAutoScalingGroup', BLUE), inUse],
  [
    'DeleteAutoScalingGroup with Standby instances alone',
    call('DeleteAutoScalingGroup', BLUE),
    inUse,
    { min: 0, desired: 0, standby: 1 }
  ],
  [
    'CreateAutoScalingGroup under a taken name (wording assumed)',
    call('CreateAutoScalingGroup', {
      ...BLUE,
      MinSize: 0,
      MaxSize: 1,
      AvailabilityZones: ['eu-west-1a'],
      LaunchTemplate: { LaunchTemplateName: 'web' }
    }),
    'AlreadyExists: AutoScalingGroup by this name already exists - A group with the name web-blue already exists'
  ],
  [
    'prevent-force-deletion (wording assumed)',
    remove('prevent-force-deletion', true),
    guarded('prevent-force-deletion')
  ],
  ['prevent-force-deletion without force', remove('prevent-force-deletion', false), inUse],
  [
    'prevent-all-deletion (wording assumed)',
    remove('prevent-all-deletion', false),
    guarded('prevent-all-deletion')
  ]
]

const rows = [
  ...INVALID.map(([name, ask, answer, blue]): Row => [name, ask, `ValidationError: ${answer}`, blue ?? {}]),
  ...CODED
]

test.each(rows.map(([name, ask, answer, blue]) => ({ name, ask, answer, blue })))(
  'refused: $name',
  ({ ask, answer, blue }) => {
    const world = smallWorld(blue)
    const ids = world.ids('web-blue')
    const text = ids.reduce((said, id, n) => said.replaceAll(id, `i-${n + 1}`), ask(world, ids))
    expect(text).toBe(answer)
  }
)
