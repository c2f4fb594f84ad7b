/** Lets every forward of a service name the new colour too, at weight 0: only then its health is checked. */
import { change, firstOf, refuse, type Step } from '../decision.ts'
import { handedOver, type Situation } from '../situation.ts'
import type { Colour } from '../world.ts'
import { reweigh } from './actions.ts'
import type { Share } from './forward.ts'
import { type Noted, noteKeys, noteTag, type Weights } from './forward-journal.ts'
import { type Route, routesOf } from './routes.ts'

/**
 * First the weights of all forwards are noted, each in the tags of its own listener or rule; then a forward that lacks a
 * colour gets it at weight 0. An Application Load Balancer checks the targets of what a listener or rule names, whatever
 * the weight (Application Load Balancer guide, health checks; `unused` with Target.NotInUse otherwise).
 */
export function expose(at: Situation): Step {
  const { routes, findings } = routesOf(at.seen, at.epoch)
  const [finding, ...more] = findings
  if (finding) return refuse(finding, ...more)
  return firstOf(
    () => sweep(at, routes),
    () => noteWeights(at),
    () => name(at, routes)
  )
}

/** Notes of releases long closed. */
function sweep(at: Situation, routes: readonly Route[]): Step {
  const stale = routes.find(({ forward }) => noteKeys(forward, at.epoch).length > 0)?.forward
  if (!stale) return undefined
  return change('additive', `remove tags of closed releases from ${stale.name}`, {
    kind: 'untag-forward',
    group: at.new.group.name,
    forward: stale.arn,
    keys: noteKeys(stale, at.epoch)
  })
}

/** Before the first write of a weight, and of what somebody adds meanwhile. */
export function noteWeights(at: Situation): Step {
  const { routes } = routesOf(at.seen, at.epoch)
  const route = routes.find(({ noted }) => noted === undefined)
  if (!route) return undefined
  return change('additive', `note the weights of ${route.forward.name}`, {
    kind: 'tag-forward',
    group: at.new.group.name,
    forward: route.forward.arn,
    tags: [noteTag(plan(route, at))]
  })
}

function name(at: Situation, routes: readonly Route[]): Step {
  const route = routes.find(({ weights }) => weights.blue === undefined || weights.green === undefined)
  if (!route) return undefined
  const shares = sharesWith(route, standingWeights(route))
  const missing = route.weights[at.release.to] === undefined ? at.new : at.old
  return change('additive', `let ${route.forward.name} name ${missing.group.name} at weight 0`, {
    kind: 'weigh',
    group: missing.group.name,
    forward: route.forward.arn,
    of: route.forward.of,
    shares,
    actions: reweigh(route.forward.actions, shares)
  })
}

/** The forward's target groups with other weights for the two colours; a colour that is not named comes last. */
export function sharesWith({ forward, pairing }: Route, weights: Weights): readonly Share[] {
  const own = (['blue', 'green'] as const).map(colour => ({
    targetGroup: pairing[colour],
    weight: weights[colour]
  }))
  const named = forward.shares.map(
    share => own.find(({ targetGroup }) => targetGroup === share.targetGroup) ?? share
  )
  return [...named, ...own.filter(each => !named.includes(each))]
}

const standingWeights = ({ weights }: Route): Weights => ({
  blue: weights.blue ?? 0,
  green: weights.green ?? 0
})

/**
 * What becomes of the weights. The colours change roles, in a forward that only tests the idle colour too. What a first
 * release finds pointing at its new colour stays. What appears while traffic already moves has no standing of its own:
 * it follows the colour that serves.
 */
function plan(route: Route, at: Situation): Noted {
  const { release, epoch } = at
  const { from, to } = release
  const found = standingWeights(route)
  const swapped = { blue: found.green, green: found.blue }
  const noted = {
    epoch,
    use: 'production',
    found,
    goal: swapped,
    sticky: route.forward.stickySeconds
  } as const
  if (release.initial) return found[to] > 0 ? { ...noted, goal: found } : noted
  const oneSided = found.blue === 0 || found.green === 0
  if (!handedOver(at) && oneSided) return found[from] === 0 ? { ...noted, use: 'test' } : noted
  const sum = found.blue + found.green
  return { ...noted, found: only(from, sum), goal: only(to, sum) }
}

const only = (colour: Colour, weight: number): Weights => ({
  blue: colour === 'blue' ? weight : 0,
  green: colour === 'green' ? weight : 0
})
