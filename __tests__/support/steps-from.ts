import type { Step } from '../../src/release/decision.ts'
import type { Situation } from '../../src/release/situation.ts'
import type { Observation } from '../../src/release/world.ts'
import { atOnce } from './at-once.ts'
import { textOf } from './decided.ts'
import { situationOf } from './waiting-release.ts'

/** Far more than any step needs. */
const MOST = 20

/** What is done, in the words for people, where everything takes place at once: until nothing is left or it is no change. */
export function stepsFrom(from: Observation, step: (at: Situation) => Step): readonly string[] {
  const lines: string[] = []
  let seen = from
  while (lines.length < MOST) {
    const decision = step(situationOf(seen))
    if (!decision) return lines
    if (decision.kind !== 'change') return [...lines, textOf(decision)]
    lines.push(`${decision.force}: ${decision.why}`)
    seen = atOnce(seen, decision.change)
  }
  return [...lines, '...']
}
