import { between, type Input, optionalInteger, optionalText } from '../input.ts'
import type { Group } from '../world.ts'

/** DefaultInstanceWarmup, seconds; -1 takes it away (Auto Scaling API Reference, UpdateAutoScalingGroup). */
export function readWarmup(group: Group, input: Input): void {
  const seconds = optionalInteger(input, 'DefaultInstanceWarmup')
  if (seconds === undefined) return
  if (between('DefaultInstanceWarmup', seconds, -1, 21_600) === -1) delete group.warmupSeconds
  else group.warmupSeconds = seconds
}

/** DeletionProtection: `none`, `prevent-force-deletion` or `prevent-all-deletion`. */
export function readProtection(input: Input): string | undefined {
  return optionalText(input, 'DeletionProtection')
}
