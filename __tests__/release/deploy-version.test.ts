/** The version is on the new group before anything launches there, with the commit where one is known. */
import { expect, test } from '@jest/globals'
import { commitTag } from '../../src/release/journal/commit.ts'
import { next } from '../../src/release/next.ts'
import { type Group, IMAGE_VERSION_TAG } from '../../src/release/world.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, instance, tagged } from '../support/observation.ts'
import { goneOn, sharedOpen, writes } from '../support/on-the-way.ts'
import { meddle } from '../support/waiting-release.ts'

const SHA = 'a'.repeat(40)
const OTHER = 'b'.repeat(40)

/** The version is about to be written. */
const setting = goneOn(sharedOpen, writes('web-green', IMAGE_VERSION_TAG))

const version = { key: IMAGE_VERSION_TAG, value: '2.0.0', propagate: true }
const manned = (group: Group): Group => ({ ...group, desired: 1, instances: [instance('g1')] })
const named = (group: Group): Group => tagged(group, version)
const committed = (group: Group): Group => tagged(group, version, commitTag('2.0.0', SHA))

test.each<readonly [string, (group: Group) => Group, string | undefined, readonly object[]]>([
  ['neither', group => group, undefined, [version]],
  ['neither, and a commit', group => group, SHA, [version, commitTag('2.0.0', SHA)]],
  ['the version, and a commit', named, SHA, [version, commitTag('2.0.0', SHA)]],
  ['another commit', committed, OTHER, [version, commitTag('2.0.0', OTHER)]],
  ['the version, on instances', group => manned(named(group)), SHA, [version, commitTag('2.0.0', SHA)]]
])('found %s: both are written', (_, found, commit, tags) => {
  const goal = { ...DEPLOY, ...(commit && { commit }) }
  expect(next(meddle(setting, 'green', found), goal, FACTS)).toMatchObject({
    force: 'additive',
    change: { kind: 'tag', group: 'web-green', tags }
  })
})

test.each<readonly [string, (group: Group) => Group, string | undefined]>([
  ['the version', named, undefined],
  ['version and commit', committed, SHA],
  ['a commit that this run does not know', committed, undefined]
])('found %s: nothing is written again', (_, found, commit) => {
  const goal = { ...DEPLOY, ...(commit && { commit }) }
  const decision = next(meddle(setting, 'green', found), goal, FACTS)
  expect(decision.kind).toBe('change')
  expect(writes('web-green', IMAGE_VERSION_TAG)(decision)).toBe(false)
})

test('found instances of another version: refused, for nobody knows which one they run', () => {
  expect(next(meddle(setting, 'green', manned), DEPLOY, FACTS)).toMatchObject({
    kind: 'refuse',
    findings: [{ code: 'BGR-DRIFT' }]
  })
})
