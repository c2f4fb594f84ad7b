/** Listeners and rules whose weights a release would have to move and cannot. */
import type { Finding } from '../codes.ts'
import type { Note } from '../notes.ts'
import { targetGroupName } from '../traffic/forward.ts'
import { noteKeys } from '../traffic/forward-journal.ts'
import { type Route, routesOf } from '../traffic/routes.ts'
import { isSplit } from '../traffic/topology.ts'
import { type Candidate, type Check, duration, finding } from './candidate.ts'

/** A listener or rule may carry 50 tags (Elastic Load Balancing guides, tag restrictions); a release needs one. */
const TAG_LIMIT = 50
/** No release has this number: nothing that an earlier one noted counts. */
const NONE = 0

export const forwards: Check = at => {
  if (!isSplit(at.seen)) return []
  const { routes, findings } = routesOf(at.seen, NONE)
  return [
    ...findings,
    ...routes.flatMap(route => [
      ...oneSided(route),
      ...sticky(route, at),
      ...tagRoom(route),
      ...oneBalancer(route, routes)
    ]),
    ...(findings.length === 0 ? reached(at, routes) : [])
  ]
}

/**
 * A load balancer counts as healthy in Route 53 only while each of its target groups has a healthy target, whatever their
 * weights (Route 53 API Reference, AliasTarget, EvaluateTargetHealth). The idle colour has none between releases.
 */
export function forwardNotes({ seen, idle }: Candidate): readonly Note[] {
  if (!isSplit(seen)) return []
  const names = [...new Set(seen.forwards.map(({ name }) => name.split(':')[0] ?? name))].sort()
  return [
    {
      message: `A Route 53 alias record that evaluates the target health of ${names.join(', ')} sees it as unhealthy while the target group of ${idle.name} is empty, although it has weight 0.`,
      fix: 'Set EvaluateTargetHealth to false on such a record, and give it a health check of its own.'
    }
  ]
}

/** Requests for a colour without instances are answered 503: exactly one colour has the weight. */
function oneSided({ forward: { name }, weights }: Route): readonly Finding[] {
  const blue = weights.blue ?? 0
  const green = weights.green ?? 0
  if (blue + green > 0 && (blue === 0 || green === 0)) return []
  return [
    finding(
      'BGR-FORWARD-UNFIT',
      `${name} must send all requests to one of the colours, and gives blue the weight ${blue} and green ${green}.`,
      'Set one of the two weights to 0, and the other one above it.'
    )
  ]
}

function sticky({ forward, pairing }: Route, { goal, facts }: Candidate): readonly Finding[] {
  const stickyGroups = [pairing.blue, pairing.green].filter(
    arn => facts.attributes.get(arn)?.get('stickiness.enabled') === 'true'
  )
  if (forward.stickySeconds === 0 && stickyGroups.length > 0) {
    return [
      finding(
        'BGR-STICKY',
        `${stickyGroups.map(targetGroupName).join(' and ')} is sticky, and ${forward.name} is not: AWS then refuses a second target group there (InvalidLoadBalancerAction).`,
        'Switch the stickiness of both target groups off, or enable target group stickiness on the listener or rule and pass allow-sticky: true.'
      )
    ]
  }
  if (forward.stickySeconds === 0 || goal.allowSticky) return []
  return [
    finding(
      'BGR-STICKY',
      `${forward.name} keeps a client on the target group that it met first for ${duration(forward.stickySeconds)}, so clients would stay on the old version for so long after the switch, and on the new one after a rollback.`,
      'Pass allow-sticky: true to accept it, or disable target group stickiness there.'
    )
  ]
}

function tagRoom({ forward }: Route): readonly Finding[] {
  if (forward.tags.size - noteKeys(forward).length < TAG_LIMIT) return []
  return [
    finding(
      'BGR-TAG-ROOM',
      `A release needs a tag on ${forward.name}, which has ${forward.tags.size} (the limit is ${TAG_LIMIT}).`,
      'Remove tags that nobody needs.'
    )
  ]
}

/** A target group can be used by one load balancer only (Application Load Balancer guide, quotas). */
function oneBalancer({ forward, pairing }: Route, routes: readonly Route[]): readonly Finding[] {
  const elsewhere = routes.find(
    each => each.pairing.blue === pairing.blue && each.forward.loadBalancer !== forward.loadBalancer
  )
  if (!elsewhere) return []
  return [
    finding(
      'BGR-FORWARD-UNFIT',
      `${targetGroupName(pairing.blue)} and ${targetGroupName(pairing.green)} must be used by one load balancer, and ${forward.name} and ${elsewhere.forward.name} belong to two.`,
      'Let both colours be forwarded to by the same load balancer; for a second one attach a second pair of target groups.'
    )
  ]
}

/** Every target group of the live colour gets requests from somewhere: else nothing would move its traffic. */
function reached({ live, first, facts }: Candidate, routes: readonly Route[]): readonly Finding[] {
  const inUse = facts.targetGroups.filter(each => each.inUse).map(({ arn }) => arn)
  return live.targetGroups
    .filter(arn => first || inUse.includes(arn))
    .filter(
      arn =>
        !routes.some(({ forward, pairing }) =>
          forward.shares.some(({ targetGroup, weight }) =>
            first ? [pairing.blue, pairing.green].includes(arn) : targetGroup === arn && weight > 0
          )
        )
    )
    .map(arn =>
      finding(
        'BGR-FORWARD-UNFIT',
        `No listener or rule forwards requests to ${targetGroupName(arn)}, a target group of ${live.name}.`,
        'Let a listener or rule forward to it, or detach it from its group.'
      )
    )
}
