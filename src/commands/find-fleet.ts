import { type Code, type Finding, ReleaseError } from '../release/codes.ts'
import type { FleetReader } from '../release/ports.ts'
import { type Colour, type Group, IMAGE_NAME_TAG } from '../release/world.ts'
import type { Options } from './options.ts'

/** The two groups of one service, by name. */
export interface Pair {
  readonly service: string
  readonly names: Readonly<Record<Colour, string>>
  /** `region` and `account` as the ARNs of the groups say. */
  readonly region: string
  readonly account: string
}

const HALF = /^(?<service>.+)-(?<colour>blue|green)$/
/** How many names a message lists before it says how many more there are. */
const LISTED = 10

/**
 * Finds the service by prefix and tag. Auto Scaling has no filter for a name's beginning (DescribeAutoScalingGroups), so
 * the tag filters at AWS and the prefix here.
 *
 * @throws ReleaseError where it is not exactly one whole pair; AwsError
 */
export async function findService(
  fleet: FleetReader,
  options: Options,
  region: string,
  signal: AbortSignal
): Promise<Pair> {
  const tagged = await fleet.groupsByTag(IMAGE_NAME_TAG, options.imageName, signal)
  const halves = tagged.filter(group => group.name.startsWith(options.asgPrefix) && HALF.test(group.name))
  const services = [...new Set(halves.map(serviceOf))].sort()
  const chosen = services.filter(service => options.service === undefined || service === options.service)
  const [service, ...more] = chosen
  if (service === undefined) throw await notFound(fleet, options, region, services, signal)
  if (more.length > 0) {
    throw failure(
      'BGR-SEVERAL-SERVICES',
      `The prefix ${options.asgPrefix} and the image ${options.imageName} match ${chosen.length} services: ${list(chosen)}.`,
      `Name one of them, e.g. service: ${service}. Releasing several services as one is not supported yet.`
    )
  }
  const blue = halves.find(group => group.name === `${service}-blue`)
  const green = halves.find(group => group.name === `${service}-green`)
  if (!blue || !green) throw await incomplete(fleet, options, service, blue ? 'green' : 'blue', signal)
  const [, , , arnRegion = region, account = ''] = blue.arn.split(':')
  return { service, names: { blue: blue.name, green: green.name }, region: arnRegion, account }
}

const serviceOf = (group: Group): string => HALF.exec(group.name)?.groups?.service ?? group.name

async function notFound(
  fleet: FleetReader,
  options: Options,
  region: string,
  services: readonly string[],
  signal: AbortSignal
): Promise<ReleaseError> {
  const wanted = `groups whose names begin with ${options.asgPrefix}, end in -blue and -green and carry the tag ${IMAGE_NAME_TAG}=${options.imageName}`
  if (services.length > 0) {
    return failure(
      'BGR-FLEET-NOT-FOUND',
      `Of the ${wanted} in ${region}, none belongs to the service ${options.service}; there are: ${list(services)}.`,
      'Correct service, or leave it out where the prefix matches one service.'
    )
  }
  const all = await fleet.allGroups(signal)
  const near = all.filter(group => group.name.startsWith(options.asgPrefix))
  const found =
    near.length > 0
      ? `there are ${list(near.map(group => `${group.name} (${IMAGE_NAME_TAG}=${group.tags.get(IMAGE_NAME_TAG) ?? 'not set'})`))}`
      : `of the ${all.length} groups there, none begins so`
  return failure(
    'BGR-FLEET-NOT-FOUND',
    `Expected ${wanted} in ${region}; ${found}.`,
    'Check asg-prefix, image-name, the region and the account that the credentials belong to; the tag must be on both groups.'
  )
}

async function incomplete(
  fleet: FleetReader,
  options: Options,
  service: string,
  missing: Colour,
  signal: AbortSignal
): Promise<ReleaseError> {
  const name = `${service}-${missing}`
  const [group] = await fleet.groupsByName([name], signal)
  const found = group
    ? `${name} exists, but its tag ${IMAGE_NAME_TAG} is ${group.tags.get(IMAGE_NAME_TAG) ?? 'not set'}`
    : `${name} does not exist`
  return failure(
    'BGR-PAIR-INCOMPLETE',
    `Expected both ${service}-blue and ${service}-green with the tag ${IMAGE_NAME_TAG}=${options.imageName}; ${found}.`,
    group
      ? `Set the tag ${IMAGE_NAME_TAG} on ${name}: it is the group's consent to be released.`
      : `Create ${name} beside the other one, or correct asg-prefix.`
  )
}

const list = (names: readonly string[]): string =>
  names.slice(0, LISTED).join(', ') + (names.length > LISTED ? ` and ${names.length - LISTED} more` : '')

function failure(code: Code, message: string, fix: string): ReleaseError {
  const finding: Finding = { code, message, fix }
  return new ReleaseError([finding])
}
