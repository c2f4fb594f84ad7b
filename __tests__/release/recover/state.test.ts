import { describe, expect, test } from '@jest/globals'
import type { ReleaseState } from '../../../src/release/journal/journal.ts'
import { stateBaseline } from '../../../src/release/recover/state.ts'
import { inRelease, observe, serving } from '../../support/observation.ts'

const seenIn = (state: ReleaseState) =>
  observe(...inRelease(state, serving('web-blue', 3), serving('web-green', 3)))

describe('a baseline that the journal says itself', () => {
  const SAID = { group: 'web-blue', min: 2, desired: 3, max: 6 }

  test('is not stated again', () => {
    expect(stateBaseline(seenIn('switched'), SAID)).toBeUndefined()
  })

  test.each([{ min: 1 }, { desired: 4 }, { max: 7 }])('is not stated otherwise: %j', otherwise => {
    expect(stateBaseline(seenIn('switched'), { ...SAID, ...otherwise })).toMatchObject({
      kind: 'refuse',
      findings: [{ code: 'BGR-RECOVER', message: expect.stringContaining('before release 1: 2/3/6.') }]
    })
  })
})
