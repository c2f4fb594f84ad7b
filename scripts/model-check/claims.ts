/** Every order in which the calls of two claiming runs can be answered, with one of them killed anywhere. */
import { type ClaimWorld, createClaimWorld } from './claim-world.ts'
import { startOf } from './scenarios.ts'

export interface ClaimsFound {
  readonly schedules: number
  readonly states: number
  /** How often a schedule may leave the first one; of those with as many some may be left out. */
  readonly turns: number
  /** Whether nothing was left out. */
  readonly whole: boolean
  readonly violations: readonly { readonly what: string; readonly trace: readonly string[] }[]
}

export interface ClaimsAsked {
  /** How many of the two may be killed. */
  readonly kills: number
  /** Whether a read may be as old as before the last write. */
  readonly stale: boolean
  /** States at which it stops. */
  readonly most: number
  /** A fault put in on purpose: nobody sees the claims of others. */
  readonly unseen?: boolean
}

interface Prefix {
  readonly taken: readonly number[]
  readonly turns: number
}

export async function searchClaims(asked: ClaimsAsked): Promise<ClaimsFound> {
  const seen = new Set<string>()
  const violations = new Map<string, { what: string; trace: readonly string[] }>()
  // In order of how often they leave the first schedule: what goes wrong mostly needs few such turns.
  const open: Prefix[] = [{ taken: [], turns: 0 }]
  const group = startOf('shared', 2)
  let schedules = 0
  let turns = 0
  let whole = true
  for (const prefix of open) {
    if (seen.size >= asked.most) {
      whole = false
      break
    }
    schedules += 1
    turns = prefix.turns
    const world = createClaimWorld(['a', 'b'], asked, group)
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
      const replayed = prefix.taken[taken.length]
      if (replayed === undefined) {
        const key = world.key()
        if (seen.has(key)) break
        seen.add(key)
        for (let other = choices.length - 1; other > 0; other--) {
          open.push({ taken: [...taken, other], turns: prefix.turns + 1 })
        }
      }
      const choice = choices[replayed ?? 0]
      if (!choice) throw new TypeError('a schedule has other choices than before')
      taken.push(replayed ?? 0)
      told.push(choice.what)
      choice.do()
    }
    world.end()
  }
  return { schedules, states: seen.size, whole, turns, violations: [...violations.values()] }
}

/** When all is over one of the runs has come through, unless it was killed. */
function unfair({ runs }: ClaimWorld): readonly string[] {
  const fates = runs.map(({ fate }) => fate)
  const lucky = fates.includes('through') || fates.includes('killed') || fates.includes('fenced')
  return lucky ? [] : [`nobody comes through: ${fates.join(', ')}`]
}
