/** A finalize that comes when everything is over. */
import { expect, test } from '@jest/globals'
import { markIds } from '../../src/release/journal/id-marks.ts'
import { keptTag } from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import { FACTS, group, inRelease, instance, observe, serving, tagged } from '../support/observation.ts'

const FINALIZE = { command: 'finalize', keepIdleScaling: false } as const
const kept = keptTag(1, markIds(['g1']))

test('finalized: nothing is ended, not even what a note on the live group calls rejected', () => {
  const seen = observe(...inRelease('finalized', group('web-blue'), tagged(serving('web-green', 3), kept)))
  expect(next(seen, FINALIZE, FACTS)).toEqual({ kind: 'done' })
})

test('rolled back: what the note calls rejected is ended', () => {
  const rejected = group('web-green', { instances: [instance('g1', 'Standby')] })
  const seen = observe(...inRelease('rolled-back', serving('web-blue', 3), tagged(rejected, kept)))
  expect(next(seen, FINALIZE, FACTS)).toMatchObject({
    force: 'ending',
    change: { kind: 'terminate', group: 'web-green', id: 'g1' }
  })
})
