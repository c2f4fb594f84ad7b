import { describe, expect, test } from '@jest/globals'
import type { Goal } from '../../src/release/goal.ts'
import {
  demandTag,
  holdTag,
  pinTag,
  RELEASE_STATES,
  type ReleaseState
} from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import type { Group } from '../../src/release/world.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, group, inRelease, instance, observe, serving, tagged } from '../support/observation.ts'

const ROLLBACK: Goal = {
  command: 'rollback',
  afterRollback: 'terminate',
  allowSticky: false,
  keepIdleScaling: false
}
const FINALIZE: Goal = { command: 'finalize', keepIdleScaling: false }

const blue = serving('web-blue', 3)
const parkedBlue = group('web-blue', {
  suspended: ['AZRebalance', 'AlarmNotification', 'ReplaceUnhealthy', 'ScheduledActions'],
  instances: ['a', 'b', 'c'].map(id => instance(id, 'Standby'))
})
const green = group('web-green')
const liveGreen = serving('web-green', 3)

const decide = (
  state: ReleaseState,
  goal: Goal,
  from: Group = blue,
  to: Group = green,
  facts = FACTS,
  parked = 0
) => next(observe(...inRelease(state, from, to, parked)), goal, facts)
const codes = (decision: ReturnType<typeof next>) =>
  decision.kind === 'refuse' ? decision.findings.map(finding => finding.code) : decision.kind

describe('without a release', () => {
  test('deploy opens one with its baseline, in one call for each group, new first', () => {
    const first = next(observe(blue, green), DEPLOY, FACTS)
    expect(first).toMatchObject({
      kind: 'change',
      force: 'additive',
      change: { kind: 'tag', group: 'web-green' }
    })
    if (first.kind !== 'change' || first.change.kind !== 'tag') throw new Error('no tags')
    expect(first.change.tags.map(tag => tag.key)).toEqual(['bg-release:release:1', 'bg-release:base:1'])
    const second = next(observe(blue, tagged(green, ...first.change.tags)), DEPLOY, FACTS)
    expect(second).toMatchObject({ change: { kind: 'tag', group: 'web-blue' } })
    const seen = observe(blue, tagged(green, ...first.change.tags))
    // Whoever comes next completes the journal before anything else.
    expect(next(seen, ROLLBACK, FACTS)).toEqual(second)
    expect(next(seen, FINALIZE, FACTS)).toEqual(second)
  })

  test('deploy of the live version is done, rollback and finalize are refused', () => {
    expect(next(observe(blue, green), { ...DEPLOY, version: '1.0.0' }, FACTS).kind).toBe('done')
    expect(codes(next(observe(blue, green), ROLLBACK, FACTS))).toEqual(['BGR-NOTHING-TO-ROLL-BACK'])
    expect(codes(next(observe(blue, green), FINALIZE, FACTS))).toEqual(['BGR-NOTHING-TO-FINALIZE'])
  })
})

describe('in each state of a release', () => {
  test.each([
    ['open', 'change', 'change', ['BGR-NOTHING-TO-FINALIZE']],
    ['switching', 'change', 'change', ['BGR-NOTHING-TO-FINALIZE']],
    ['switched', 'done', 'change', 'change'],
    ['finalizing', ['BGR-FINALIZE-UNFINISHED'], 'change', 'change'],
    ['rolling-back', ['BGR-ROLLBACK-UNFINISHED'], 'change', ['BGR-NOTHING-TO-FINALIZE']],
    ['retiring', ['BGR-ROLLBACK-UNFINISHED'], 'change', ['BGR-NOTHING-TO-FINALIZE']],
    // A rollback opens a release that brings the version before back.
    ['finalized', 'done', 'change', 'done']
  ] as const)('%s: deploy, rollback, finalize', (state, deploy, rollback, finalize) => {
    const from = ['open', 'retiring'].includes(state) ? blue : parkedBlue
    const to =
      state === 'open'
        ? green
        : tagged(liveGreen, { key: 'docker:image:version', value: '2.0.0', propagate: true })
    const gone = state === 'finalized' ? group('web-blue') : from
    for (const [goal, expected] of [
      [DEPLOY, deploy],
      [ROLLBACK, rollback],
      [FINALIZE, finalize]
    ] as const) {
      expect(codes(decide(state, goal, gone, to, FACTS, 3))).toEqual(expected)
    }
  })

  test('rolled-back: everything is done, and a deploy is a new release', () => {
    expect(decide('rolled-back', ROLLBACK).kind).toBe('done')
    expect(decide('rolled-back', FINALIZE).kind).toBe('done')
    const again = decide('rolled-back', DEPLOY)
    expect(again).toMatchObject({ kind: 'change', change: { kind: 'tag' } })
    expect(JSON.stringify(again)).toContain('bg-release:release:2')
  })

  test('finalizing cannot be rolled back once an instance is gone', () => {
    expect(codes(decide('finalizing', ROLLBACK, parkedBlue, liveGreen, FACTS, 4))).toEqual([
      'BGR-FINALIZE-UNFINISHED'
    ])
  })

  test('another version is refused by every state that is not over', () => {
    for (const state of RELEASE_STATES.slice(0, 6)) {
      const decision = decide(state, { ...DEPLOY, version: '3.0.0' }, parkedBlue, liveGreen, FACTS, 3)
      expect(decision.kind).toBe('refuse')
    }
  })
})

describe('while requests of an earlier run may still arrive', () => {
  const window = { ...FACTS, quietFrom: 1_000_001 }
  const pin = { set: 3, was: 3, min: 2, max: 6, top: 6 }
  const hold = holdTag(['AZRebalance', 'AlarmNotification', 'ReplaceUnhealthy', 'ScheduledActions'])
  const heldBlue = tagged(
    { ...blue, min: 3, suspended: parkedBlue.suspended },
    pinTag(1, { ...pin, set: 0 }),
    demandTag(1, 3),
    hold
  )
  const pinnedGreen = tagged({ ...liveGreen, min: 3 }, pinTag(1, pin))

  test('what adds goes on at once', () => {
    expect(decide('open', DEPLOY, blue, green, window)).toMatchObject({ kind: 'change', force: 'additive' })
    expect(decide('rolling-back', ROLLBACK, parkedBlue, liveGreen, window)).toMatchObject({
      force: 'additive'
    })
  })

  test('what takes away waits, and goes on afterwards', () => {
    expect(decide('switching', DEPLOY, heldBlue, pinnedGreen, window)).toEqual({
      kind: 'wait',
      wait: { for: 'window', until: 1_000_001 }
    })
    expect(decide('switching', DEPLOY, heldBlue, pinnedGreen)).toMatchObject({
      force: 'reducing',
      change: { kind: 'resize', min: 0 }
    })
    expect(decide('finalizing', FINALIZE, parkedBlue, liveGreen, window, 3).kind).toBe('wait')
    expect(decide('finalizing', FINALIZE, parkedBlue, liveGreen, FACTS, 3)).toMatchObject({
      force: 'ending',
      change: { kind: 'terminate' }
    })
  })

  test('the word "done" waits too, a refusal does not', () => {
    expect(decide('switched', DEPLOY, parkedBlue, liveGreen, window).kind).toBe('wait')
    expect(decide('switched', { ...DEPLOY, version: '3.0.0' }, parkedBlue, liveGreen, window).kind).toBe(
      'refuse'
    )
  })
})

describe('a journal that is not whole', () => {
  const [from, to] = inRelease('switched', parkedBlue, liveGreen)
  const without = (target: Group, key: string): Group => ({
    ...target,
    tags: new Map([...target.tags].filter(([each]) => each !== key))
  })

  test.each([
    ['the baseline of old', without(from, 'bg-release:base:1'), to],
    ['the baseline of new', from, without(to, 'bg-release:base:1')],
    ['the record of old', without(from, 'bg-release:release:1'), to],
    ['the record of new', from, without(to, 'bg-release:release:1')],
    [
      'a damaged baseline',
      tagged(from, { key: 'bg-release:base:1', value: 'v=1 min=0', propagate: false }),
      to
    ],
    ['a damaged record', from, tagged(to, { key: 'bg-release:release:1', value: 'x', propagate: false })],
    ['a damaged hold', tagged(from, { key: 'bg-release:hold', value: 'x', propagate: false }), to]
  ])('is refused by every command and never guessed: %s', (_, oldGroup, newGroup) => {
    for (const goal of [DEPLOY, ROLLBACK, FINALIZE]) {
      expect(codes(next(observe(oldGroup, newGroup), goal, FACTS))).toEqual(['BGR-JOURNAL'])
    }
  })
})
