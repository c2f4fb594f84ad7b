/** Finalize, as it is shipped, between a simulated AWS and a simulated GitHub: who may end the old instances. */
import { afterAll, expect, test } from '@jest/globals'
import { IMAGE_VERSION_TAG } from '../../src/release/world.ts'
import { ACCEPTANCES } from './helpers/acceptances.ts'
import { tryFinalize } from './helpers/attempt.ts'
import { FLEETS, TERMINALS } from './helpers/refusals-fleet.ts'
import { ANSWERS, ENVIRONMENTS, REVIEWS } from './helpers/refusals-github.ts'
import { JOBS } from './helpers/refusals-job.ts'
import { environment, ROLLBACK, runAction } from './helpers/runs.ts'
import { lendingWorlds, openWaiting } from './helpers/waiting.ts'
import { endState } from './helpers/world.ts'

const FULL = process.env.BLACK_BOX === 'full'
const REFUSALS = [...ENVIRONMENTS, ...JOBS, ...REVIEWS, ...ANSWERS, ...FLEETS, ...TERMINALS]
const chosen = <T extends { readonly sample?: true }>(all: readonly T[]) =>
  all.filter(({ sample }) => FULL || sample)

const worlds = lendingWorlds()
afterAll(() => worlds.close())

test.concurrent.each(chosen(REFUSALS))('refused: $name', async ({ code, says, ...attempt }) => {
  const tried = await worlds.lend(waiting => tryFinalize(waiting, attempt))
  expect(tried.code).toBe(1)
  expect(tried.said.match(/BGR-[A-Z-]+/g)).toEqual([code])
  expect(tried.said).toEqual(
    typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says)
  )
  if (!attempt.terminal) expect(tried.outputs).toMatchObject({ changed: 'false', 'error-code': code })
  expect(tried.mutations).toEqual([])
  expect(tried.unchanged).toBe(true)
})

test.concurrent.each(chosen(ACCEPTANCES))('accepted: $name', async ({ noted, shown = '', ...attempt }) => {
  await using waiting = await openWaiting()
  const tried = await tryFinalize(waiting, attempt)
  expect(tried.said).not.toContain('BGR-')
  expect(tried.code).toBe(0)
  expect(tried.summary).toContain(shown)
  const { tags } = await waiting.world.group('web-blue')
  expect(tags['bg-release:approved:1']).toContain(noted)
  expect(endState(await waiting.world.state())).toMatchObject([
    { sizes: '0/0/6', instances: [] },
    { sizes: '2/3/6', instances: Array(3).fill('InService 2.0.0 healthy') }
  ])
  // Who approved is written before anything is ended.
  const names = tried.mutations.map(({ operation, input }) =>
    JSON.stringify(input).includes('bg-release:approved:1') ? 'who approved' : operation
  )
  const ends = names.findIndex(name => name.includes('Terminate') || name.startsWith('Update'))
  expect(ends).toBeGreaterThan(names.indexOf('who approved'))
  expect(names).toContain('who approved')
})

const inFull = FULL ? test.concurrent : test.skip

inFull(
  'a version that changes between the check and the first change: nothing but the claim is written',
  async () => {
    await using waiting = await openWaiting()
    const tried = await tryFinalize(waiting, {
      bend: world => path => {
        if (path.endsWith('/approvals')) world.tag('web-blue', { [IMAGE_VERSION_TAG]: '6.6.6' })
        return undefined
      }
    })
    expect(tried.code).toBe(1)
    expect(tried.said).toContain('BGR-APPROVAL-CHANGED')
    expect(tried.outputs.changed).toBe('false')
    expect(JSON.stringify(tried.mutations.map(({ input }) => input))).not.toMatch(/"(?!bg-release:claim:)bg-/)
    expect((await waiting.world.group('web-blue')).instances.map(each => each.lifecycle)).toEqual(
      Array(3).fill('Standby')
    )
  }
)

inFull('an approval that comes after a rollback ends nothing, and asks nobody', async () => {
  await using waiting = await openWaiting()
  const back = await runAction(environment(waiting.world), ROLLBACK)
  expect(back.code).toBe(0)
  const tried = await tryFinalize(waiting, {})
  expect(tried).toMatchObject({ code: 0, unchanged: true, askedGitHub: false })
  expect(tried.outputs).toMatchObject({ outcome: 'succeeded', changed: 'false', 'live-version': '1.0.0' })
})
