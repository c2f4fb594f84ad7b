import { expect, test } from '@jest/globals'
import { toCall } from '../../src/aws/changes.ts'
import type { Change } from '../../src/release/ports.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `i-${index}`)
const group = 'web-blue'

test.each<[Change, string, object]>([
  [
    { kind: 'tag', group, tags: [{ key: 'docker:image:version', value: '', propagate: true }] },
    'CreateOrUpdateTags',
    {
      Tags: [
        {
          ResourceId: group,
          ResourceType: 'auto-scaling-group',
          Key: 'docker:image:version',
          Value: '',
          PropagateAtLaunch: true
        }
      ]
    }
  ],
  [
    { kind: 'untag', group, keys: ['a'] },
    'DeleteTags',
    { Tags: [{ ResourceId: group, ResourceType: 'auto-scaling-group', Key: 'a' }] }
  ],
  [
    { kind: 'resize', group, min: 0, desired: 3 },
    'UpdateAutoScalingGroup',
    { AutoScalingGroupName: group, MinSize: 0, DesiredCapacity: 3 }
  ],
  [
    { kind: 'suspend', group, processes: ['AZRebalance'] },
    'SuspendProcesses',
    { AutoScalingGroupName: group, ScalingProcesses: ['AZRebalance'] }
  ],
  [
    { kind: 'resume', group, processes: ['AZRebalance'] },
    'ResumeProcesses',
    { AutoScalingGroupName: group, ScalingProcesses: ['AZRebalance'] }
  ],
  [
    { kind: 'enter-standby', group, ids: ids(20) },
    'EnterStandby',
    { AutoScalingGroupName: group, InstanceIds: ids(20), ShouldDecrementDesiredCapacity: true }
  ],
  [
    { kind: 'exit-standby', group, ids: ['i-1'] },
    'ExitStandby',
    { AutoScalingGroupName: group, InstanceIds: ['i-1'] }
  ],
  [
    { kind: 'protect', group, ids: ids(50), on: false },
    'SetInstanceProtection',
    { AutoScalingGroupName: group, InstanceIds: ids(50), ProtectedFromScaleIn: false }
  ],
  [
    { kind: 'terminate', group, id: 'i-1' },
    'TerminateInstanceInAutoScalingGroup',
    { InstanceId: 'i-1', ShouldDecrementDesiredCapacity: false }
  ]
])('%j', (change, operation, input) => {
  expect(toCall(change)).toEqual({ operation, input })
})

const tag = { key: 'k', value: 'v', propagate: false }

test.each<[string, Change]>([
  ['no processes, which would be all of them', { kind: 'suspend', group, processes: [] }],
  ['no processes, which would be all of them', { kind: 'resume', group, processes: [] }],
  ['a process without a name', { kind: 'resume', group, processes: [''] }],
  ['21 instances', { kind: 'enter-standby', group, ids: ids(21) }],
  ['21 instances', { kind: 'exit-standby', group, ids: ids(21) }],
  ['51 instances', { kind: 'protect', group, ids: ids(51), on: true }],
  ['no instances', { kind: 'protect', group, ids: [], on: true }],
  ['no instances', { kind: 'enter-standby', group, ids: [] }],
  ['no instances', { kind: 'exit-standby', group, ids: [] }],
  ['no instance', { kind: 'terminate', group, id: '' }],
  ['no tags', { kind: 'tag', group, tags: [] }],
  ['26 tags', { kind: 'tag', group, tags: Array(26).fill(tag) }],
  ['no keys', { kind: 'untag', group, keys: [] }],
  ['no sizes', { kind: 'resize', group }],
  ['a negative size', { kind: 'resize', group, min: -1 }],
  ['half an instance', { kind: 'resize', group, desired: 2.5 }],
  ['no number', { kind: 'resize', group, max: Number.NaN }],
  ['no group', { kind: 'resize', group: '', max: 1 }]
])('refuses %s: %j', (_name, change) => {
  expect(() => toCall(change)).toThrow(RangeError)
})
