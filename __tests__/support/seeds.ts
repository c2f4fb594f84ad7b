/** Wrong changes, made on purpose: the rules are worth something only if they catch what they are for. */
import type { Checked } from './checked.ts'
import {
  beforeTheSwitch,
  blue,
  call,
  green,
  idsIn,
  monitor,
  pass,
  rewrite,
  scaledSwitched,
  switched,
  tagOf,
  untouched,
  warming
} from './seed-worlds.ts'

/** What is done, the rule that has to catch it, where it is done, and how. */
export const SEEDED: readonly [string, string, () => Promise<Checked>, (simulation: Checked) => void][] = [
  [
    'the old colour leaves before the new one carries',
    'S5 new first',
    warming,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...blue, MinSize: 0 })
      call(simulation, 'EnterStandby', {
        ...blue,
        InstanceIds: idsIn(simulation, 'web-blue'),
        ShouldDecrementDesiredCapacity: true
      })
    }
  ],
  [
    'the new colour leaves while the old one is parked',
    'S2 never zero',
    switched,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...green, MinSize: 0 })
      call(simulation, 'EnterStandby', {
        ...green,
        InstanceIds: idsIn(simulation, 'web-green'),
        ShouldDecrementDesiredCapacity: true
      })
    }
  ],
  [
    'a desired capacity that ends what serves',
    'S1 capacity',
    warming,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...blue, MinSize: 0, DesiredCapacity: 1 })
    }
  ],
  [
    'a MaxSize that ends what serves',
    'S1 capacity',
    warming,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...blue, MinSize: 0, MaxSize: 2 })
    }
  ],
  [
    'a parked instance ended without finalize',
    'S4 ended on purpose',
    switched,
    simulation => {
      call(simulation, 'TerminateInstanceInAutoScalingGroup', {
        InstanceId: idsIn(simulation, 'web-blue')[0],
        ShouldDecrementDesiredCapacity: false
      })
    }
  ],
  [
    'instances ended by a size that we set',
    'S4 ended by a setting',
    beforeTheSwitch,
    simulation => {
      call(simulation, 'SetDesiredCapacity', { ...blue, DesiredCapacity: 1 })
      pass(simulation, 5)
    }
  ],
  [
    'a change without a release',
    'S6 journal first',
    untouched,
    simulation => {
      call(simulation, 'SuspendProcesses', { ...green, ScalingProcesses: ['AlarmNotification'] })
    }
  ],
  [
    'a change before the baseline',
    'S6 journal first',
    untouched,
    simulation => {
      call(
        simulation,
        'CreateOrUpdateTags',
        tagOf('web-green', 'bg-release:release:1', 'v=1 e=1 from=blue to=green state=open parked=0')
      )
      call(simulation, 'UpdateAutoScalingGroup', { ...blue, MinSize: 3 })
    }
  ],
  [
    'a baseline written twice',
    'S6 baseline stays',
    warming,
    simulation => {
      call(simulation, 'CreateOrUpdateTags', tagOf('web-blue', 'bg-release:base:1', 'v=1 e=1 min=0 max=6'))
    }
  ],
  [
    'both colours free to scale in',
    'S10 one scales in',
    beforeTheSwitch,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...green, MinSize: 1 })
      call(simulation, 'ResumeProcesses', { ...blue, ScalingProcesses: ['AlarmNotification'] })
    }
  ],
  [
    'nobody free to scale out',
    'S10 one scales out',
    beforeTheSwitch,
    simulation => {
      call(simulation, 'SuspendProcesses', { ...green, ScalingProcesses: ['AlarmNotification'] })
    }
  ],
  [
    'Launch suspended',
    'S11 processes',
    warming,
    simulation => {
      call(simulation, 'SuspendProcesses', { ...green, ScalingProcesses: ['Launch'] })
    }
  ],
  [
    'every process suspended',
    'S11 processes',
    warming,
    simulation => {
      call(simulation, 'SuspendProcesses', { ...green })
    }
  ],
  [
    'a MaxSize above both',
    'S12 MaxSize',
    warming,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...green, MaxSize: 7 })
    }
  ],
  [
    'a MinSize above what serves',
    'S12 MinSize',
    warming,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...green, MinSize: 3 })
    }
  ],
  [
    'a floor taken away from a colour that scales',
    'S9 two keys',
    beforeTheSwitch,
    simulation => {
      call(simulation, 'UpdateAutoScalingGroup', { ...green, MinSize: 0 })
    }
  ],
  [
    'scaling given back to a colour without a floor',
    'S9 two keys',
    beforeTheSwitch,
    simulation => {
      call(simulation, 'ResumeProcesses', { ...blue, ScalingProcesses: ['AlarmNotification'] })
    }
  ],
  [
    'a journal tag that propagates',
    'S15 tags',
    warming,
    simulation => {
      call(simulation, 'CreateOrUpdateTags', tagOf('web-green', 'bg-release:hold', 'x', true))
    }
  ],
  [
    "a tag of the user's",
    'S15 tags',
    warming,
    simulation => {
      call(simulation, 'CreateOrUpdateTags', tagOf('web-green', 'owner', 'us'))
    }
  ],
  [
    'the version of the old group',
    'S15 tags',
    warming,
    simulation => {
      call(simulation, 'CreateOrUpdateTags', tagOf('web-blue', 'docker:image:version', '2.0.0', true))
    }
  ],
  [
    "a policy of the user's",
    'S15 scaling',
    warming,
    simulation => {
      call(simulation, 'PutScalingPolicy', {
        ...blue,
        PolicyName: 'cpu',
        AdjustmentType: 'ChangeInCapacity',
        ScalingAdjustment: 1
      })
    }
  ],
  [
    'a policy deleted from a group that serves',
    'S15 scaling',
    scaledSwitched,
    simulation => {
      call(simulation, 'DeletePolicy', { ...green, PolicyName: 'step' })
    }
  ],
  [
    'a colour that scales by nothing',
    'S10 one scales out',
    scaledSwitched,
    simulation => {
      for (const PolicyName of ['step', 'tracking'])
        call(simulation, 'DeletePolicy', { ...green, PolicyName })
    }
  ],
  [
    'an alarm of somebody else',
    'S15 alarms',
    scaledSwitched,
    simulation => {
      monitor(simulation, 'DeleteAlarms', { AlarmNames: ['web-blue-cpu-high'] })
    }
  ],
  [
    "an alarm that drives the other colour's policy",
    'S15 alarms',
    scaledSwitched,
    simulation => {
      const { input } = simulation.world().alarms['web-green-cpu-high'] ?? {}
      const { input: other } = simulation.world().alarms['web-blue-cpu-high'] ?? {}
      monitor(simulation, 'PutMetricAlarm', { ...input, AlarmActions: other?.AlarmActions })
    }
  ],
  [
    'a copy that a rollback leaves behind',
    'S15 nothing lost',
    scaledSwitched,
    simulation => rewrite(simulation, 'state=switched', 'state=rolled-back')
  ],
  [
    'a state that goes back',
    'S18 phases',
    switched,
    simulation => rewrite(simulation, 'state=switched', 'state=open')
  ]
]
