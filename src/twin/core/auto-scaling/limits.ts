import type { World } from '../world.ts'

/** DescribeAccountLimits: the quotas that a new account has (EC2 Auto Scaling guide, "Quotas"). */
export function describeAccountLimits(world: World): Record<string, unknown> {
  return {
    MaxNumberOfAutoScalingGroups: 500,
    MaxNumberOfLaunchConfigurations: 200,
    NumberOfAutoScalingGroups: Object.keys(world.groups).length,
    NumberOfLaunchConfigurations: 0
  }
}
