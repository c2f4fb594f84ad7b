import { expect, test } from '@jest/globals'
import { toGroupSettings } from '../../src/aws/group-settings.ts'

const settingsOf = (value: object) => toGroupSettings({ operation: 'Describe', path: 'G[0]', value })

test('what AWS leaves out is not in use', () => {
  expect(settingsOf({})).toEqual({
    zones: [],
    healthCheckType: '',
    capacityRebalance: false,
    spotOnly: false
  })
  expect(settingsOf({ MaxInstanceLifetime: 0 })).not.toHaveProperty('maxInstanceLifetimeSeconds')
})

test('settings are read as AWS shows them', () => {
  expect(
    settingsOf({
      Operator: { Principal: 'eks.amazonaws.com' },
      LaunchTemplate: { LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', Version: '$Latest' },
      AvailabilityZones: ['eu-west-1b', 'eu-west-1a'],
      HealthCheckType: 'ELB',
      MaxInstanceLifetime: 604_800,
      CapacityRebalance: true
    })
  ).toEqual({
    operator: 'eks.amazonaws.com',
    launch: { kind: 'template', name: 'web', version: '$Latest' },
    zones: ['eu-west-1a', 'eu-west-1b'],
    healthCheckType: 'ELB',
    maxInstanceLifetimeSeconds: 604_800,
    capacityRebalance: true,
    spotOnly: false
  })
})

test.each([
  [{ LaunchConfigurationName: 'web-7' }, { kind: 'configuration', name: 'web-7', version: '' }],
  [{ LaunchTemplate: { LaunchTemplateId: 'lt-1' } }, { kind: 'template', name: 'lt-1', version: '$Default' }],
  [
    {
      MixedInstancesPolicy: {
        LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateName: 'web', Version: '3' } }
      }
    },
    { kind: 'template', name: 'web', version: '3' }
  ]
])('instances are launched from %j', (members, launch) => {
  expect(settingsOf(members).launch).toEqual(launch)
})

test.each([
  [{ OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 0 }, true],
  [{ OnDemandPercentageAboveBaseCapacity: 0 }, true],
  [{ OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 0 }, false],
  [{ OnDemandBaseCapacity: 0 }, false],
  [{}, false]
])('%j is Spot only: %s', (InstancesDistribution, spotOnly) => {
  expect(settingsOf({ MixedInstancesPolicy: { InstancesDistribution } }).spotOnly).toBe(spotOnly)
})

test('a member of another form is a broken answer', () => {
  expect(() => settingsOf({ CapacityRebalance: 'yes' })).toThrow(
    /CapacityRebalance is neither true nor false/
  )
  expect(() => settingsOf({ MaxInstanceLifetime: -1 })).toThrow(/MaxInstanceLifetime is no whole number/)
})
