/**
 * Pairs of runs that are started together on the same services: never do two act at once, and one always does.
 *
 *   npm run kills                                         with 100 races after the kills
 *   RACES=100 npm test -- black-box/races -t '^31: '      one of them
 */
import { afterAll, expect, test } from '@jest/globals'
import { nextUint32 } from '../../src/twin/core/random.ts'
import { isAct } from './helpers/moments.ts'
import { type Inputs, pairsOfCommands } from './helpers/pairs.ts'
import { environment, runAction, startAction } from './helpers/runs.ts'
import { claimStates, endState, openWorld, type TestWorld } from './helpers/world.ts'

const RACES = Number(process.env.RACES ?? (process.env.BLACK_BOX === 'full' ? 21 : 3))

/** A run claims within so many calls: the other one starts somewhere before that. */
const CLAIMED_WITHIN = 16

const pairs = pairsOfCommands()
const dice = { random: Number(process.env.KILLS_SEED ?? 1) }
const races = Array.from({ length: RACES }, (_, i) => ({
  pairs: pairs.slice(i % pairs.length).slice(0, 1),
  // Each pair starts together first, and later with the one ahead by so many calls.
  ahead: i < pairs.length ? 0 : nextUint32(dice) % CLAIMED_WITHIN
})).flatMap(({ pairs: [pair], ahead }, i) =>
  pair
    ? [{ ...pair, ahead, title: `${i + 1}: ${pair.name}${ahead > 0 ? `, ${ahead} calls later` : ''}` }]
    : []
)

const counts = new Map<string, number>()
const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
const began = performance.now()
afterAll(() => {
  if (RACES <= pairs.length) return
  const lines = [...counts].map(([what, n]) => `  ${n} ${what}`).sort()
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(
    `${RACES} races of ${pairs.length} pairs of commands, ${seconds} s\n${lines.join('\n')}\n`
  )
})

/** The other one starts when the first one has made so many calls, or has ended. */
async function together(world: TestWorld, one: Inputs, other: Inputs, ahead: number) {
  const env = (id: number) => environment(world, { GITHUB_RUN_ID: `${id}` })
  const first = startAction(env(101), one)
  let over = ahead === 0
  const ended = first.ended.finally(() => {
    over = true
  })
  while (!over && (await world.calls()).length < ahead) await new Promise(resolve => setTimeout(resolve, 5))
  return await Promise.all([ended, runAction(env(102), other)])
}

test.concurrent.each(races)('$title', async ({ name, scenario, one, other, ahead }) => {
  await using world = await openWorld(await scenario())
  const ends = await together(world, one, other, ahead)

  const calls = await world.calls()
  const actsOf = (id: number) =>
    calls.filter(call => call.userAgent.includes(`run/${id}-1`) && call.ok && isAct(call))
  const [first, second] = [actsOf(101), actsOf(102)]
  expect(first.length + second.length).toBeGreaterThan(0)
  // Where both did, the one was done before the other began.
  const [from, to] = [first, second].map(each => [each[0]?.n ?? 0, each.at(-1)?.n ?? 0] as const)
  if (from && to && first.length > 0 && second.length > 0)
    expect(from[1] < to[0] || to[1] < from[0]).toBe(true)
  expect(ends.filter(({ code, outputs }) => code === 0 && outputs.changed === 'true')).not.toEqual([])
  for (const { code, outputs } of ends) {
    if (code !== 0)
      expect(outputs).toMatchObject({ changed: 'false', 'error-code': expect.stringMatching(/^BGR-/) })
  }
  const after = await world.state()
  for (const group of after.groups) expect(claimStates(group)).not.toContain('held')
  // One colour of each service serves, or both where the release waits between its two halves.
  const serving = endState(after).map(group => ({
    service: group.name.replace(/-(?:blue|green)$/, ''),
    instances: group.instances.filter(text => text.startsWith('InService')).length
  }))
  for (const { service } of serving) {
    const sizes = serving
      .filter(each => each.service === service && each.instances > 0)
      .map(each => each.instances)
    expect(sizes.length > 0 && sizes.every(size => size === 3)).toBe(true)
    if (![one, other].some(({ command }) => command === 'prepare')) expect(sizes).toHaveLength(1)
  }
  count(`${name}: ${first.length > 0 && second.length > 0 ? 'one after the other' : 'one acted'}`)
  for (const { outputs } of ends)
    count(`runs that ended with ${outputs['error-code'] || `changed=${outputs.changed}`}`)
})
