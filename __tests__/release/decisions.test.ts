/**
 * What is decided in worlds that nobody has thought of, as recorded in decisions/. A file says what was decided, not that
 * it was right: rules say that elsewhere. It shows which decisions another one of ours changes. Where they are meant,
 * `DECISIONS=write npm test -- release/decisions` records them anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { wait } from '../../src/release/decision.ts'
import {
  hasOpenRelease,
  hasOpenUndo,
  hasSwitched,
  isOnItsWay,
  isReady,
  keepsRejected
} from '../../src/release/fleet.ts'
import type { Facts, Goal } from '../../src/release/goal.ts'
import { guard } from '../../src/release/guard.ts'
import { RELEASE_STATES, type ReleaseState } from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import { place } from '../../src/release/phase.ts'
import type { Change } from '../../src/release/ports.ts'
import { undoNotes } from '../../src/release/undo.ts'
import type { Observation } from '../../src/release/world.ts'
import { dice, pick } from '../../src/twin/weather/dice.ts'
import { anyObservation, NOW } from '../support/any-observation.ts'
import { atOnce } from '../support/at-once.ts'
import { textOf, thenceforth, told } from '../support/decided.ts'
import { FACTS } from '../support/observation.ts'

const WORLDS = 48

const deploy = {
  command: 'deploy',
  version: '2.0.0',
  redeploy: false,
  keepIdleScaling: false,
  allowSticky: true
} as const
const rollback = {
  command: 'rollback',
  afterRollback: 'terminate',
  keepIdleScaling: false,
  allowSticky: true
} as const
const finalize = { command: 'finalize', keepIdleScaling: false } as const

const REVIEW = {
  kind: 'review',
  environment: 'prod',
  run: { id: 17, attempt: 1, createdAt: NOW - 60_000, headSha: 'c0ffee' },
  shownBy: 'this-job',
  approvers: ['ada'],
  comment: 'go',
  selfApproved: false,
  bypassPossible: false,
  bypassed: false
} as const

const GOALS: Readonly<Record<string, Goal>> = {
  deploy,
  'deploy again': { ...deploy, redeploy: true },
  'deploy 3.0.0': { ...deploy, version: '3.0.0', keepIdleScaling: true },
  'deploy 1.0.0': { ...deploy, version: '1.0.0' },
  'deploy 3.0.0, approved': {
    ...deploy,
    version: '3.0.0',
    approvalEnvironment: 'prod',
    run: '17',
    commit: '0123456789abcdef0123456789abcdef01234567'
  },
  'deploy, approved': { ...deploy, approvalEnvironment: 'prod', run: '17', commit: 'fedcba9876543210' },
  'deploy 1.0.0, first': { ...deploy, version: '1.0.0', initialCapacity: { min: 1, desired: 2, max: 4 } },
  prepare: { ...deploy, part: 'prepare', allowMixed: true },
  promote: { ...deploy, part: 'promote' },
  rollback,
  'rollback, keep': { ...rollback, afterRollback: 'standby' },
  'rollback, half': { ...rollback, acceptCapacity: 50 },
  finalize,
  'finalize, approved': { ...finalize, proof: REVIEW },
  'finalize, keep': { ...finalize, keepIdleScaling: true }
}

/** Those that go on with a release in this state come up more often. */
const usual = (state: ReleaseState): readonly string[] =>
  ['open', 'switching'].includes(state)
    ? ['deploy', 'deploy', 'deploy, approved', 'rollback', 'rollback, keep']
    : ['switched', 'finalizing'].includes(state)
      ? ['finalize', 'finalize, approved', 'finalize, approved', 'rollback']
      : state === 'rolled-back' || state === 'finalized'
        ? ['deploy 3.0.0', 'deploy 3.0.0, approved', 'deploy 1.0.0, first', 'rollback', 'finalize']
        : ['rollback', 'rollback', 'rollback, keep']

function factsOf(seed: number): Facts {
  const rolled = (what: string) => dice(seed, 'facts', what)
  return {
    ...FACTS,
    quietFrom: rolled('quiet') < 0.6 ? 0 : NOW + 60_000,
    together: rolled('together') < 0.85,
    begun: rolled('begun') < 0.5,
    ...(rolled('refused') < 0.2 && { refusedReturns: [['b1', 'b2'], ['g1']] }),
    ...(rolled('room') < 0.2 && { standbyNeedsRoom: true })
  }
}

/** A change, mostly a wrong one. */
function anyChange(seen: Observation, seed: number): Change {
  const rolled = (what: string) => dice(seed, 'change', what)
  const group = seen.groups[rolled('colour') < 0.5 ? 'blue' : 'green']
  const ids = group.instances.map(({ id }) => id).filter(id => rolled(id) < 0.6)
  const size = (what: string) => (rolled(`${what}?`) < 0.5 ? { [what]: Math.floor(rolled(what) * 4) } : {})
  const forward = pick(seen.forwards, rolled('forward'))
  const weigh: Change = {
    kind: 'weigh',
    group: group.name,
    forward: forward?.arn ?? 'gone',
    of: 'listener',
    actions: '[]',
    shares: (forward?.shares ?? []).map(({ targetGroup }) => ({
      targetGroup: rolled('foreign') < 0.1 ? 'foreign' : targetGroup,
      weight: pick([0, 0, 1, 10], rolled(targetGroup)) ?? 0
    }))
  }
  const changes: readonly Change[] = [
    { kind: 'enter-standby', group: group.name, ids },
    { kind: 'terminate', group: group.name, id: ids[0] ?? 'gone' },
    { kind: 'resize', group: group.name, ...size('min'), ...size('max'), ...size('desired') },
    { kind: 'delete-policy', group: group.name, name: 'cpu' },
    {
      kind: 'suspend',
      group: group.name,
      processes: [rolled('process') < 0.5 ? 'Terminate' : 'AZRebalance']
    },
    ...(seen.forwards.length > 0 ? [weigh, weigh, weigh] : [])
  ]
  return pick(changes, rolled('kind')) ?? weigh
}

const stopped = (change: Change, seen: Observation, demand: number | undefined): string =>
  guard(change, seen, demand)?.message.replace(/^.*was stopped: /, '') ?? 'may be'

function linesOf(seed: number, state: ReleaseState, split: boolean): readonly string[] {
  const seen = anyObservation(seed, state, split)
  const facts = factsOf(seed)
  const names = [
    pick(usual(state), dice(seed, 'usual')) ?? 'deploy',
    pick(Object.keys(GOALS), dice(seed, 'any')) ?? 'deploy'
  ]
  const { phase, live = 'none' } = place(seen)
  const flags = Object.entries({ hasOpenRelease, hasOpenUndo, hasSwitched, keepsRejected })
    .filter(([, holds]) => holds(seen))
    .map(([name]) => name)
  const other = anyChange(seen, seed)
  const demand = dice(seed, 'nothing to hold') < 0.15 ? undefined : Math.floor(dice(seed, 'to hold') * 4)
  return [
    `${seed} ${[phase, `live ${live}`, ...flags, ...(isOnItsWay(seen, '2.0.0') ? ['on its way'] : [])].join(', ')}`,
    ...[...new Set(names)].flatMap(name => decided(name, GOALS[name] ?? deploy)),
    `  ${other.kind} ${other.group} ${told({ ...other, kind: undefined, group: undefined })}, ${demand} to hold: ${stopped(other, seen, demand)}`
  ]

  function decided(name: string, goal: Goal): readonly string[] {
    const decision = next(seen, goal, facts)
    const lines = [`  ${name}: ${textOf(decision)}${isReady(seen, decision) ? ', ready' : ''}`]
    lines.push(...undoNotes(seen, goal).map(({ message }) => `    note: ${message}`))
    if (decision.kind !== 'change') return lines
    const verdict = stopped(decision.change, seen, demand)
    if (verdict !== 'may be') lines.push(`    stopped: ${verdict}`)
    if (name !== names[0]) return lines
    return [...lines, `    ${thenceforth(atOnce(seen, decision.change), goal, facts).join(' > ')}`]
  }
}

const FILES = RELEASE_STATES.flatMap(state => [
  { state, topology: 'shared' },
  { state, topology: 'split' }
])

test.each(FILES)('$state, $topology', ({ state, topology }) => {
  const path = join(import.meta.dirname, 'decisions', `${state}-${topology}.txt`)
  const first = 1_000 * (1 + RELEASE_STATES.indexOf(state)) + (topology === 'split' ? 500 : 0)
  const lines = Array.from({ length: WORLDS }, (_, n) => linesOf(first + n, state, topology === 'split'))
  const text = `${lines.flat().join('\n')}\n`
  if (process.env.DECISIONS === 'write') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})

test('a wait is no reason to be ready, but that for the others', () => {
  const seen = anyObservation(1, 'open', false)
  expect(isReady(seen, wait({ for: 'others' }))).toBe(true)
  expect(isReady(seen, wait({ for: 'window', until: 0 }))).toBe(false)
})
