import { expect, test } from '@jest/globals'
import { stickyTag } from '../../../src/release/journal/journal.ts'
import { unstuck } from '../../../src/release/traffic/sticky.ts'
import { splitSituation } from '../../support/split-release.ts'

/** The look is made at second 1,000. */
const until = (second: number) => {
  const at = splitSituation({ blue: { noted: [stickyTag(1, second)] } })
  return unstuck(at, at.old)
}

test('a run waits ten minutes for the last client, and no longer', () => {
  expect(until(1_000)).toBeUndefined()
  expect(until(1_001)).toMatchObject({ kind: 'wait', wait: { for: 'sticky', until: 1_001_000 } })
  expect(until(1_600)).toMatchObject({ kind: 'wait', wait: { for: 'sticky', until: 1_600_000 } })
  expect(until(1_601)).toMatchObject({ kind: 'refuse', findings: [{ code: 'BGR-STICKY' }] })
})

test('a colour that no cookie leads to has no last client', () => {
  const at = splitSituation({})
  expect(unstuck(at, at.old)).toBeUndefined()
})
