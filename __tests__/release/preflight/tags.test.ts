import { expect, test } from '@jest/globals'
import { releaseTag } from '../../../src/release/journal/journal.ts'
import { tags } from '../../../src/release/preflight/tags.ts'
import type { Group } from '../../../src/release/world.ts'
import { candidate } from '../../support/candidate.ts'
import { group, observe, RECORD, serving, tagged } from '../../support/observation.ts'

/** With so many tags of the user's, the version among them. */
const filled = (on: Group, count: number): Group =>
  tagged(
    on,
    ...Array.from({ length: count - on.tags.size }, (_, n) => ({
      key: `team:${n}`,
      value: 'x',
      propagate: false
    }))
  )
/** After three releases. */
const released = (on: Group): Group =>
  tagged(on, ...[1, 2, 3].map(epoch => releaseTag({ ...RECORD, epoch, state: 'finalized' })))

const found = (blue: Group, green: Group): readonly string[] =>
  tags(candidate(observe(blue, green))).map(({ code, message }) => `${code} ${message}`)

const blue = serving('web-blue', 2)
const green = group('web-green')
const noRoomOn = (name: string) => [expect.stringMatching(new RegExp(`^BGR-TAG-ROOM .* 14 .* on ${name},`))]

test('a release may need 14 of 50 tags on either group', () => {
  expect(found(filled(blue, 36), filled(green, 36))).toEqual([])
  expect(found(filled(blue, 37), green)).toEqual(noRoomOn('web-blue'))
  expect(found(blue, filled(green, 37))).toEqual(noRoomOn('web-green'))
})

test('tags of releases before the last one are swept first, and take no room', () => {
  const after = released(green)
  expect(found(released(filled(blue, 35)), after)).toEqual([])
  expect(found(released(filled(blue, 36)), after)).toEqual(noRoomOn('web-blue'))
})
