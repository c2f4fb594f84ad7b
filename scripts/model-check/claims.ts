/** Every order in which the calls of two claiming runs can be answered, with one of them killed anywhere. */
import { createClaimWorld, type ClaimWorld } from './claim-world.ts'
import { startOf } from './scenarios.ts'

export interface ClaimsFound {
  readonly schedules: number
  readonly states: number
  readonly violations: readonly { readonly what: string; readonly trace: readonly string[] }[]
}

/** @param most states at which it stops */
export async function searchClaims(kills: number, staleReads: boolean, most: number): Promise<ClaimsFound> {
  const seen = new Set<string>()
  const violations = new Map<string, { what: string; trace: readonly string[] }>()
  const open: (readonly number[])[] = [[]]
  const group = startOf('shared', 2)
  let schedules = 0
  for (let prefix = open.pop(); prefix && seen.size < most; prefix = open.pop()) {
    schedules += 1
    const world = createClaimWorld(['a', 'b'], kills, staleReads, group)
    const taken: number[] = []
    const told: string[] = []
    for (;;) {
      const choices = await world.choices()
      const [what] = [...world.broken, ...(choices.length === 0 ? unfair(world) : [])]
      if (what !== undefined) {
        const rule = what.replace(/\d+/g, 'n')
        if (!violations.has(rule)) violations.set(rule, { what, trace: told })
        break
      }
      if (choices.length === 0) break
      const replayed = prefix[taken.length]
      if (replayed === undefined) {
        const key = world.key()
        if (seen.has(key)) break
        seen.add(key)
        for (let other = choices.length - 1; other > 0; other--) open.push([...taken, other])
      }
      const choice = choices[replayed ?? 0]
      if (!choice) throw new TypeError('a schedule has other choices than before')
      taken.push(replayed ?? 0)
      told.push(choice.what)
      choice.do()
    }
    world.end()
  }
  return { schedules, states: seen.size, violations: [...violations.values()] }
}

/** When all is over one of the runs has come through, unless it was killed. */
function unfair({ runs }: ClaimWorld): readonly string[] {
  const fates = runs.map(({ fate }) => fate)
  const lucky = fates.includes('through') || fates.includes('killed') || fates.includes('fenced')
  return lucky ? [] : [`nobody comes through: ${fates.join(', ')}`]
}
