/** Looks at a release on its way, each brought there by the decisions themselves. */

import type { Decision } from '../../src/release/decision.ts'
import type { Facts, Goal } from '../../src/release/goal.ts'
import { baseTag, type ReleaseRecord, releaseTag } from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import { type Situation, standing } from '../../src/release/situation.ts'
import type { Observation } from '../../src/release/world.ts'
import { atOnce, settledDown } from './at-once.ts'
import { DEPLOY } from './deploy-goal.ts'
import { FACTS, group, inRelease, observe, RECORD, serving, tagged } from './observation.ts'
import { BLUE, forward, GREEN, targetGroupArn } from './split-release.ts'

/** So many decisions are more than any release takes. */
const MOST = 60

/** Of three live instances of web-blue, nothing but the journal written. */
export const sharedOpen = observe(...inRelease('open', serving('web-blue', 3), group('web-green')))

/** The same, each colour with a target group of its own, and a listener that names both. */
export const splitOpen = splitIn({ ...RECORD, split: true }, 3, 0)

export function splitIn(release: ReleaseRecord, blue: number, green: number): Observation {
  const tags = [releaseTag(release), baseTag(release.epoch, { min: 2, max: 6, desired: 3, suspended: [] })]
  const member = (name: string, count: number) =>
    tagged(serving(name, count, { min: 0, targetGroups: [targetGroupArn(name)] }), ...tags)
  const weights = { [BLUE]: blue > 0 ? 1 : 0, [GREEN]: blue > 0 ? 0 : 1 }
  const seen = observe(member('web-blue', blue), member('web-green', green))
  return settledDown({ ...seen, forwards: [forward(weights)] })
}

/** The first look, where everything takes place at once, of which `here` says that it is the one. */
export function goneOn(
  from: Observation,
  here: (decision: Decision, at: Situation | undefined) => boolean,
  goal: Goal = DEPLOY,
  facts: Facts = FACTS
): Observation {
  let seen = from
  for (let n = 0; n < MOST; n++) {
    const decision = next(seen, goal, facts)
    const where = standing(seen)
    if (here(decision, where.kind === 'open' ? where.situation : undefined)) return seen
    if (decision.kind === 'wait') seen = settledDown(seen)
    else if (decision.kind === 'change') seen = atOnce(seen, decision.change)
    else throw new Error(`the release does not come there: ${JSON.stringify(decision)}`)
  }
  throw new Error('the release does not come there')
}

/** Whether the decision writes a tag whose key begins so on the group. */
export const writes =
  (group: string, key: string) =>
  (decision: Decision): boolean =>
    decision.kind === 'change' &&
    decision.change.kind === 'tag' &&
    decision.change.group === group &&
    decision.change.tags.some(each => each.key.startsWith(key))
