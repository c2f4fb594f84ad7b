import { describe, expect, test } from '@jest/globals'
import {
  baseTag,
  HOLD_TAG,
  RELEASE_STATES,
  type ReleaseState,
  releaseTag
} from '../../../src/release/journal/journal.ts'
import { journalsOf } from '../../../src/release/recover/journals.ts'
import type { Group } from '../../../src/release/world.ts'
import { group, observe, RECORD, tagged } from '../../support/observation.ts'

const inState = (name: string, state: ReleaseState | undefined, epoch = 1): Group =>
  state === undefined ? group(name) : tagged(group(name), releaseTag({ ...RECORD, epoch, state }))
const journals = (blue: ReleaseState | undefined, green: ReleaseState | undefined) =>
  journalsOf(observe(inState('web-blue', blue), inState('web-green', green)))

describe('of two records', () => {
  const steps = RELEASE_STATES.slice(1).map((later, n) => ({ earlier: RELEASE_STATES[n], later }))

  test.each(steps)('$later counts before $earlier, on whichever group it stands', ({ earlier, later }) => {
    expect(journals(earlier, later).release?.state).toBe(later)
    expect(journals(later, earlier).release?.state).toBe(later)
  })

  test.each(['blue', 'green'])('the one that is there counts: on %s', colour => {
    const found = colour === 'blue' ? journals('open', undefined) : journals(undefined, 'open')
    expect(found).toMatchObject({ epoch: 1, release: { state: 'open' } })
  })

  test('there may be none', () => {
    expect(journals(undefined, undefined)).toMatchObject({ epoch: 0 })
    expect(journals(undefined, undefined).release).toBeUndefined()
  })

  test('that of the newest release counts, although an older one was further on', () => {
    const seen = observe(inState('web-blue', 'finalized', 1), inState('web-green', 'open', 2))
    expect(journalsOf(seen)).toMatchObject({ epoch: 2, release: { epoch: 2, state: 'open' } })
  })
})

test('what cannot be read counts as missing, and what can be read beside it does not', () => {
  const base = { min: 1, max: 4, desired: 2, suspended: [] }
  const notes = [baseTag(1, base), { key: HOLD_TAG, value: 'damaged', propagate: false }]
  const blue = tagged(group('web-blue'), ...notes, { ...releaseTag(RECORD), value: 'damaged' })
  const { release, sideOf } = journalsOf(observe(blue, inState('web-green', 'open')))
  expect(release).toEqual(RECORD)
  expect(sideOf(blue)).toEqual({ base, hold: [] })
})
