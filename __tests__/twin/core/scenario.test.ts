import { describe, expect, test } from '@jest/globals'
import { createWorld } from '../../../src/twin/core/create-world.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { view } from '../../../src/twin/core/view.ts'
import { START } from './small-world.ts'

describe('parseScenario', () => {
  test.each([
    ['timing.launchSecond', { timing: { launchSecond: 1 } }],
    ['groups[0].max', { groups: [{ name: 'a', min: 3, max: 1, desired: 3 }] }],
    ['groups[1].targetGroups[0]', { groups: [{ name: 'a' }, { name: 'b', targetGroups: ['nope'] }] }],
    ['groups[0].suspended[0]', { groups: [{ name: 'a', suspended: ['Lunch'] }] }],
    ['groups[0].tags.x', { groups: [{ name: 'a', tags: { x: 1 } }] }],
    ['groups[1].name', { groups: [{ name: 'a' }, { name: 'a' }] }],
    ['groups', {}],
    ['start', { start: 'noon' }]
  ])('names the wrong member %s', (path, json) => {
    expect(() => parseScenario(json, START)).toThrow(expect.objectContaining({ name: 'ScenarioError', path }))
  })

  test('fills in what is left out', () => {
    const scenario = parseScenario({ groups: [{ name: 'a' }], targetGroups: [{ name: 't' }] }, START)
    expect(scenario).toMatchObject({
      region: 'eu-west-1',
      account: '111122223333',
      start: START,
      timing: { launchMs: 20_000, bootMs: 25_000, terminateMs: 15_000, standbyMs: 2000 },
      targetGroups: [
        { deregistrationDelaySeconds: 300, intervalMs: 30_000, healthyThreshold: 5, inUse: true }
      ]
    })
  })
})

test('a world begins with its instances InService and healthy, and one seed gives one world', () => {
  const json = {
    targetGroups: [{ name: 't' }],
    groups: [{ name: 'a', max: 4, desired: 2, standby: 1, targetGroups: ['t'] }]
  }
  const world = view(createWorld(parseScenario(json, START)))
  expect(world.groups[0]?.instances.map(each => each.lifecycle)).toEqual([
    'InService',
    'InService',
    'Standby'
  ])
  expect(world.targetGroups[0]?.targets.map(each => each.state)).toEqual(['healthy', 'healthy'])
  expect(world.groups[0]?.instances.map(each => each.id)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^i-[0-9a-f]{17}$/)])
  )
  expect(view(createWorld(parseScenario(json, START)))).toEqual(world)
  expect(view(createWorld(parseScenario({ ...json, seed: 2 }, START)))).not.toEqual(world)
})

test('a policy of the scenario that AWS would refuse is a wrong scenario', () => {
  const json = { groups: [{ name: 'a', policies: [{ PolicyName: 'p' }] }] }
  expect(() => createWorld(parseScenario(json, START))).toThrow(
    /^groups\.a\.policies\[0\]: AdjustmentType is required/
  )
})
