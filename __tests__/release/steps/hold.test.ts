import { describe, expect, test } from '@jest/globals'
import type { Step } from '../../../src/release/decision.ts'
import { readSide } from '../../../src/release/journal/journal.ts'
import {
  adoptSuspended,
  hold,
  ownSuspended,
  releaseHold,
  SCALING,
  SCALING_AND_HEALING
} from '../../../src/release/steps/hold.ts'
import type { Group } from '../../../src/release/world.ts'
import { group, tagged } from '../../support/observation.ts'

const sideOf = (now: Group) => readSide(now, 1, [])

/** Every world that the steps lead through, the first one included. */
function through(start: Group, step: (now: Group) => Step): readonly Group[] {
  const worlds = [start]
  let now = start
  for (let next = step(now); next; next = step(now)) {
    if (next.kind !== 'change' || worlds.length > 9) throw new Error(`unexpected ${JSON.stringify(next)}`)
    const { change } = next
    const processes = 'processes' in change ? change.processes : []
    const kept = now.suspended.filter(process => change.kind !== 'resume' || !processes.includes(process))
    now = {
      ...(change.kind === 'tag' ? tagged(now, ...change.tags) : now),
      suspended: [...kept, ...(change.kind === 'suspend' ? processes : [])].sort()
    }
    worlds.push(now)
  }
  return worlds
}
const last = (worlds: readonly Group[]): Group => worlds.at(-1) ?? group('none')

describe('holding', () => {
  test('notes what is ours before it suspends it, and at every moment', () => {
    const worlds = through(group('web-blue', { suspended: ['AZRebalance'] }), now =>
      hold(now, sideOf(now), SCALING_AND_HEALING)
    )
    expect(worlds.map(now => ownSuspended(now, sideOf(now)))).toEqual(worlds.map(() => ['AZRebalance']))
    expect(last(worlds).suspended).toEqual([...SCALING_AND_HEALING].sort())
  })

  test('more later adds to the note', () => {
    const held = last(through(group('web-blue'), now => hold(now, sideOf(now), SCALING)))
    const more = last(through(held, now => hold(now, sideOf(now), SCALING_AND_HEALING)))
    expect(sideOf(more).hold).toEqual([...SCALING_AND_HEALING].sort())
    expect(hold(more, sideOf(more), SCALING)).toBeUndefined()
  })

  test('released leaves exactly what the user had suspended, and at every moment', () => {
    const start = group('web-blue', { suspended: ['AZRebalance', 'HealthCheck'] })
    const held = last(through(start, now => hold(now, sideOf(now), SCALING_AND_HEALING)))
    const worlds = through(held, now => releaseHold(now, sideOf(now), [], ['AZRebalance', 'HealthCheck']))
    expect(worlds.map(now => ownSuspended(now, sideOf(now)))).toEqual(
      worlds.map(() => ['AZRebalance', 'HealthCheck'])
    )
    expect(last(worlds).suspended).toEqual(start.suspended)
    expect(sideOf(last(worlds)).hold).toEqual([])
  })

  test('can be released in part', () => {
    const held = last(through(group('web-blue'), now => hold(now, sideOf(now), SCALING_AND_HEALING)))
    const part = last(through(held, now => releaseHold(now, sideOf(now), SCALING, [])))
    expect(part.suspended).toEqual([...SCALING])
    expect(sideOf(part).hold).toEqual([...SCALING])
  })

  test('never resumes what the user himself resumed or suspended meanwhile', () => {
    const held = last(through(group('web-blue'), now => hold(now, sideOf(now), SCALING)))
    const meddled = { ...held, suspended: ['Launch', 'ScheduledActions'] }
    expect(last(through(meddled, now => releaseHold(now, sideOf(now), [], []))).suspended).toEqual(['Launch'])
  })
})

describe("the user's own suspended processes", () => {
  test('travel with the role: what is missing is suspended, what belonged to the other role is resumed', () => {
    const worlds = through(group('web-green', { suspended: ['ReplaceUnhealthy'] }), now =>
      adoptSuspended(now, sideOf(now), ['AZRebalance', 'HealthCheck'], ['ReplaceUnhealthy'])
    )
    expect(last(worlds).suspended).toEqual(['AZRebalance', 'HealthCheck'])
    expect(sideOf(last(worlds)).hold).toEqual([])
  })

  test('do not touch what we hold, nor what nobody noted', () => {
    const held = last(through(group('web-green'), now => hold(now, sideOf(now), SCALING)))
    const before = { ...held, suspended: [...held.suspended, 'Launch'] }
    expect(adoptSuspended(before, sideOf(before), [], ['AlarmNotification'])).toBeUndefined()
  })
})
