import { invalid } from '../fault.ts'
import { type Input, missing, optionalText, records, text } from '../input.ts'
import type { World } from '../world.ts'
import { attributeShapes } from './attributes.ts'
import { loadBalancerOf } from './find.ts'
import type { LoadBalancer } from './model.ts'

/** Defaults of ELBv2 API Reference, LoadBalancerAttribute. */
const COMMON: Readonly<Record<string, string>> = {
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.bucket': '',
  'access_logs.s3.prefix': '',
  'deletion_protection.enabled': 'false',
  'zonal_shift.config.enabled': 'false'
}

const APPLICATION: Readonly<Record<string, string>> = {
  ...COMMON,
  'idle_timeout.timeout_seconds': '60',
  'client_keep_alive.seconds': '3600',
  'connection_logs.s3.enabled': 'false',
  'connection_logs.s3.bucket': '',
  'connection_logs.s3.prefix': '',
  'load_balancing.cross_zone.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http.preserve_host_header.enabled': 'false',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
  'routing.http.xff_client_port.enabled': 'false',
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': 'true',
  'waf.fail_open.enabled': 'false'
}

const NETWORK: Readonly<Record<string, string>> = {
  ...COMMON,
  'load_balancing.cross_zone.enabled': 'false',
  'dns_record.client_routing_policy': 'any_availability_zone'
}

export function attributesOfNewBalancer(type: LoadBalancer['type']): Record<string, string> {
  return type === 'network' ? { ...NETWORK } : { ...APPLICATION }
}

/** DescribeLoadBalancerAttributes. */
export function describeLoadBalancerAttributes(world: World, input: Input): Record<string, unknown> {
  return { Attributes: attributeShapes(loadBalancerOf(world, input).attributes) }
}

/** ModifyLoadBalancerAttributes. Only deletion_protection.enabled has an effect. */
export function modifyLoadBalancerAttributes(world: World, input: Input): Record<string, unknown> {
  const { attributes } = loadBalancerOf(world, input)
  const wanted = records(input, 'Attributes')
  if (wanted.length === 0) throw missing('Attributes')
  for (const each of wanted) {
    const key = text(each, 'Key')
    const value = optionalText(each, 'Value') ?? ''
    // ASSUMED: the wordings.
    if (attributes[key] === undefined) throw invalid(`Load balancer attribute key '${key}' is not recognized`)
    if (key.endsWith('.enabled') && value !== 'true' && value !== 'false')
      throw invalid(`Load balancer attribute '${key}' must be 'true' or 'false'`)
    attributes[key] = value
  }
  return { Attributes: attributeShapes(attributes) }
}
