import { expect, test } from '@jest/globals'
import type { Facts } from '../../../src/release/goal.ts'
import type { LaunchSource } from '../../../src/release/group-settings.ts'
import { preflightNotes } from '../../../src/release/preflight/notes.ts'
import type { Group, Observation } from '../../../src/release/world.ts'
import { DEPLOY } from '../../support/deploy-goal.ts'
import { FACTS, group, inRelease, observe, serving, WEB } from '../../support/observation.ts'

const blue = serving('web-blue', 3)
const green = group('web-green')

const notes = (seen: Observation, facts: Partial<Facts> = {}, goal = DEPLOY): readonly string[] =>
  preflightNotes(seen, goal, { ...FACTS, ...facts }).map(({ message }) => message)

const launching = (on: Group, launch?: LaunchSource): Group => ({
  ...on,
  settings: { ...on.settings, ...(launch && { launch }) }
})
const template = (name: string): LaunchSource => ({ kind: 'template', name, version: '1' })
const configuration = (name: string): LaunchSource => ({ kind: 'configuration', name, version: '' })

test('what is to be known is said of the next release too, when the one before is closed', () => {
  const spot = { ...blue, settings: { ...blue.settings, spotOnly: true } }
  const said = [expect.stringMatching(/web-blue has Spot Instances only/)]
  expect(notes(observe(...inRelease('rolled-back', spot, green)))).toEqual(said)
  expect(notes(observe(...inRelease('finalized', spot, green)))).toEqual(said)
})

test.each<[string, LaunchSource | undefined, LaunchSource | undefined, string]>([
  [
    'a template and a configuration',
    template('one'),
    configuration('two'),
    'web-blue from version 1 of the launch template one, web-green from the launch configuration two'
  ],
  [
    'something unknown and a template',
    undefined,
    template('two'),
    'web-blue from an unknown source, web-green from version 1 of the launch template two'
  ],
  [
    'a configuration and something unknown',
    configuration('one'),
    undefined,
    'web-blue from the launch configuration one, web-green from an unknown source'
  ]
])('colours that launch from %s launch from different sources', (_, from, to, says) => {
  expect(notes(observe(launching(blue, from), launching(green, to)))).toEqual([
    `The colours launch from different sources: ${says}.`
  ])
})

const KEY = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count'
const wanting = (count: number) => ({ attributes: new Map([[WEB, new Map([[KEY, `${count}`]])]]) })

test('a minimum of healthy targets may be as high as what serves, or as what a first release asks for', () => {
  const three = observe(blue, green)
  expect(notes(three, wanting(3))).toEqual([])
  expect(notes(three, wanting(4))).toEqual([expect.stringMatching(/wants 4 .* the service has 3/)])
  const none = observe(group('web-blue'), green)
  const first = { ...DEPLOY, initialCapacity: { min: 1, desired: 2, max: 4 } }
  expect(notes(none, wanting(2), first)).toEqual([])
  expect(notes(none, wanting(3), first)).toEqual([expect.stringMatching(/wants 3 .* the service has 2/)])
})
