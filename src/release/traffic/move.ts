/** Moving requests from one colour to the other by the weights of listeners and rules. */
import { holders } from '../capacity.ts'
import { change, type Force, firstOf, refuse, type Step, wait } from '../decision.ts'
import type { Member, Situation } from '../situation.ts'
import { reweigh } from './actions.ts'
import { sharesWith } from './expose.ts'
import type { Forward } from './forward.ts'
import { type Route, routesOf, weighs } from './routes.ts'

/** `goal`: to the new colour; `found`: as they were before the release. */
export type Wanted = 'goal' | 'found'

/**
 * One write for each forward, those that everybody uses first. The sum of the two weights stays what it was. Nothing moves
 * while the colour that gets the requests is short of `demand`.
 */
export function moveWeights(
  at: Situation,
  want: Wanted,
  staying: Member,
  demand: number,
  force: Force = 'reducing'
): Step {
  const routes = routesOf(at.seen, at.epoch).routes.filter(route => !isAt(route, want))
  const route = routes.find(({ noted }) => noted?.use === 'production') ?? routes[0]
  if (!route?.noted) return undefined
  const { forward, noted } = route
  const shares = sharesWith(route, noted[want])
  return firstOf(
    () => floor(at, staying, demand),
    () =>
      change(force, `send the requests of ${forward.name} to ${staying.group.name}${kept(forward)}`, {
        kind: 'weigh',
        group: staying.group.name,
        forward: forward.arn,
        of: forward.of,
        shares,
        actions: reweigh(forward.actions, shares)
      })
  )
}

/** Who does not follow. */
const kept = ({ stickySeconds }: Forward): string =>
  stickySeconds === 0 ? '' : `; cookies keep clients on the other colour for up to ${stickySeconds} s`

/** All noted weights are where they belong, and requests still reach the colour: by a hand that is not ours. */
export function stillWeighs({ group }: Member, at: Situation): Step {
  if (!weighs(group, at.seen)) return undefined
  const [finding, ...more] = routesOf(at.seen, at.epoch).findings
  if (finding) return refuse(finding, ...more)
  const names = at.seen.forwards
    .filter(({ shares }) =>
      shares.some(({ targetGroup, weight }) => weight > 0 && group.targetGroups.includes(targetGroup))
    )
    .map(({ name }) => name)
  return refuse({
    code: 'BGR-DRIFT',
    message: `No request may be forwarded to ${group.name} any more, and ${names.join(', ')} gives it a weight above 0.`,
    fix: 'Set its weight there to 0, or run rollback.'
  })
}

/** A forward without a note of this release is left alone. */
const isAt = ({ weights, noted }: Route, want: Wanted): boolean =>
  noted === undefined ||
  ((weights.blue ?? 0) === noted[want].blue && (weights.green ?? 0) === noted[want].green)

const floor = ({ seen }: Situation, { group }: Member, demand: number): Step => {
  const healthy = holders(group, seen).length
  return healthy >= demand ? undefined : wait({ for: 'new-healthy', group: group.name, healthy, of: demand })
}
