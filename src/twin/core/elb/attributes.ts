import { AwsFault, invalid } from '../fault.ts'
import { type Input, missing, optionalText, records, text } from '../input.ts'
import type { World } from '../world.ts'
import { targetGroupOf } from './find.ts'
import type { TargetGroup, TargetType } from './model.ts'

/** The attributes of a new target group for HTTP and HTTPS, as AWS was seen to answer them. */
export const STANDARD_ATTRIBUTES: Readonly<Record<string, string>> = {
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
  'deregistration_delay.timeout_seconds': '300',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'slow_start.duration_seconds': '0',
  'stickiness.app_cookie.duration_seconds': '86400',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
  'stickiness.enabled': 'false',
  'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
  'stickiness.app_cookie.cookie_name': '',
  'load_balancing.algorithm.anomaly_mitigation': 'off'
}

/** Those of a target group for TCP and the like (ELBv2 API Reference, TargetGroupAttribute). */
const NETWORK_ATTRIBUTES: Readonly<Record<string, string>> = {
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
  'deregistration_delay.timeout_seconds': '300',
  'deregistration_delay.connection_termination.enabled': 'false',
  'stickiness.type': 'source_ip',
  'stickiness.enabled': 'false',
  'proxy_protocol_v2.enabled': 'false',
  'preserve_client_ip.enabled': 'true',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
  'target_group_health.dns_failover.minimum_healthy_targets.count': '1'
}

const LAMBDA_ATTRIBUTES: Readonly<Record<string, string>> = { 'lambda.multi_value_headers.enabled': 'false' }

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  'deregistration_delay.timeout_seconds': [0, 3600],
  'stickiness.lb_cookie.duration_seconds': [1, 604_800],
  'stickiness.app_cookie.duration_seconds': [1, 604_800],
  'slow_start.duration_seconds': [0, 900],
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': [1, 1000]
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'stickiness.enabled': ['true', 'false'],
  'load_balancing.algorithm.type': ['round_robin', 'least_outstanding_requests', 'weighted_random'],
  'load_balancing.cross_zone.enabled': ['true', 'false', 'use_load_balancer_configuration']
}

export function attributesOfNew(type: TargetType, protocol: string | undefined): Record<string, string> {
  if (type === 'lambda') return { ...LAMBDA_ATTRIBUTES }
  return protocol?.startsWith('HTTP') ? { ...STANDARD_ATTRIBUTES } : { ...NETWORK_ATTRIBUTES }
}

/** DescribeTargetGroupAttributes. */
export function describeTargetGroupAttributes(world: World, input: Input): Record<string, unknown> {
  return { Attributes: attributeShapes(targetGroupOf(world, input).attributes) }
}

/** ModifyTargetGroupAttributes. A drain that is under way keeps its end. */
export function modifyTargetGroupAttributes(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  const wanted = records(input, 'Attributes')
  if (wanted.length === 0) throw missing('Attributes')
  const slowBefore = targetGroup.attributes['slow_start.duration_seconds']
  for (const each of wanted) {
    const key = text(each, 'Key')
    const value = optionalText(each, 'Value') ?? ''
    checkAttribute(targetGroup, key, value)
    targetGroup.attributes[key] = value
  }
  const { attributes } = targetGroup
  if (slowBefore === '0' && attributes['slow_start.duration_seconds'] !== '0')
    targetGroup.slowStartSince = world.now
  // Application Load Balancer guide, "Slow start mode": with round robin only.
  if (
    (attributes['slow_start.duration_seconds'] ?? '0') !== '0' &&
    attributes['load_balancing.algorithm.type'] !== 'round_robin'
  ) {
    throw new AwsFault(
      'InvalidConfigurationRequest',
      'Slow start mode needs the load balancing algorithm round_robin'
    )
  }
  return { Attributes: attributeShapes(attributes) }
}

/** @throws AwsFault ValidationError. ASSUMED: the wordings. */
function checkAttribute(targetGroup: TargetGroup, key: string, value: string): void {
  if (targetGroup.attributes[key] === undefined)
    throw invalid(`Target group attribute key '${key}' is not recognized`)
  const range = RANGES[key]
  if (
    range !== undefined &&
    !(/^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])
  ) {
    throw invalid(`Target group attribute '${key}' must be between '${range[0]}' and '${range[1]}'`)
  }
  const choice = CHOICES[key]
  if (choice !== undefined && !choice.includes(value))
    throw invalid(`Target group attribute '${key}' must be one of '${choice.join(', ')}'`)
  // ELBv2 API Reference: slow start is off (0) or lasts 30 to 900 s.
  if (key === 'slow_start.duration_seconds' && Number(value) > 0 && Number(value) < 30) {
    throw invalid(`Target group attribute '${key}' must be '0' or between '30' and '900'`)
  }
}

export function attributeShapes(attributes: Readonly<Record<string, string>>): Record<string, unknown>[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
}
