/**
 * Pairs of runs that are started together on the same services: never do two act at once, and one always does.
 *
 *   RACES=20 npm test -- black-box/races --maxConcurrency=2
 */
import { afterAll, expect, test } from '@jest/globals'
import type { CallRecord } from '../../src/twin/doors/call-log.ts'
import { DEPLOY, environment, FINALIZE, ROLLBACK, runAction } from './helpers/runs.ts'
import { switchedScenario } from './helpers/switched.ts'
import { claimStates, endState, onePair, openWorld, TAGS } from './helpers/world.ts'

const RACES = Number(process.env.RACES ?? (process.env.BLACK_BOX === 'full' ? 20 : 3))

type Inputs = Readonly<Record<string, string>>

interface Pair {
  readonly name: string
  readonly scenario: object
  readonly one: Inputs
  readonly other: Inputs
}

const OTHER_VERSION = { ...DEPLOY, 'image-version': '3.0.0' }
const API_ALONE = { ...DEPLOY, 'asg-prefix': 'web-api', 'image-version': '3.0.0' }

/** Two services, which the prefix `web` takes for one fleet. */
function twoPairs(): object {
  const { targetGroups, groups } = onePair()
  const [web] = targetGroups
  const api = groups.map(group => ({
    ...group,
    name: group.name.replace('web', 'web-api'),
    targetGroups: ['api'],
    tags: TAGS
  }))
  return { targetGroups: [web, { ...web, name: 'api' }], groups: [...groups, ...api] }
}

const switched = await switchedScenario()
const PAIRS: readonly Pair[] = [
  { name: 'deploy and deploy of another version', scenario: onePair(), one: DEPLOY, other: OTHER_VERSION },
  { name: 'a fleet and one of its services', scenario: twoPairs(), one: DEPLOY, other: API_ALONE },
  { name: 'rollback and finalize', scenario: switched, one: ROLLBACK, other: FINALIZE },
  { name: 'deploy and the same deploy', scenario: onePair(), one: DEPLOY, other: DEPLOY },
  { name: 'rollback and rollback', scenario: switched, one: ROLLBACK, other: ROLLBACK },
  { name: 'finalize and finalize', scenario: switched, one: FINALIZE, other: FINALIZE },
  { name: 'deploy of another version and rollback', scenario: switched, one: OTHER_VERSION, other: ROLLBACK },
  { name: 'one service of a fleet and the fleet', scenario: twoPairs(), one: API_ALONE, other: DEPLOY }
]

const races = Array.from({ length: RACES }, (_, i) => PAIRS[i % PAIRS.length])
  .filter(pair => pair !== undefined)
  .map((pair, i) => ({ ...pair, name: `${i + 1}: ${pair.name}` }))

/** Everything that a run changes but its claim. */
const acts = ({ mutating, ok, input }: CallRecord): boolean =>
  mutating && ok && !/^\{"Tags":\[\{"Key":"bg-release:claim:/.test(JSON.stringify(input))

const counts: Record<string, number> = {}
afterAll(() => {
  if (RACES > PAIRS.length) process.stdout.write(`${RACES} races: ${JSON.stringify(counts)}\n`)
})

test.concurrent.each(races)('$name', async ({ scenario, one, other }) => {
  await using world = await openWorld(scenario)
  const run = (id: number, inputs: Inputs) =>
    runAction(environment(world, { GITHUB_RUN_ID: `${id}` }), inputs)
  const ends = await Promise.all([run(101, one), run(102, other)])

  const calls = await world.calls()
  const actsOf = (id: number) => calls.filter(call => call.userAgent.includes(`run/${id}-1`) && acts(call))
  const [first, second] = [actsOf(101), actsOf(102)]
  expect(first.length + second.length).toBeGreaterThan(0)
  // Where both did, the one was done before the other began.
  const [from, to] = [first, second].map(each => [each[0]?.n ?? 0, each.at(-1)?.n ?? 0] as const)
  if (from && to && first.length > 0 && second.length > 0)
    expect(from[1] < to[0] || to[1] < from[0]).toBe(true)
  expect(ends.filter(({ code, outputs }) => code === 0 && outputs.changed === 'true')).not.toEqual([])
  for (const { code, outputs } of ends) {
    const ended = outputs['error-code'] || `changed=${outputs.changed}`
    counts[ended] = (counts[ended] ?? 0) + 1
    if (code !== 0)
      expect(outputs).toMatchObject({ changed: 'false', 'error-code': expect.stringMatching(/^BGR-/) })
  }
  for (const name of ['web-blue', 'web-green']) {
    expect(claimStates(await world.group(name))).not.toContain('held')
  }
  const serving = endState(await world.state()).map(
    ({ instances }) => instances.filter(text => text.startsWith('InService')).length
  )
  expect(serving.filter(count => count > 0)).toEqual(Array(serving.length / 2).fill(3))
})
