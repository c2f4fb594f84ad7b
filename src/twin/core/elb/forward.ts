import { AwsFault, invalid } from '../fault.ts'
import { between, type Input, optionalFlag, optionalInteger, optionalText, records, text } from '../input.ts'
import { record } from '../record.ts'
import type { World } from '../world.ts'
import { targetGroupOf } from './find.ts'
import type { Shape, TargetGroup } from './model.ts'

/** Elastic Load Balancing quotas: target groups for each action. */
const MOST_TARGET_GROUPS = 5

/** Protocols of target groups by those of listeners (ELBv2 API Reference, CreateTargetGroup `Protocol`). */
const SPEAKS: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP']
}

/**
 * Reads a forward action. One target group is answered both as `TargetGroupArn` and as `ForwardConfig` with weight 1,
 * as AWS was seen to do; of several each one needs a weight (ELBv2 API Reference, ForwardActionConfig).
 */
export function readForward(world: World, action: Input, protocol: string): Shape {
  const arn = optionalText(action, 'TargetGroupArn')
  const config = record(action, 'ForwardConfig')
  const tuples = config === undefined ? [] : records(config, 'TargetGroups')
  // ASSUMED: the wordings of this file, and TooManyTargetGroups for a sixth target group.
  if (config === undefined && arn === undefined) throw invalid('A target group ARN must be specified')
  if (config !== undefined && tuples.length === 0)
    throw invalid('A forward config must name at least one target group')
  if (arn !== undefined && config !== undefined) {
    if (tuples.length !== 1 || text(tuples[0] ?? {}, 'TargetGroupArn') !== arn) {
      throw invalid(
        'If you specify both ForwardConfig and TargetGroupArn, you can specify only one target group using ForwardConfig and it must be the same target group specified in TargetGroupArn'
      )
    }
  }
  if (tuples.length > MOST_TARGET_GROUPS) {
    throw new AwsFault(
      'TooManyTargetGroups',
      `A forward action cannot have more than ${MOST_TARGET_GROUPS} target groups`
    )
  }
  const targets = arn !== undefined && config === undefined ? [{ TargetGroupArn: arn }] : tuples
  const weighed = targets.map(each => weigh(each, targets.length > 1))
  if (new Set(weighed.map(each => each.TargetGroupArn)).size < weighed.length)
    throw invalid('A target group cannot be specified more than once in a forward action')
  const groups = weighed.map(each => forwardTo(world, each.TargetGroupArn, protocol))
  const stickiness = readStickiness(config, groups)
  const [first] = weighed
  return {
    ...(weighed.length === 1 && first !== undefined ? { TargetGroupArn: first.TargetGroupArn } : {}),
    ForwardConfig: { TargetGroups: weighed, TargetGroupStickinessConfig: stickiness }
  }
}

function weigh(
  tuple: Input,
  required: boolean
): { readonly TargetGroupArn: string; readonly Weight: number } {
  const weight = optionalInteger(tuple, 'Weight')
  if (weight === undefined && required)
    throw invalid('A weight must be specified for each of several target groups')
  return {
    TargetGroupArn: text(tuple, 'TargetGroupArn'),
    Weight: between('Weight', weight ?? 1, 0, 999)
  }
}

function forwardTo(world: World, arn: string, protocol: string): TargetGroup {
  const targetGroup = targetGroupOf(world, { TargetGroupArn: arn })
  const { protocol: spoken } = targetGroup
  const fits = spoken === undefined ? protocol.startsWith('HTTP') : SPEAKS[protocol]?.includes(spoken)
  if (!fits) {
    throw new AwsFault(
      'IncompatibleProtocols',
      `The protocol '${spoken}' of target group '${arn}' is not compatible with listener protocol '${protocol}'`
    )
  }
  return targetGroup
}

/** ELBv2 API Reference, TargetGroupStickinessConfig: 1 to 604800 s, required with `Enabled`. */
function readStickiness(config: Input | undefined, groups: readonly TargetGroup[]): Shape {
  const given = config === undefined ? undefined : record(config, 'TargetGroupStickinessConfig')
  const enabled = (given && optionalFlag(given, 'Enabled')) ?? false
  const seconds = given && optionalInteger(given, 'DurationSeconds')
  if (enabled && seconds === undefined)
    throw invalid('A duration must be specified when target group stickiness is enabled')
  if (
    !enabled &&
    groups.length > 1 &&
    groups.some(each => each.attributes['stickiness.enabled'] === 'true')
  ) {
    throw new AwsFault(
      'InvalidLoadBalancerAction',
      'You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups'
    )
  }
  return {
    Enabled: enabled,
    ...(seconds === undefined ? {} : { DurationSeconds: between('DurationSeconds', seconds, 1, 604_800) })
  }
}
