import { AwsFault, invalid } from '../fault.ts'
import { type Input, texts } from '../input.ts'
import type { Instance } from '../world.ts'

/** Auto Scaling API Reference, CreateAutoScalingGroup: TerminationPolicies. */
const KNOWN: readonly string[] = [
  'Default',
  'AllocationStrategy',
  'ClosestToNextInstanceHour',
  'NewestInstance',
  'OldestInstance',
  'OldestLaunchConfiguration',
  'OldestLaunchTemplate'
]

const HOUR_MS = 3_600_000

/** The policies that a call gives, undefined where it gives none. @throws AwsFault */
export function readTerminationPolicies(input: Input): string[] | undefined {
  if (input.TerminationPolicies === undefined) return undefined
  const policies = [...texts(input, 'TerminationPolicies')]
  for (const policy of policies) {
    if (policy.startsWith('arn:aws:lambda:')) {
      throw new AwsFault(
        'TwinUnsupported',
        'A Lambda function as a termination policy is not simulated.',
        501
      )
    }
    // ASSUMED: the wording.
    if (!KNOWN.includes(policy)) throw invalid(`Termination policy ${policy} is not valid.`)
  }
  return policies.length > 0 ? policies : ['Default']
}

/**
 * Which instance goes: of the zone with the most instances, by the policies in their order, each deciding between those
 * that the one before left equal (EC2 Auto Scaling guide, "Work with termination policies").
 */
export function chooseVictim(
  candidates: readonly Instance[],
  policies: readonly string[],
  now: number
): Instance | undefined {
  const sizes = new Map<string, number>()
  for (const { zone } of candidates) sizes.set(zone, (sizes.get(zone) ?? 0) + 1)
  const fullest = Math.max(0, ...sizes.values())
  const orders = [...policies, 'Default'].map(policy => ORDERS[policy])
  return candidates
    .filter(({ zone }) => sizes.get(zone) === fullest)
    .reduce<Instance | undefined>((best, each) => {
      if (best === undefined) return each
      const difference = orders.map(order => order?.(each, best, now) ?? 0).find(result => result !== 0) ?? 0
      return difference < 0 ? each : best
    }, undefined)
}

type Order = (a: Instance, b: Instance, now: number) => number

const oldest: Order = (a, b) => a.launchedAt - b.launchedAt

/** All instances of a group come from one template and one purchase option, so those policies leave them equal. */
const ORDERS: Readonly<Record<string, Order>> = {
  // ASSUMED: with one template the default policy takes the oldest.
  Default: oldest,
  OldestInstance: oldest,
  NewestInstance: (a, b) => b.launchedAt - a.launchedAt,
  ClosestToNextInstanceHour: (a, b, now) => untilHour(a, now) - untilHour(b, now)
}

const untilHour = (instance: Instance, now: number): number =>
  HOUR_MS - ((now - instance.launchedAt) % HOUR_MS)
