import { expect, test } from '@jest/globals'
import { smallWorld } from '../small-world.ts'

const blue = { AutoScalingGroupName: 'web-blue' }

/** Four instances in one zone, each launched ten minutes after the one before. */
function grown(policies?: readonly string[]) {
  const world = smallWorld({ min: 0, desired: 1, zones: ['eu-west-1a'] })
  if (policies) world.ok('UpdateAutoScalingGroup', { ...blue, TerminationPolicies: policies })
  for (let desired = 2; desired <= 4; desired++) {
    world.pass(600)
    world.ok('SetDesiredCapacity', { ...blue, DesiredCapacity: desired })
  }
  world.pass(300)
  return world
}

const gone = (policies?: readonly string[]) => {
  const world = grown(policies)
  const before = world.ids('web-blue')
  world.ok('SetDesiredCapacity', { ...blue, DesiredCapacity: 3 })
  world.pass(600)
  return before.findIndex(id => !world.ids('web-blue').includes(id))
}

test.each([
  ['without a policy the oldest', undefined, 0],
  ['by Default the oldest', ['Default'], 0],
  ['by OldestInstance the oldest', ['OldestInstance'], 0],
  ['by NewestInstance the newest', ['NewestInstance'], 3],
  ['by ClosestToNextInstanceHour the one whose hour ends first', ['ClosestToNextInstanceHour'], 0],
  [
    'by a policy that leaves all equal, the next policy decides',
    ['OldestLaunchTemplate', 'NewestInstance'],
    3
  ]
] as const)('scale-in ends %s', (_, policies, index) => {
  expect(gone(policies)).toBe(index)
})

test('the zone with the most instances comes before any policy', () => {
  const world = smallWorld({ min: 0, desired: 3, zones: ['eu-west-1a', 'eu-west-1b'] })
  world.ok('UpdateAutoScalingGroup', { ...blue, TerminationPolicies: ['NewestInstance'] })
  const zones = () => world.group('web-blue').instances.map(each => each.zone)
  const full = zones().find(zone => zones().filter(each => each === zone).length === 2)
  const before = zones().filter(zone => zone === full).length
  world.ok('SetDesiredCapacity', { ...blue, DesiredCapacity: 2 })
  world.pass(600)
  expect(zones().filter(zone => zone === full)).toHaveLength(before - 1)
})

test('policies are answered as they were given, and wrong ones are refused', () => {
  const world = grown(['NewestInstance', 'Default'])
  const described = world.ok('DescribeAutoScalingGroups', { AutoScalingGroupNames: ['web-blue'] })
  expect(described.AutoScalingGroups).toMatchObject([{ TerminationPolicies: ['NewestInstance', 'Default'] }])
  expect(world.refusal('UpdateAutoScalingGroup', { ...blue, TerminationPolicies: ['Newest'] })).toMatch(
    /^ValidationError: /
  )
  const TerminationPolicies = ['arn:aws:lambda:eu-west-1:111122223333:function:choose']
  expect(world.refusal('UpdateAutoScalingGroup', { ...blue, TerminationPolicies })).toMatch(
    /^TwinUnsupported: /
  )
})
