/** Where the rules of the search make room for what cannot be fenced, they make room for that alone. */
import { expect, test } from '@jest/globals'
import { violations } from '../../scripts/model-check/rules.ts'
import { startOf } from '../../scripts/model-check/scenarios.ts'
import type { Group, State } from '../../scripts/model-check/state.ts'
import type { Transition } from '../../scripts/model-check/transition.ts'
import { type ReleaseState, releaseTag } from '../../src/release/journal/journal.ts'
import type { Change } from '../../src/release/ports.ts'
import { RECORD } from '../support/observation.ts'

/** Blue comes back beside green; each has so many healthy instances. */
function comingBack(blue: number, green: number, state: ReleaseState = 'rolling-back'): State {
  const { groups, ...rest } = startOf('shared', 2)
  const { key, value } = releaseTag({ ...RECORD, state })
  const of = (group: Group, colour: string, count: number): Group => ({
    ...group,
    desired: 2,
    tags: new Map([[key, value]]),
    instances: ['1', '2'].slice(0, count).map(n => ({
      id: `web-${colour}-${n}`,
      lifecycle: 'InService',
      health: 'ok',
      protected: false
    }))
  })
  return {
    ...rest,
    groups: { blue: of(groups.blue, 'blue', blue), green: of(groups.green, 'green', green) }
  }
}

const late = (state: State, sentIn: ReleaseState, change: Change, demand = 2): Transition => ({
  what: 'arrives',
  state,
  by: 'late',
  fair: false,
  change,
  sentIn,
  demand
})
const END: Change = { kind: 'terminate', group: 'web-blue', id: 'web-blue-2' }
const ASK = (desired: number): Change => ({ kind: 'resize', group: 'web-blue', desired })

test('an instance that a finalize asked to end may end later, while the new colour carries by itself what it wants', () => {
  expect(violations(comingBack(2, 2), late(comingBack(1, 2), 'finalizing', END))).toEqual([])
  expect(violations(comingBack(2, 1), late(comingBack(1, 1), 'finalizing', END))).toEqual([
    'capacity: web-green carries 1 by itself, 2 are needed'
  ])
  expect(violations(comingBack(1, 0), late(comingBack(0, 0), 'finalizing', END))).toHaveLength(2)
})

test('nor does a rollback end what comes back: only a desired capacity that was all there was to hold may arrive late', () => {
  const arrives = (desired: number, demand: number) =>
    violations(comingBack(2, 2), late(comingBack(1, 2), 'rolling-back', ASK(desired), demand))
  expect(arrives(1, 1)).toEqual([])
  expect(arrives(1, 2)).toEqual(['ended on purpose: web-blue-2 of web-blue end in the state rolling-back'])
})
