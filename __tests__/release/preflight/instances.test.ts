import { expect, test } from '@jest/globals'
import { instances } from '../../../src/release/preflight/instances.ts'
import type { TargetGroupFacts } from '../../../src/release/world.ts'
import { candidate } from '../../support/candidate.ts'
import { group, instance, observe, serving } from '../../support/observation.ts'

const blue = serving('web-blue', 2)
const green = group('web-green')

const codesWith = (lifecycle: string): readonly string[] => {
  const live = { ...blue, instances: [...blue.instances, instance('b3', lifecycle)] }
  return instances(candidate(observe(live, green))).map(({ code }) => code)
}

test.each([
  'Pending',
  'Pending:Wait',
  'Pending:Proceed',
  'Terminating',
  'Terminating:Wait',
  'Terminating:Proceed',
  'Terminated',
  'Detaching',
  'Detached',
  'EnteringStandby'
])('a live instance that is %s is on a known way', lifecycle => {
  expect(codesWith(lifecycle)).toEqual([])
})

test.each([
  ['Standby', 'BGR-DRIFT'],
  ['Terminating:Retained', 'BGR-LIFECYCLE-STATE'],
  ['ReplacingRootVolume', 'BGR-LIFECYCLE-STATE'],
  ['', 'BGR-LIFECYCLE-STATE']
])('a live instance that is "%s" stands in the way', (lifecycle, code) => {
  expect(codesWith(lifecycle)).toEqual([code])
})

const target = (instanceId: string) => ({ instanceId, state: 'healthy' })
const ofName = (name: string): TargetGroupFacts => ({
  arn: `arn:${name}`,
  name,
  targetType: 'instance',
  healthCheckEnabled: true,
  inUse: true
})

test('an instance under two ports is named with its own target group, after one that is in both groups', () => {
  const seen = {
    ...observe(blue, { ...green, instances: [instance('b2', 'Detached')] }),
    targets: new Map([
      ['arn:web', [target('b1'), target('b2')]],
      ['arn:admin', [target('b1'), target('b2'), target('b1')]],
      ['arn:other', [target('b2'), target('b2')]]
    ])
  }
  const at = candidate(seen, { targetGroups: [ofName('web'), ofName('admin')] })
  const twice = instances(at).filter(({ code }) => code === 'BGR-INSTANCE-TWICE')
  expect(twice.map(({ message }) => message)).toEqual([
    'AWS lists b2 in web-blue and in web-green.',
    'The target group admin holds b1 under more than one port.',
    'The target group arn:other holds b2 under more than one port.'
  ])
})
