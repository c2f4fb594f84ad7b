import { AwsFault } from '../fault.ts'
import { type Input, records, text } from '../input.ts'
import type { Target, TargetGroup, World } from '../world.ts'

export interface Health {
  readonly State: string
  readonly Reason?: string
  readonly Description?: string
}

/** Until a target that was just registered is known to the load balancer. ASSUMED: AWS gives no figure. */
const REGISTRATION_MS = 2000

/** DescribeTargetHealth. A named target that is not registered is `unused`, not an error. */
export function describeTargetHealth(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  const named = records(input, 'Targets').map(each => text(each, 'Id'))
  const descriptions =
    named.length === 0
      ? Object.values(targetGroup.targets).map(each =>
          description(targetGroup, each.id, healthOf(world, targetGroup, each))
        )
      : named.map(id => {
          const target = targetGroup.targets[id]
          return description(
            targetGroup,
            id,
            target === undefined ? NOT_REGISTERED : healthOf(world, targetGroup, target)
          )
        })
  return { TargetHealthDescriptions: descriptions }
}

/** @throws AwsFault TargetGroupNotFound */
export function targetGroupOf(world: World, input: Input): TargetGroup {
  const targetGroup = world.targetGroups[text(input, 'TargetGroupArn')]
  if (targetGroup === undefined)
    throw new AwsFault('TargetGroupNotFound', 'One or more target groups not found')
  return targetGroup
}

/** State, reason and description of a registered target as ELB gives them (ELBv2 API Reference, TargetHealth). */
export function healthOf(world: World, targetGroup: TargetGroup, target: Target): Health {
  if (target.state === 'draining') return DRAINING
  if (targetGroup.loadBalancers.length === 0) return NOT_IN_USE
  if (target.state === 'healthy') return HEALTHY
  if (target.state === 'invalid') return INVALID
  if (target.state === 'initial')
    return world.now < target.registeredAt + REGISTRATION_MS ? REGISTERING : INITIAL
  const instance = world.groups[target.group]?.instances.find(each => each.id === target.id)
  return instance?.answersFrom === null ? WRONG_ANSWER : NO_ANSWER
}

function description(targetGroup: TargetGroup, id: string, health: Health): Record<string, unknown> {
  const port = targetGroup.targets[id]?.port ?? targetGroup.port
  return { Target: { Id: id, Port: port }, HealthCheckPort: String(port), TargetHealth: health }
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
