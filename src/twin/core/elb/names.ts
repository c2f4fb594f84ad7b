import { invalid } from '../fault.ts'
import { type Input, text } from '../input.ts'
import { hex } from '../random.ts'
import type { World } from '../world.ts'

/** The one VPC of the simulated account. */
export const VPC = 'vpc-0123456789abcdef0'

/**
 * Name of a new load balancer or target group: up to 32 letters, digits and hyphens, no hyphen at either end (ELBv2 API
 * Reference, CreateLoadBalancer, CreateTargetGroup).
 * @param what `Load balancer` or `Target group`
 */
export function newName(input: Input, what: string): string {
  const name = text(input, 'Name')
  if (name.length > 32) throw invalid(`${what} name '${name}' cannot be longer than '32' characters`)
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw invalid(
      `${what} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`
    )
  }
  if (name.startsWith('-') || name.endsWith('-'))
    throw invalid(`${what} name '${name}' cannot begin or end with '-'`)
  return name
}

/** @param resource e.g. `targetgroup/web`; sixteen hex digits follow. */
export function newArn(world: World, resource: string): string {
  return `arn:aws:elasticloadbalancing:${world.region}:${world.account}:${resource}/${hex(world, 16)}`
}
