/**
 * What a person's word makes of journals that have lost something, as recorded in decisions/recover-*.txt, in the same
 * way as decisions.test.ts: `DECISIONS=write npm test -- release/recoveries` records it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { APPROVAL_TAG } from '../../src/release/approval/requirement.ts'
import type { Goal } from '../../src/release/goal.ts'
import { RELEASE_STATES } from '../../src/release/journal/journal.ts'
import { encodeRecord } from '../../src/release/journal/record.ts'
import { next } from '../../src/release/next.ts'
import { place } from '../../src/release/phase.ts'
import type { Recovery } from '../../src/release/recover/recover.ts'
import type { Group, Observation } from '../../src/release/world.ts'
import { dice, pick } from '../../src/twin/weather/dice.ts'
import { anyObservation } from '../support/any-observation.ts'
import { atOnce } from '../support/at-once.ts'
import { textOf, thenceforth } from '../support/decided.ts'
import { FACTS } from '../support/observation.ts'

const WORLDS = 90
const nothing = { liftApproval: false, forget: false } as const

function recoveriesOf(seed: number): Readonly<Record<string, Recovery>> {
  const stated = { min: 1, desired: Math.floor(dice(seed, 'stated') * 4), max: 4 }
  return {
    'live blue': { ...nothing, live: { service: 'web', colour: 'blue' } },
    'live green': { ...nothing, live: { service: 'web', colour: 'green' } },
    'live of another service': { ...nothing, live: { service: 'api', colour: 'green' } },
    'baseline blue': { ...nothing, baseline: { group: 'web-blue', ...stated } },
    'baseline green': { ...nothing, baseline: { group: 'web-green', ...stated } },
    'baseline of another group': { ...nothing, baseline: { group: 'api-green', ...stated } },
    forget: { ...nothing, forget: true },
    'live blue, forget': { ...nothing, forget: true, live: { service: 'web', colour: 'blue' } },
    lift: { ...nothing, liftApproval: true }
  }
}

/** Some notes are gone, some cannot be read. */
function damaged(seen: Observation, seed: number): Observation {
  const hurt = (group: Group): Group => {
    const roll = (what: string) => dice(seed, group.name, what)
    const notes = [...group.tags].flatMap(([key, value]) => {
      if (!key.startsWith('bg-release:') || roll('spared') < 0.3) return [[key, value] as const]
      const fate = roll(key)
      return fate < 0.25 ? [] : [[key, fate < 0.4 ? 'damaged' : value] as const]
    })
    const asked = roll('asks') < 0.25 ? [[APPROVAL_TAG, encodeRecord({ env: 'prod' })] as const] : []
    return { ...group, tags: new Map([...notes, ...asked]) }
  }
  return { ...seen, groups: { blue: hurt(seen.groups.blue), green: hurt(seen.groups.green) } }
}

function linesOf(seed: number, split: boolean): readonly string[] {
  const state = pick(RELEASE_STATES, dice(seed, 'state')) ?? 'open'
  const seen = damaged(anyObservation(seed, state, split), seed)
  const recoveries = recoveriesOf(seed)
  const names = ['first', 'second'].map(which => pick(Object.keys(recoveries), dice(seed, which)) ?? 'forget')
  const { phase, live = 'none', release } = place(seen)
  return [
    `${seed} ${state}: ${phase}, live ${live}, release ${release}`,
    ...[...new Set(names)].flatMap(name => {
      const goal: Goal = { command: 'recover', recovery: recoveries[name] ?? nothing }
      const decision = next(seen, goal, FACTS)
      const line = `  ${name}: ${textOf(decision)}`
      if (decision.kind !== 'change') return [line]
      return [line, `    ${thenceforth(atOnce(seen, decision.change), goal, FACTS).join(' > ')}`]
    })
  ]
}

test.each([
  { topology: 'shared', first: 20_000 },
  { topology: 'split', first: 30_000 }
])('$topology', ({ topology, first }) => {
  const path = join(import.meta.dirname, 'decisions', `recover-${topology}.txt`)
  const lines = Array.from({ length: WORLDS }, (_, n) => linesOf(first + n, topology === 'split'))
  const text = `${lines.flat().join('\n')}\n`
  if (process.env.DECISIONS === 'write') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})
