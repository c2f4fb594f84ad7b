import { expect, test } from '@jest/globals'
import { COMMIT_TAG, commitOf, commitTag } from '../../../src/release/journal/commit.ts'
import { IMAGE_VERSION_TAG } from '../../../src/release/world.ts'
import { checked } from '../../support/checked.ts'
import { group } from '../../support/observation.ts'
import { onePair } from '../../support/simulation.ts'

const ONE = '1'.repeat(40)
const TWO = '2'.repeat(40)
const LONGEST = 'x'.repeat(128)

const tagged = (version: string, value: string) =>
  group('web-green', {
    tags: new Map([
      [IMAGE_VERSION_TAG, version],
      [COMMIT_TAG, value]
    ])
  })

test('it counts for the version that it was written for, and for no other', () => {
  const { value, propagate } = commitTag('2.0.0', ONE)
  expect(commitOf(tagged('2.0.0', value))).toBe(ONE)
  expect(commitOf(tagged('2.0.1', value))).toBeUndefined()
  expect(commitOf(tagged('2.0.0', value.replace('1111', '2222')))).toBeUndefined()
  expect(commitOf(tagged(LONGEST, commitTag(LONGEST, ONE).value))).toBe(ONE)
  expect(propagate).toBe(false)
})

const deploy = (version: string, commit?: string) =>
  ({ command: 'deploy', imageVersion: version, ...(commit !== undefined && { commit }) }) as const

test('deploy notes it in the change that sets the version', async () => {
  const simulation = checked(onePair())
  await simulation.run(deploy('2.0.0', ONE))
  const setting = simulation.changes.flatMap(change =>
    change.kind === 'tag' && change.tags.some(({ key }) => key === IMAGE_VERSION_TAG) ? [change.tags] : []
  )
  expect(setting.map(tags => tags.map(({ key }) => key))).toEqual([[IMAGE_VERSION_TAG, COMMIT_TAG]])
  expect(simulation.group('web-green').tags[COMMIT_TAG]).toBe(commitTag('2.0.0', ONE).value)
  expect(simulation.group('web-blue').tags[COMMIT_TAG]).toBeUndefined()
  expect(simulation.violations()).toEqual([])
})

test('it follows what the groups run from release to release, and back', async () => {
  const simulation = checked(onePair())
  const commits = () => ['web-blue', 'web-green'].map(name => simulation.group(name).tags[COMMIT_TAG])
  await simulation.run(deploy('2.0.0', ONE))
  await simulation.run({ command: 'finalize' })
  await simulation.run(deploy('3.0.0', TWO))
  expect(commits()).toEqual([commitTag('3.0.0', TWO).value, commitTag('2.0.0', ONE).value])
  await simulation.run({ command: 'rollback' })
  expect(commits()).toEqual([commitTag('3.0.0', TWO).value, commitTag('2.0.0', ONE).value])
  expect(simulation.violations()).toEqual([])
})

test('the same version from another commit is noted anew, and a deploy that knows none leaves what is there', async () => {
  const simulation = checked(onePair())
  await simulation.run(deploy('2.0.0', ONE))
  await simulation.run({ command: 'rollback' })
  await simulation.run(deploy('2.0.0', TWO))
  expect(simulation.group('web-green').tags[COMMIT_TAG]).toBe(commitTag('2.0.0', TWO).value)
  await simulation.run({ command: 'rollback' })
  await simulation.run(deploy('2.0.0'))
  expect(simulation.group('web-green').tags[COMMIT_TAG]).toBe(commitTag('2.0.0', TWO).value)
})

test('forgetting removes it', async () => {
  const simulation = checked(onePair())
  await simulation.run(deploy('2.0.0', ONE))
  await simulation.run({ command: 'finalize' })
  await simulation.run({ command: 'recover', recovery: { liftApproval: false, forget: true } })
  expect(simulation.group('web-green').tags[COMMIT_TAG]).toBeUndefined()
})
