import { alarmsWithAction, dropActions } from '../cloudwatch/actions.ts'
import { AwsFault, invalid } from '../fault.ts'
import { type Input, onlyModelled, optionalFlag, optionalText, text, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import { uuid } from '../random.ts'
import { ADJUSTMENT_TYPES } from '../scaling/adjustment.ts'
import { readSteps } from '../scaling/steps.ts'
import { deleteTargetAlarms, putTargetAlarms } from '../scaling/target-alarms.ts'
import type { Group, Policy, PolicyType, World } from '../world.ts'
import { byName } from './describe.ts'
import { groupOf } from './find.ts'
import { wake } from './lifecycle.ts'

/** EC2 Auto Scaling guide, "Quotas": policies per group, disabled ones included. */
const MOST = 50
const TYPES: readonly PolicyType[] = [
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

const MODELLED: readonly string[] = [
  'AutoScalingGroupName',
  'PolicyName',
  'PolicyType',
  'AdjustmentType',
  'MinAdjustmentStep',
  'MinAdjustmentMagnitude',
  'ScalingAdjustment',
  'Cooldown',
  'MetricAggregationType',
  'StepAdjustments',
  'EstimatedInstanceWarmup',
  'TargetTrackingConfiguration',
  'Enabled',
  'PredictiveScalingConfiguration'
]

/** PutScalingPolicy: replaces the whole policy of that name in that group. A new name gets a new ARN. */
export function putScalingPolicy(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const policy = newPolicy(world, group, input)
  wake(world, group)
  return { PolicyARN: policy.arn, Alarms: alarmsWithAction(world, policy.arn) }
}

/** Puts a policy into a group. Predictive ones are kept and forecast nothing. @throws AwsFault ValidationError, LimitExceeded */
export function newPolicy(world: World, group: Group, input: Input): Policy {
  onlyModelled(input, MODELLED)
  const name = text(input, 'PolicyName')
  const given = optionalText(input, 'PolicyType') ?? 'SimpleScaling'
  const type = TYPES.find(each => each === given)
  if (type === undefined) throw invalid(`Invalid policy type: ${given}`)
  checkMembers(type, input)
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
  const enabled = optionalFlag(input, 'Enabled') ?? true
  const bare: Policy = {
    name,
    arn,
    type,
    enabled,
    input: { ...structuredClone(input), PolicyType: type, Enabled: enabled }
  }
  if (type !== 'TargetTrackingScaling' && existing !== undefined) deleteTargetAlarms(world, existing)
  const owned = {
    ...(existing?.high && { high: existing.high }),
    ...(existing?.low && { low: existing.low })
  }
  const policy =
    type === 'TargetTrackingScaling' ? putTargetAlarms(world, group, { ...bare, ...owned }) : bare
  group.policies[name] = policy
  return policy
}

/** ASSUMED: the wordings. */
function checkMembers(type: PolicyType, input: Input): void {
  for (const member of NEEDED[type] ?? [])
    if (input[member] === undefined) throw invalid(`${member} is required for policy type ${type}`)
  if (type !== 'SimpleScaling' && type !== 'StepScaling') return
  const adjustment = text(input, 'AdjustmentType')
  if (!ADJUSTMENT_TYPES.includes(adjustment)) throw invalid(`Invalid adjustment type: ${adjustment}`)
  if (type === 'StepScaling') readSteps(input)
}

/** DeletePolicy by name and group, or by ARN alone. Alarms lose the action and stay; those that the policy owns go. */
export function deletePolicy(world: World, input: Input): Record<string, unknown> {
  const { group, policy } = findPolicy(world, input)
  delete group.policies[policy.name]
  deleteTargetAlarms(world, policy)
  dropActions(world, policy.arn)
  return {}
}

/** The policy that a call names by name and group, or by ARN alone. @throws AwsFault ValidationError */
export function findPolicy(world: World, input: Input): { readonly group: Group; readonly policy: Policy } {
  const named = text(input, 'PolicyName')
  const group = input.AutoScalingGroupName === undefined ? ownerOfArn(world, named) : groupOf(world, input)
  const policy = Object.values(group?.policies ?? {}).find(each => each.name === named || each.arn === named)
  // ASSUMED: the wording.
  if (group === undefined || policy === undefined)
    throw invalid(`Policy name not found - Policy: ${named} not found`)
  return { group, policy }
}

/** Deletes all policies of a group, and the alarms that have no action left by that (API Reference, DeleteAutoScalingGroup). */
export function deletePolicies(world: World, group: Group): void {
  for (const policy of Object.values(group.policies)) {
    deleteTargetAlarms(world, policy)
    for (const name of dropActions(world, policy.arn)) delete world.alarms[name]
    delete group.policies[policy.name]
  }
}

/** DescribePolicies: empty lists where a type has none, as AWS gives them. */
export function describePolicies(world: World, input: Input): Record<string, unknown> {
  const group = optionalText(input, 'AutoScalingGroupName')
  const names = texts(input, 'PolicyNames')
  const types = texts(input, 'PolicyTypes')
  const found = byName(world, group === undefined ? [] : [group]).flatMap(each =>
    Object.values(each.policies)
      .filter(policy => names.length === 0 || names.includes(policy.name) || names.includes(policy.arn))
      .filter(policy => types.length === 0 || types.includes(policy.type))
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
