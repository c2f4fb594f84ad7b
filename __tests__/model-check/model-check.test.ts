import { describe, expect, test } from '@jest/globals'
import { searchClaims } from '../../scripts/model-check/claims.ts'
import { MUTANTS } from '../../scripts/model-check/mutants.ts'
import { isMutant, searchMutant } from '../../scripts/model-check/mutated.ts'
import { BASE, SLOW_MUTANTS } from '../../scripts/model-check/plan.ts'
import { modelOf } from '../../scripts/model-check/scenarios.ts'
import { search } from '../../scripts/model-check/search.ts'

/** The others are for `npm run model-check` to find. */
const SLOW: readonly string[] = SLOW_MUTANTS

describe('the search of states', () => {
  test('goes to the end of a deploy that is killed anywhere and finished by another, without a violation', () => {
    const found = search(modelOf({ ...BASE, topology: 'split', commands: ['deploy 2', 'finalize'] }), {
      states: 100_000,
      time: 60_000
    })
    expect(found).toMatchObject({ whole: true, violations: [], deadEnds: 0 })
    expect(found.states).toBeGreaterThan(300)
  })

  test.each(Object.keys(MUTANTS).filter(name => !SLOW.includes(name)))('finds the fault %s', name => {
    if (!isMutant(name)) throw new Error(`no mutant ${name}`)
    const { violations } = searchMutant(name)
    expect(violations).toHaveLength(1)
    expect(violations[0]?.trace.length).toBeGreaterThan(0)
  })

  test('finds that a release which no command may finish is a dead end', () => {
    const found = search(modelOf({ ...BASE, commands: ['deploy 2'] }), { states: 100_000, time: 60_000 })
    expect(found.violations.map(({ what }) => what)).toEqual([expect.stringMatching(/^no dead end: /)])
  })
})

describe('the search of claims', () => {
  test('finds no schedule in which two runs act', async () => {
    const found = await searchClaims({ kills: 1, stale: true, most: 500 })
    expect(found.violations).toEqual([])
    expect(found.schedules).toBeGreaterThan(1)
  })

  test('finds one where nobody sees the claims of others', async () => {
    const { violations } = await searchClaims({ kills: 0, stale: false, unseen: true, most: 500 })
    expect(violations.map(({ what }) => what)).toContain('runs 1 and 0 both act')
  })
})
