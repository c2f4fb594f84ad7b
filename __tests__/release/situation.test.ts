/** Where a service stands when the journals of its groups are not two whole ones that agree. */
import { describe, expect, test } from '@jest/globals'
import {
  baseTag,
  HOLD_TAG,
  RELEASE_STATES,
  type ReleaseRecord,
  releaseTag
} from '../../src/release/journal/journal.ts'
import type { GroupTag } from '../../src/release/ports.ts'
import { mark, standing } from '../../src/release/situation.ts'
import { group, observe, RECORD, serving, tagged } from '../support/observation.ts'
import { sharedOpen } from '../support/on-the-way.ts'
import { situationOf } from '../support/waiting-release.ts'

const BASE = baseTag(1, { min: 2, max: 6, desired: 3, suspended: [] })
const recorded = (more: Partial<ReleaseRecord> = {}) => releaseTag({ ...RECORD, ...more })
const unreadable = (key: string): GroupTag => ({ key, value: 'x', propagate: false })

const stands = (blue: readonly GroupTag[], green: readonly GroupTag[]) =>
  standing(observe(tagged(serving('web-blue', 3), ...blue), tagged(group('web-green'), ...green)))

describe('a journal is damaged', () => {
  const lost = /^Release 1 of web has begun, but web-(blue|green) does not carry its whole journal/
  const broken = /^The tag bg-release:\S+ on web-(blue|green) cannot be read: /

  test.each<readonly [string, readonly GroupTag[], readonly GroupTag[], RegExp, string]>([
    ['a note that cannot be read, before any release', [unreadable(HOLD_TAG)], [], broken, 'blue'],
    ['baselines without a record', [BASE], [BASE], lost, 'blue'],
    ['a baseline alone', [], [BASE], lost, 'blue'],
    ['a record without its baseline', [recorded()], [recorded(), BASE], lost, 'blue'],
    ['another one without its baseline', [recorded(), BASE], [recorded()], lost, 'green'],
    [
      'records that cannot be read',
      [unreadable('bg-release:release:1'), BASE],
      [unreadable('bg-release:release:1'), BASE],
      broken,
      'blue'
    ]
  ])('%s', (_, blue, green, message, colour) => {
    const where = stands(blue, green)
    const [first] = where.kind === 'damaged' ? where.findings : []
    expect(first?.code).toBe('BGR-JOURNAL')
    expect(message.exec(first?.message ?? '')?.[1]).toBe(colour)
  })
})

test.each(RELEASE_STATES)('of two records that are %s and differ the one on blue counts', state => {
  expect(
    stands(
      [recorded({ state }), BASE],
      [recorded({ state, version: '3.0.0', from: 'green', to: 'blue' }), BASE]
    )
  ).toMatchObject({ situation: { release: { version: '2.0.0', to: 'green' } } })
})

test.each(RELEASE_STATES)('that a release is %s is noted at once, unless it is its last word', state => {
  expect(mark(situationOf(sharedOpen), state)).toMatchObject({
    kind: 'change',
    force: state === 'finalized' || state === 'rolled-back' ? 'reducing' : 'additive',
    change: { kind: 'tag', group: 'web-blue', tags: [recorded({ state })] }
  })
})
