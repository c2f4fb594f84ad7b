import { setDesired } from '../auto-scaling/sizes.ts'
import { optionalInteger } from '../input.ts'
import type { Group, Policy, World } from '../world.ts'

/** Sets what a policy wants, within Min and Max. @returns whether that changed anything */
export function apply(world: World, group: Group, policy: Policy, wanted: number, cause: string): boolean {
  const desired = Math.min(Math.max(wanted, group.min), group.max)
  if (desired === group.desired) return false
  setDesired(world, group, desired, cause)
  const own = optionalInteger(policy.input, 'Cooldown')
  if (policy.type === 'SimpleScaling' && own !== undefined) group.policyCooldownSeconds = own
  return true
}
