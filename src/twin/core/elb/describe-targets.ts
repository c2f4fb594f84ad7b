import { ownerOf } from '../auto-scaling/find.ts'
import { AwsFault } from '../fault.ts'
import { type Input, optionalInteger, records, text, texts } from '../input.ts'
import type { World } from '../world.ts'
import { targetGroupOf } from './find.ts'
import type { Target, TargetGroup } from './model.ts'

export interface Health {
  readonly State: string
  readonly Reason?: string
  readonly Description?: string
}

/** Until a target that was just registered is known to the load balancer. ASSUMED: AWS gives no figure. */
const REGISTRATION_MS = 2000

/**
 * DescribeTargetHealth. A named target that is not registered is `unused`.
 * ASSUMED (`unknown-instance-health`): an instance that EC2 does not know (any more) is InvalidTarget; AWS documents the
 * error without its condition.
 * @throws AwsFault TargetGroupNotFound, InvalidTarget
 */
export function describeTargetHealth(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  const extras = texts(input, 'Include')
  if (extras.length > 0)
    throw new AwsFault('TwinUnsupported', `The twin does not model Include ${extras.join(', ')}.`, 501)
  if (targetGroup.type !== 'instance' && targetGroup.loadBalancers.length > 0)
    throw new AwsFault(
      'TwinUnsupported',
      `The twin does not model the health of ${targetGroup.type} targets in use.`,
      501
    )
  const named = records(input, 'Targets')
  const descriptions =
    named.length === 0
      ? Object.values(targetGroup.targets).map(each =>
          description(each.id, each.port, healthOf(world, targetGroup, each))
        )
      : named.map(each => describeNamed(world, targetGroup, each))
  return { TargetHealthDescriptions: descriptions }
}

function describeNamed(world: World, targetGroup: TargetGroup, named: Input): Record<string, unknown> {
  const id = text(named, 'Id')
  const port = optionalInteger(named, 'Port')
  const target = targetGroup.targets[id]
  if (target !== undefined && (port ?? target.port) === target.port)
    return description(id, target.port, healthOf(world, targetGroup, target))
  const unknown = targetGroup.type === 'instance' && ownerOf(world, id) === undefined
  if (unknown && world.assumptions['unknown-instance-health'] === 'invalid-target')
    throw new AwsFault('InvalidTarget', `The following targets are not valid instances: '${id}'`)
  return description(id, port ?? targetGroup.port, NOT_REGISTERED)
}

/** State, reason and description of a registered target as ELB gives them (ELBv2 API Reference, TargetHealth). */
export function healthOf(world: World, targetGroup: TargetGroup, target: Target): Health {
  if (target.state === 'draining') return DRAINING
  if (targetGroup.loadBalancers.length === 0) return NOT_IN_USE
  if (targetGroup.type !== 'instance') return NOT_CHECKED
  if (target.state === 'healthy') return HEALTHY
  if (target.state === 'invalid') return INVALID
  if (target.state === 'initial')
    return world.now < target.registeredAt + REGISTRATION_MS ? REGISTERING : INITIAL
  const instance = world.groups[target.group]?.instances.find(each => each.id === target.id)
  return instance?.answersFrom === null ? WRONG_ANSWER : NO_ANSWER
}

function description(Id: string, Port: number, health: Health): Record<string, unknown> {
  if (Port === 0) return { Target: { Id }, TargetHealth: health }
  return { Target: { Id, Port }, HealthCheckPort: String(Port), TargetHealth: health }
}

const HEALTHY: Health = { State: 'healthy' }
const DRAINING: Health = {
  State: 'draining',
  Reason: 'Target.DeregistrationInProgress',
  Description: 'Target deregistration is in progress'
}
const NOT_IN_USE: Health = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target group is not configured to receive traffic from the load balancer'
}
const NOT_REGISTERED: Health = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group'
}
/** In the view alone: calls refuse to tell the health of targets that are no instances. */
const NOT_CHECKED: Health = { State: 'unavailable', Description: 'Health checks are not simulated' }
const INVALID: Health = {
  State: 'unused',
  Reason: 'Target.InvalidState',
  Description: 'Target is in the terminated state'
}
const REGISTERING: Health = {
  State: 'initial',
  Reason: 'Elb.RegistrationInProgress',
  Description: 'Target registration is in progress'
}
const INITIAL: Health = {
  State: 'initial',
  Reason: 'Elb.InitialHealthChecking',
  Description: 'Initial health checks in progress'
}
const NO_ANSWER: Health = {
  State: 'unhealthy',
  Reason: 'Target.FailedHealthChecks',
  Description: 'Health checks failed'
}
const WRONG_ANSWER: Health = {
  State: 'unhealthy',
  Reason: 'Target.ResponseCodeMismatch',
  Description: 'Health checks failed with these codes: [503]'
}
