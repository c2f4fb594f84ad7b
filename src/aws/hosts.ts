import type { AwsService } from './transport.ts'

const REGION = '(?:[a-z]{2}|eusc)(?:-[a-z]+)+-[0-9]'
/** Of every partition that the SDK knows, with that of its dual-stack endpoints (SDK, `partitions`). */
const SUFFIXES = [
  ['amazonaws.com', 'api.aws'], // aws, aws-us-gov
  ['amazonaws.com.cn', 'api.amazonwebservices.com.cn'], // aws-cn
  ['amazonaws.eu', 'api.amazonwebservices.eu'], // aws-eusc
  ['c2s.ic.gov', 'api.aws.ic.gov'], // aws-iso
  ['sc2s.sgov.gov', 'api.aws.scloud'], // aws-iso-b
  ['cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'], // aws-iso-e
  ['csp.hci.ic.gov', 'api.aws.hci.ic.gov'] // aws-iso-f
].flat()
const SUFFIX = `(?:${SUFFIXES.join('|').replaceAll('.', '\\.')})`
const SERVICE: Readonly<Record<AwsService, string>> = {
  autoscaling: 'autoscaling',
  elasticloadbalancing: 'elasticloadbalancing',
  monitoring: 'monitoring'
}

/** The longest region of today has 14 characters (`ap-southeast-1`, `us-isob-east-1`, `eusc-de-east-1`). */
const LONGEST_REGION = 24

/**
 * Whether a host belongs to the AWS API of the service (of any service we know without one): the regional endpoint, its
 * FIPS and dual-stack forms and VPC endpoints. Not simply `*.amazonaws.com`: names of load balancers and buckets, which
 * anybody can own, end the same way. (AWS General Reference, "Auto Scaling endpoints"; AWS PrivateLink Guide.)
 */
export function isAwsHost(host: string, service?: AwsService): boolean {
  const names = service === undefined ? Object.values(SERVICE).join('|') : SERVICE[service]
  return new RegExp(
    `^(?:vpce-[a-z0-9-]+\\.)?(?:${names})(?:-fips)?\\.${REGION}(?:\\.vpce)?\\.${SUFFIX}$`
  ).test(host)
}

/** A request was about to be signed for a host that is not AWS's. It has not left. */
export class ForeignHostError extends Error {
  override readonly name = 'ForeignHostError'
}

/** The region is no region: it would become part of a host name that receives signed requests. */
export class RegionError extends Error {
  override readonly name = 'RegionError'
}

/** @returns the region as given. @throws RegionError unless it has the form of an AWS region, e.g. `eu-west-1` */
export function parseRegion(text: string): string {
  if (text.length <= LONGEST_REGION && new RegExp(`^${REGION}$`).test(text)) return text
  throw new RegionError(
    `${JSON.stringify(text.slice(0, 80))} is not an AWS region. Give it as AWS spells it, e.g. eu-west-1.`
  )
}
