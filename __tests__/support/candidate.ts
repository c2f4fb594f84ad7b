/** What a release would be opened on, for the checks of preflight one by one. */

import type { Facts } from '../../src/release/goal.ts'
import { type Candidate, candidateOf } from '../../src/release/preflight/candidate.ts'
import type { Observation } from '../../src/release/world.ts'
import { DEPLOY } from './deploy-goal.ts'
import { FACTS } from './observation.ts'

/** @throws Error where nobody can say which colour is live */
export function candidate(
  seen: Observation,
  facts: Partial<Facts> = {},
  goal: Partial<Candidate['goal']> = {}
): Candidate {
  const at = candidateOf(seen, { ...DEPLOY, ...goal }, { ...FACTS, ...facts })
  if ('code' in at) throw new Error(at.message)
  return at
}
