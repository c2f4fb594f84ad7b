/** What a person's word about the live colour makes of one look. */
import { describe, expect, test } from '@jest/globals'
import { foresee } from '../../../src/release/foresee.ts'
import {
  baseTag,
  HOLD_TAG,
  KEPT_TAG,
  type ReleaseRecord,
  releaseTag
} from '../../../src/release/journal/journal.ts'
import { declareLive } from '../../../src/release/recover/declare.ts'
import { type Colour, type Group, IMAGE_VERSION_TAG, type Observation } from '../../../src/release/world.ts'
import { group, observe, RECORD, serving, tagged } from '../../support/observation.ts'

const BASE = { min: 2, max: 6, desired: 3, suspended: [] }
const DECLARED: ReleaseRecord = { ...RECORD, epoch: 4, state: 'finalized', declared: true }
const noted = (target: Group, record: ReleaseRecord): Group =>
  tagged(target, releaseTag(record), baseTag(record.epoch, BASE))
const worldOf = (record: ReleaseRecord): Observation =>
  observe(noted(serving('web-blue', 3), record), noted(serving('web-green', 3), record))
const damaging = (target: Group, ...keys: readonly string[]): Group =>
  tagged(target, ...keys.map(key => ({ key, value: 'damaged', propagate: false })))

/** The records that are written, one on each group, until there is nothing more to do. */
function written(from: Observation, colour: Colour): readonly string[] {
  const texts: string[] = []
  let seen = from
  for (let n = 0; n < 5; n++) {
    const step = declareLive(seen, colour)
    if (step === undefined) return texts
    if (step.kind !== 'change' || step.change.kind !== 'tag') throw new Error('it is not a note')
    texts.push(
      `${step.change.group} ${step.change.tags.map(({ key, value }) => `${key} ${value}`).join(' ')}`
    )
    seen = foresee(seen, step.change) ?? seen
  }
  throw new Error('it never comes to an end')
}

describe('the version that is noted', () => {
  const noteOf = (version: string | undefined): string | undefined => {
    const tags = new Map(version === undefined ? [] : [[IMAGE_VERSION_TAG, version]])
    const seen = observe(group('web-blue'), serving('web-green', 3, { tags }))
    const [first, second] = written(seen, 'green').map(text => / version=(\S*)/.exec(text)?.[1])
    expect(second).toBe(first)
    return first
  }

  test.each(['2.0.0', 'registry.example.com:5000/web@sha256:0f', 'x'.repeat(128)])('is %s', version => {
    expect(noteOf(version)).toBe(version)
  })

  test.each([
    ['none', undefined],
    ['one that is empty', ''],
    ['one that begins with what no record takes', 'ä2.0.0'],
    ['one that ends with what no record takes', '2.0.0 '],
    ['one that is too long for a record', 'x'.repeat(129)]
  ])('is unknown where the group has %s', (_, version) => {
    expect(noteOf(version)).toBe('unknown')
  })
})

describe('a number is taken', () => {
  test('once: what is declared already on both groups is left alone', () => {
    expect(written(worldOf(DECLARED), 'green')).toEqual([])
  })

  test.each<readonly [string, ReleaseRecord]>([
    ['the other colour was declared', { ...DECLARED, from: 'green', to: 'blue' }],
    ['a release was finalized, and nobody declared anything', { ...RECORD, epoch: 4, state: 'finalized' }],
    ['what was declared is not over', { ...DECLARED, state: 'switched' }]
  ])('anew where %s', (_, record) => {
    expect(written(worldOf(record), 'green')).toEqual([
      expect.stringMatching(/^web-blue bg-release:release:5 .* to=green state=finalized .* declared=1 /),
      expect.stringMatching(/^web-green bg-release:release:5 .* to=green state=finalized .* declared=1 /)
    ])
  })

  test('and kept where one group has lost its record, but not its baseline', () => {
    const blue = tagged(serving('web-blue', 3), baseTag(4, BASE))
    const seen = observe(blue, noted(serving('web-green', 3), DECLARED))
    expect(written(seen, 'green')).toEqual([expect.stringMatching(/^web-blue bg-release:release:4 /)])
  })
})

describe('notes that cannot be read', () => {
  const seenWith = (...keys: readonly string[]) =>
    observe(damaging(serving('web-blue', 3), ...keys), damaging(serving('web-green', 3), ...keys))

  test.each<readonly [Colour, string]>([
    ['blue', 'web-blue'],
    ['green', 'web-green']
  ])('are mended on the live colour first: %s', (colour, name) => {
    expect(declareLive(seenWith(HOLD_TAG), colour)).toMatchObject({
      kind: 'change',
      change: { kind: 'tag', group: name, tags: [{ key: HOLD_TAG }] }
    })
    expect(declareLive(seenWith(KEPT_TAG, HOLD_TAG), colour)).toMatchObject({
      kind: 'change',
      change: { kind: 'untag', group: name, keys: [KEPT_TAG] }
    })
  })
})
