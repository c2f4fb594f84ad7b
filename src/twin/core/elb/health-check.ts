import { invalid } from '../fault.ts'
import { between, type Input, optionalFlag, optionalInteger, optionalText } from '../input.ts'
import { record } from '../record.ts'
import type { HealthCheck, TargetGroup } from './model.ts'

/** Members of CreateTargetGroup and ModifyTargetGroup about the health check. */
export const CHECK_MEMBERS: readonly string[] = [
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckEnabled',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher'
]

export type Checks = Pick<
  TargetGroup,
  'intervalMs' | 'healthyThreshold' | 'unhealthyThreshold' | 'healthCheck'
>
type Kind = Pick<TargetGroup, 'type' | 'protocol' | 'protocolVersion'>

/** The health check of a new target group. */
export function checksOfNew(input: Input, kind: Kind): Checks {
  const protocol = optionalText(input, 'HealthCheckProtocol') ?? standardProtocol(kind)
  return checksOf(input, kind, standardChecks(kind, protocol))
}

/**
 * The health check that `input` makes of the `present` one (ELBv2 API Reference, CreateTargetGroup: interval 5-300 s,
 * timeout 2-120 s, thresholds 2-10).
 * @throws AwsFault ValidationError
 */
export function checksOf(input: Input, kind: Kind, present: Checks): Checks {
  const number = (member: string, low: number, high: number, standard: number): number =>
    between(member, optionalInteger(input, member) ?? standard, low, high)
  const interval = number('HealthCheckIntervalSeconds', 5, 300, present.intervalMs / 1000)
  const timeout = number('HealthCheckTimeoutSeconds', 2, 120, present.healthCheck.timeoutSeconds)
  // ASSUMED: the wordings.
  if (timeout >= interval) throw invalid('Health check interval must be greater than the timeout.')
  const enabled = optionalFlag(input, 'HealthCheckEnabled') ?? present.healthCheck.enabled
  if (!enabled && kind.type !== 'lambda')
    throw invalid(`Health check enabled must be true for target groups with target type '${kind.type}'`)
  const path = optionalText(input, 'HealthCheckPath') ?? present.healthCheck.path
  const matcher = record(input, 'Matcher') ?? present.healthCheck.matcher
  return {
    intervalMs: interval * 1000,
    healthyThreshold: number('HealthyThresholdCount', 2, 10, present.healthyThreshold),
    unhealthyThreshold: number('UnhealthyThresholdCount', 2, 10, present.unhealthyThreshold),
    healthCheck: {
      enabled,
      protocol: optionalText(input, 'HealthCheckProtocol') ?? present.healthCheck.protocol,
      port: optionalText(input, 'HealthCheckPort') ?? present.healthCheck.port,
      timeoutSeconds: timeout,
      ...(path === undefined ? {} : { path }),
      ...(matcher === undefined ? {} : { matcher })
    }
  }
}

function standardProtocol(kind: Kind): string {
  return kind.protocol === undefined || kind.protocol.startsWith('HTTP') ? 'HTTP' : 'TCP'
}

/** The defaults by kind of target group (ELBv2 API Reference, CreateTargetGroup). */
export function standardChecks(kind: Kind, protocol = standardProtocol(kind)): Checks {
  const http = protocol.startsWith('HTTP')
  const healthCheck: HealthCheck = {
    enabled: kind.type !== 'lambda',
    protocol,
    port: 'traffic-port',
    timeoutSeconds: kind.type === 'lambda' ? 30 : http ? 5 : 10,
    ...(http ? { path: '/', matcher: standardMatcher(kind) } : {})
  }
  return {
    intervalMs: kind.type === 'lambda' ? 35_000 : 30_000,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
    healthCheck
  }
}

function standardMatcher(kind: Kind): Readonly<Record<string, string>> {
  if (kind.protocolVersion === 'GRPC') return { GrpcCode: '12' }
  return { HttpCode: kind.protocol === undefined || kind.protocol.startsWith('HTTP') ? '200' : '200-399' }
}
