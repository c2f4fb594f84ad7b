/** What has to be so where a run says that it has succeeded. */
import type { Goal } from '../../src/release/goal.ts'
import { IMAGE_VERSION_TAG } from '../../src/release/world.ts'
import { type Journal, journalOf } from './journal.ts'
import { serves, weighs } from './rules.ts'
import { inState, otherColour, type State } from './state.ts'

/** The user's own MinSize of the two roles, in every scenario of the search. */
export const LIVE_MIN = 1
export const IDLE_MIN = 0

/**
 * @param max the user's own MaxSize of both roles
 * @returns why the success is none
 */
export function falsehood(state: State, goal: Goal, max: number): string | undefined {
  const journal = journalOf(state)
  if (!journal?.whole) return 'the journal is torn'
  if (goal.command === 'deploy' && goal.part === 'prepare' && journal.state === 'open')
    return unprepared(state, journal)
  const back = journal.state === 'rolled-back'
  const liveColour = back ? journal.from : journal.to
  const live = state.groups[liveColour]
  const left = state.groups[otherColour(liveColour)]
  const undone = journal.undo && journal.state === 'switched'
  const states: Readonly<Record<string, readonly string[]>> = {
    deploy: ['switched', 'finalized', 'rolled-back'],
    rollback: undone ? ['switched'] : ['rolled-back', 'finalized'],
    finalize: ['finalized', 'rolled-back']
  }
  const gone =
    goal.command === 'finalize' ||
    (goal.command === 'rollback' && goal.afterRollback === 'terminate' && !undone)
  // What an earlier rollback was asked to keep stays.
  const kept = goal.command === 'rollback' && left.tags.has('bg-release:kept')
  const checks: readonly (readonly [boolean, string])[] = [
    [states[goal.command]?.includes(journal.state) === true, `the release is ${journal.state}`],
    [
      goal.command !== 'deploy' || live.tags.get(IMAGE_VERSION_TAG) === goal.version,
      'another version is live'
    ],
    [serves(state, liveColour), 'the live colour does not serve'],
    [
      state.listener
        ? !weighs(state, otherColour(liveColour))
        : inState(left, 'Pending', 'InService', 'EnteringStandby').length === 0,
      'the other colour is in traffic'
    ],
    [
      !gone || kept || left.instances.every(({ lifecycle }) => lifecycle === 'Terminating'),
      'the other colour is not empty'
    ],
    [live.suspended.length === 0, `on the live colour ${live.suspended} are suspended`],
    [live.min === LIVE_MIN && live.max === max, `the live colour has ${live.min}/${live.max}`],
    [
      journal.state === 'switched' || (left.min === IDLE_MIN && left.max === max && left.desired === 0),
      `the idle colour has ${left.min}/${left.desired}/${left.max}`
    ]
  ]
  return checks.find(([holds]) => !holds)?.[1]
}

/** A prepared release waits: the old colour serves as before, and the new one could carry as much. */
function unprepared(state: State, { from, to }: Journal): string | undefined {
  const healthy = inState(state.groups[to], 'InService').filter(({ health }) => health === 'ok').length
  const checks: readonly (readonly [boolean, string])[] = [
    [serves(state, from), 'the live colour does not serve'],
    [healthy >= state.groups[from].desired, `${healthy} instances of the new colour are healthy`],
    [!state.listener || !weighs(state, to), 'the new colour is in traffic already']
  ]
  return checks.find(([holds]) => !holds)?.[1]
}
