import { alarmsWithAction, dropActions } from '../cloudwatch/alarms.ts'
import { AwsFault, invalid } from '../fault.ts'
import { type Input, optionalFlag, optionalText, text, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import { uuid } from '../random.ts'
import type { Group, Policy, World } from '../world.ts'
import { byName } from './describe.ts'
import { groupOf } from './find.ts'

/** EC2 Auto Scaling guide, "Quotas": policies per group, disabled ones included. */
const MOST = 50
const TYPES: readonly string[] = [
  'SimpleScaling',
  'StepScaling',
  'TargetTrackingScaling',
  'PredictiveScaling'
]
/** The members that each type needs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  SimpleScaling: ['AdjustmentType', 'ScalingAdjustment'],
  StepScaling: ['AdjustmentType', 'StepAdjustments'],
  TargetTrackingScaling: ['TargetTrackingConfiguration'],
  PredictiveScaling: ['PredictiveScalingConfiguration']
}

/** PutScalingPolicy: replaces the whole policy of that name in that group. A new name gets a new ARN. */
export function putScalingPolicy(world: World, input: Input): Record<string, unknown> {
  const policy = newPolicy(world, groupOf(world, input), input)
  return { PolicyARN: policy.arn, Alarms: alarmsWithAction(world, policy.arn) }
}

/** Puts a policy into a group. @throws AwsFault ValidationError, LimitExceeded */
export function newPolicy(world: World, group: Group, input: Input): Policy {
  const name = text(input, 'PolicyName')
  const type = optionalText(input, 'PolicyType') ?? 'SimpleScaling'
  if (!TYPES.includes(type)) throw invalid(`Invalid policy type: ${type}`)
  for (const member of NEEDED[type] ?? []) {
    // ASSUMED: the wording.
    if (input[member] === undefined) throw invalid(`${member} is required for policy type ${type}`)
  }
  const existing = group.policies[name]
  if (existing === undefined && Object.keys(group.policies).length >= MOST) {
    throw new AwsFault(
      'LimitExceeded',
      `Maximum number of scaling policies (${MOST}) per AutoScalingGroup has been reached`
    )
  }
  const arn =
    existing?.arn ??
    `arn:aws:autoscaling:${world.region}:${world.account}:scalingPolicy:${uuid(world)}:autoScalingGroupName/${group.name}:policyName/${name}`
  const policy: Policy = {
    name,
    arn,
    input: { ...structuredClone(input), PolicyType: type, Enabled: optionalFlag(input, 'Enabled') ?? true }
  }
  group.policies[name] = policy
  return policy
}

/** DeletePolicy by name and group, or by ARN alone. Alarms lose the action and stay. */
export function deletePolicy(world: World, input: Input): Record<string, unknown> {
  const named = text(input, 'PolicyName')
  const group = input.AutoScalingGroupName === undefined ? ownerOfArn(world, named) : groupOf(world, input)
  const policy = Object.values(group?.policies ?? {}).find(each => each.name === named || each.arn === named)
  // ASSUMED: the wording.
  if (group === undefined || policy === undefined)
    throw invalid(`Policy name not found - Policy: ${named} not found`)
  delete group.policies[policy.name]
  dropActions(world, policy.arn)
  return {}
}

/** DescribePolicies: empty lists where a type has none, as AWS gives them. */
export function describePolicies(world: World, input: Input): Record<string, unknown> {
  const group = optionalText(input, 'AutoScalingGroupName')
  const names = texts(input, 'PolicyNames')
  const types = texts(input, 'PolicyTypes')
  const found = byName(world, group === undefined ? [] : [group]).flatMap(each =>
    Object.values(each.policies)
      .filter(policy => names.length === 0 || names.includes(policy.name) || names.includes(policy.arn))
      .filter(policy => types.length === 0 || types.includes(String(policy.input.PolicyType)))
      .map(policy => policyShape(world, each, policy))
  )
  const { items, next } = page(AUTO_SCALING_PAGE, input, found)
  return { ScalingPolicies: items, ...next }
}

function policyShape(world: World, group: Group, policy: Policy): Record<string, unknown> {
  return {
    StepAdjustments: [],
    ...policy.input,
    Alarms: alarmsWithAction(world, policy.arn),
    AutoScalingGroupName: group.name,
    PolicyName: policy.name,
    PolicyARN: policy.arn
  }
}

function ownerOfArn(world: World, arn: string): Group | undefined {
  return Object.values(world.groups).find(group =>
    Object.values(group.policies).some(each => each.arn === arn)
  )
}
