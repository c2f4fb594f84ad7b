import { describe, expect, test } from '@jest/globals'
import { AwsError, type AwsErrorKind } from '../../src/release/errors.ts'
import { checked } from '../support/checked.ts'
import { endOf, endsOf } from '../support/ends.ts'
import { type Hooks, onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const

/** From change `from` on, the next `times` requests are answered with this error and not carried out. */
function failing(kind: AwsErrorKind, from: number, times: number): Hooks & { readonly failed: () => number } {
  let failed = 0
  return {
    failed: () => failed,
    before: (_, index) => {
      if (index < from || failed >= times) return
      failed += 1
      throw new AwsError(kind, 'AnyOperation', 'AnyCode', 'any message', 'request-1')
    }
  }
}

const everySecondChange = Array.from({ length: 12 }, (_, n) => 2 * n)

describe('an error of AWS in the middle of a deploy', () => {
  test.each([
    ['denied', 'BGR-DENIED'],
    ['credentials', 'BGR-CREDENTIALS']
  ] as const)(
    '%s ends the run at once, names itself, and leaves a release that goes on',
    async (kind, code) => {
      const calm = checked(onePair())
      await calm.run(DEPLOY)
      for (const at of everySecondChange) {
        const simulation = checked(onePair())
        const report = await simulation.run(DEPLOY, failing(kind, at, 1))
        expect({ at, found: report.findings }).toMatchObject({ at, found: [{ code }] })
        expect(simulation.changes).toHaveLength(at)
        expect((await simulation.run(DEPLOY)).status).toBe('succeeded')
        expect(endsOf(simulation.world())).toEqual(endsOf(calm.world()))
        expect({ at, wrong: simulation.violations() }).toEqual({ at, wrong: [] })
      }
    }
  )

  test.each(['busy', 'refused'] as const)('%s three times is overcome', async kind => {
    for (const at of everySecondChange) {
      const simulation = checked(onePair())
      const hooks = failing(kind, at, 3)
      expect({ at, status: (await simulation.run(DEPLOY, hooks)).status }).toEqual({
        at,
        status: 'succeeded'
      })
      expect(hooks.failed()).toBe(3)
      expect({ at, wrong: simulation.violations() }).toEqual({ at, wrong: [] })
    }
  })

  test.each(['busy', 'refused', 'unknown'] as const)(
    '%s for ever ends in a place from which a rollback works',
    async kind => {
      for (const at of everySecondChange) {
        const simulation = checked(onePair())
        const report = await simulation.run(
          { ...DEPLOY, timeoutMs: 3_600_000 },
          failing(kind, at, Number.POSITIVE_INFINITY)
        )
        expect({ at, found: report.findings }).toMatchObject({ at, found: [{ code: 'BGR-AWS' }] })
        if (at === 0) continue
        expect({ at, status: (await simulation.run(ROLLBACK)).status }).toEqual({ at, status: 'succeeded' })
        expect(endOf(simulation.world(), 'web-blue')).toMatchObject({
          sizes: '2/3/6',
          serving: 3,
          suspended: []
        })
        expect({ at, wrong: simulation.violations() }).toEqual({ at, wrong: [] })
      }
    }
  )
})
