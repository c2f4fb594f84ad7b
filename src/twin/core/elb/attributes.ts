import { invalid } from '../fault.ts'
import { type Input, missing, optionalText, records, text } from '../input.ts'
import type { World } from '../world.ts'
import { targetGroupOf } from './describe-targets.ts'

/** The attributes of a new instance target group and their values (ELBv2 API Reference, TargetGroupAttribute). */
export const STANDARD_ATTRIBUTES: Readonly<Record<string, string>> = {
  'deregistration_delay.timeout_seconds': '300',
  'stickiness.enabled': 'false',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'slow_start.duration_seconds': '0',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration'
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  'deregistration_delay.timeout_seconds': [0, 3600],
  'stickiness.lb_cookie.duration_seconds': [1, 604_800],
  'slow_start.duration_seconds': [0, 900]
}

/** DescribeTargetGroupAttributes. */
export function describeTargetGroupAttributes(world: World, input: Input): Record<string, unknown> {
  return { Attributes: shape(targetGroupOf(world, input).attributes) }
}

/** ModifyTargetGroupAttributes. A drain that is under way keeps its end. */
export function modifyTargetGroupAttributes(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  const wanted = records(input, 'Attributes')
  if (wanted.length === 0) throw missing('Attributes')
  for (const each of wanted) {
    const key = text(each, 'Key')
    const value = optionalText(each, 'Value') ?? ''
    // ASSUMED: the wordings.
    if (targetGroup.attributes[key] === undefined)
      throw invalid(`Target group attribute key '${key}' is not recognized`)
    const range = RANGES[key]
    if (
      range !== undefined &&
      !(/^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])
    ) {
      throw invalid(`Target group attribute '${key}' must be between '${range[0]}' and '${range[1]}'`)
    }
    // ELBv2 API Reference: slow start is off (0) or lasts 30 to 900 s.
    if (key === 'slow_start.duration_seconds' && Number(value) > 0 && Number(value) < 30) {
      throw invalid(`Target group attribute '${key}' must be '0' or between '30' and '900'`)
    }
    targetGroup.attributes[key] = value
  }
  return { Attributes: shape(targetGroup.attributes) }
}

function shape(attributes: Readonly<Record<string, string>>): Record<string, unknown>[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
}
