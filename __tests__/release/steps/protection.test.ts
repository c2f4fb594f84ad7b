import { describe, expect, test } from '@jest/globals'
import { NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { markIds } from '../../../src/release/journal/id-marks.ts'
import type { Side } from '../../../src/release/journal/journal.ts'
import type { Member } from '../../../src/release/situation.ts'
import { protect, strip, unprotect } from '../../../src/release/steps/protection.ts'
import { group, ids, instance } from '../../support/observation.ts'

const BASE = { min: 0, max: 6, desired: 0, suspended: [] }

/** A group of so many, of which these are protected. */
const member = (count: number, kept: readonly string[], side: Partial<Side> = {}): Member => ({
  group: group('web-blue', {
    instances: ids('b', count).map(id => ({ ...instance(id), protected: kept.includes(id) }))
  }),
  side: { hold: [], ...side },
  base: BASE,
  attached: NOTHING_ATTACHED
})

/** That b1 alone was protected before. */
const noted = { protection: markIds(['b1']) }

describe('scale-in protection', () => {
  test('is given to whatever has none, after the note of whose is its own', () => {
    expect(protect(member(3, ['b1']), 1)).toMatchObject({ force: 'additive', change: { kind: 'tag' } })
    expect(protect(member(3, ['b1'], noted), 1)).toMatchObject({
      force: 'additive',
      why: 'protect 2 instances of web-blue from scale-in',
      change: { kind: 'protect', group: 'web-blue', ids: ['b2', 'b3'], on: true }
    })
    expect(protect(member(3, ids('b', 3)), 1)).toBeUndefined()
  })

  test('is given to 50 instances a call', () => {
    expect(protect(member(51, [], noted), 1)).toMatchObject({ change: { ids: ids('b', 50) } })
  })

  test('is given back first to who had it, and then taken from who had not', () => {
    expect(unprotect(member(3, ['b2', 'b3'], noted))).toMatchObject({
      force: 'additive',
      change: { ids: ['b1'], on: true }
    })
    expect(unprotect(member(3, ids('b', 3), noted))).toMatchObject({
      force: 'reducing',
      why: 'no longer protect 2 instances of web-blue from scale-in',
      change: { ids: ['b2', 'b3'], on: false }
    })
    expect(unprotect(member(3, ['b1'], noted))).toBeUndefined()
  })

  test('is left alone where nothing was noted', () => {
    expect(unprotect(member(3, ['b2']))).toBeUndefined()
  })

  test('is taken from all that is about to be ended', () => {
    expect(strip(member(3, ['b1', 'b3'], noted))).toMatchObject({
      force: 'ending',
      change: { ids: ['b1', 'b3'], on: false }
    })
    expect(strip(member(3, []))).toBeUndefined()
  })
})
