/** Target groups that could not show whether instances serve, or that a release would upset. */
import type { Finding } from '../codes.ts'
import { topologyOf } from '../traffic/topology.ts'
import type { TargetGroupFacts } from '../world.ts'
import { type Candidate, type Check, duration, finding } from './candidate.ts'

export const targetGroups: Check = at => {
  const { live } = at
  if (live.targetGroups.length === 0) {
    return [
      finding(
        'BGR-NO-TARGET-GROUP',
        `${live.name} is attached to no target group, so nothing shows whether its instances serve.`,
        'Attach both groups to the target groups of the service.'
      )
    ]
  }
  const topology = topologyOf(at.seen)
  if (typeof topology !== 'string') return [topology]
  return [
    ...at.facts.targetGroups.flatMap(group => [
      ...unfit(group, topology === 'shared' || (!at.first && live.targetGroups.includes(group.arn))),
      ...(topology === 'shared' ? [...drains(group, at), ...tooFewHealthy(group, at)] : [])
    ]),
    ...oneNetwork(at)
  ]
}

/** @param forwarded whether something has to forward to it before the release; to the other ones the release sees itself */
function unfit(group: TargetGroupFacts, forwarded: boolean): readonly Finding[] {
  const reasons = [
    ...(group.inUse || !forwarded ? [] : ['no listener of a load balancer forwards to it']),
    ...(group.targetType === 'instance' ? [] : [`its target type is ${group.targetType}, not instance`]),
    ...(group.healthCheckEnabled ? [] : ['its health check is disabled'])
  ]
  return reasons.map(reason =>
    finding(
      'BGR-TARGET-GROUP-UNFIT',
      `The target group ${group.name} never shows a healthy instance: ${reason}.`,
      'Mend the target group, or detach both groups from it.'
    )
  )
}

const attributeOf = ({ arn }: TargetGroupFacts, { facts }: Candidate, key: string): number =>
  Number(facts.attributes.get(arn)?.get(key))

/** In a shared target group the old version leaves traffic by being deregistered, and that is waited for. */
function drains(group: TargetGroupFacts, at: Candidate): readonly Finding[] {
  const seconds = attributeOf(group, at, 'deregistration_delay.timeout_seconds')
  const { timeLimitMs } = at.facts
  if (!(seconds * 1000 > timeLimitMs)) return []
  return [
    finding(
      'BGR-DRAIN-TOO-LONG',
      `Connections to ${group.name} drain for ${duration(seconds)}, and the run may take ${duration(timeLimitMs / 1000)} in all.`,
      `Lower the deregistration delay of ${group.name}, or set timeout above ${Math.ceil(seconds / 60)} minutes.`
    )
  ]
}

/**
 * While the other colour boots beside the live one, half of the registered targets are healthy. Below its minimum a
 * load balancer sends requests to all of them, or takes itself out of DNS (Application Load Balancer guide, target group
 * health; the percentage is of the registered targets).
 */
const MOST_PERCENT = 50
const MINIMA = [
  ['unhealthy_state_routing', 'send requests to instances that still boot'],
  ['dns_failover', 'leave DNS']
] as const

function tooFewHealthy(group: TargetGroupFacts, at: Candidate): readonly Finding[] {
  return MINIMA.flatMap(([action, consequence]) => {
    const name = `target_group_health.${action}.minimum_healthy_targets.percentage`
    const percent = attributeOf(group, at, name)
    if (!(percent > MOST_PERCENT)) return []
    return [
      finding(
        'BGR-TARGET-GROUP-MINIMUM',
        `${group.name} wants ${percent}% of its targets healthy (${name}); while both colours are registered only ${MOST_PERCENT}% may be, and the load balancer would ${consequence}.`,
        `Set the percentage to at most ${MOST_PERCENT}, or give a minimum count instead.`
      )
    ]
  })
}

/** The network of the instances is not shown by Auto Scaling, but all target groups of one instance lie in its VPC. */
function oneNetwork({ facts }: Candidate): readonly Finding[] {
  const vpcs = new Set(facts.targetGroups.flatMap(({ vpc }) => vpc ?? []))
  if (vpcs.size < 2) return []
  const placed = facts.targetGroups.map(({ name, vpc }) => `${name} in ${vpc ?? 'none'}`)
  return [
    finding(
      'BGR-TARGET-GROUP-UNFIT',
      `All target groups of an instance must lie in its VPC, and these do not: ${placed.join(', ')}.`,
      'Detach both groups from the target groups of the other VPC.'
    )
  ]
}
