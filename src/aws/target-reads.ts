import type { TargetGroupFacts, TargetHealth } from '../release/world.ts'
import {
  answerOf,
  broken,
  type Cursor,
  count,
  flag,
  items,
  itemsIfAny,
  member,
  text,
  textIfAny
} from './cursor.ts'
import { chunksOf, MARKER, readPages } from './paging.ts'
import type { Send } from './transport.ts'

const SERVICE = 'elasticloadbalancing'

/** The API names no limit for DescribeTargetGroups; other lists of ARNs in ELBv2 end at 20. */
const ARNS_A_CALL = 20

/**
 * The targets of one group: registered and draining ones, as the call lists them when no target is named (Elastic Load
 * Balancing API Reference, DescribeTargetHealth; it has no pages). An instance registered under two ports is there twice.
 */
export async function targetHealthOf(
  send: Send,
  arn: string,
  signal: AbortSignal | undefined
): Promise<readonly TargetHealth[]> {
  const operation = 'DescribeTargetHealth'
  const output = await send({ service: SERVICE, operation, input: { TargetGroupArn: arn } }, signal)
  return items(member(answerOf(operation, output), 'TargetHealthDescriptions')).map(toTargetHealth)
}

function toTargetHealth(at: Cursor): TargetHealth {
  const health = member(at, 'TargetHealth')
  const reason = textIfAny(member(health, 'Reason'))
  return {
    instanceId: text(member(member(at, 'Target'), 'Id')),
    state: text(member(health, 'State')),
    ...(reason === '' ? {} : { reason })
  }
}

/** @throws AwsError; `refused` when a target group does not exist, `unknown` when the answer is not about those asked for */
export async function targetGroupFactsOf(
  send: Send,
  arns: readonly string[],
  signal: AbortSignal | undefined
): Promise<readonly TargetGroupFacts[]> {
  const operation = 'DescribeTargetGroups'
  const asked = [...new Set(arns)]
  const facts: TargetGroupFacts[] = []
  for (const chunk of chunksOf(asked, ARNS_A_CALL)) {
    const call = { service: SERVICE, operation, input: { TargetGroupArns: chunk } } as const
    const found = await readPages(send, call, { list: 'TargetGroups', tokens: MARKER }, signal)
    facts.push(...found.map(toFacts))
  }
  const named = new Set(facts.map(one => one.arn))
  if (facts.length !== asked.length || asked.some(arn => !named.has(arn))) {
    throw broken(answerOf(operation, {}), 'is not about the target groups asked for')
  }
  return facts
}

/** A target group without a load balancer leaves its targets `unused` for ever (DescribeTargetHealth, Target.NotInUse). */
function toFacts(at: Cursor): TargetGroupFacts {
  const vpc = textIfAny(member(at, 'VpcId'))
  const interval = member(at, 'HealthCheckIntervalSeconds')
  const threshold = member(at, 'HealthyThresholdCount')
  return {
    arn: text(member(at, 'TargetGroupArn')),
    name: text(member(at, 'TargetGroupName')),
    targetType: text(member(at, 'TargetType')),
    healthCheckEnabled: flag(member(at, 'HealthCheckEnabled')),
    ...(interval.value === undefined ? {} : { healthCheckIntervalSeconds: count(interval) }),
    ...(threshold.value === undefined ? {} : { healthyThreshold: count(threshold) }),
    inUse: itemsIfAny(member(at, 'LoadBalancerArns')).length > 0,
    ...(vpc === '' ? {} : { vpc })
  }
}

/** Attributes by key (Elastic Load Balancing API Reference, DescribeTargetGroupAttributes). @throws AwsError */
export async function targetGroupAttributesOf(
  send: Send,
  arn: string,
  signal: AbortSignal | undefined
): Promise<ReadonlyMap<string, string>> {
  const operation = 'DescribeTargetGroupAttributes'
  const output = await send({ service: SERVICE, operation, input: { TargetGroupArn: arn } }, signal)
  const attributes = items(member(answerOf(operation, output), 'Attributes'))
  return new Map(attributes.map(at => [text(member(at, 'Key')), textIfAny(member(at, 'Value'))]))
}
