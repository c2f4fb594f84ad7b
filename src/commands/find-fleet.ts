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
const COLOURS = ['blue', 'green'] as const
/** How many names a message lists before it says how many more there are. */
const LISTED = 10

/**
 * Finds the fleet by prefix and tag: every service whose groups match, in byte order of their names. Auto Scaling has no
 * filter for a name's beginning (DescribeAutoScalingGroups), so the tag filters at AWS and the prefix here.
 *
 * @throws ReleaseError where nothing matches, or half a pair does: a fleet is released whole or not at all; AwsError
 */
export async function findFleet(
  fleet: FleetReader,
  options: Options,
  region: string,
  signal: AbortSignal
): Promise<readonly [Pair, ...Pair[]]> {
  const tagged = await fleet.groupsByTag(IMAGE_NAME_TAG, options.imageName, signal)
  const halves = new Map(
    tagged
      .filter(group => group.name.startsWith(options.asgPrefix) && HALF.test(group.name))
      .map(group => [group.name, group])
  )
  const services = [...new Set([...halves.values()].map(serviceOf))].sort()
  const chosen = services.filter(service => options.service === undefined || service === options.service)
  const missing = chosen.flatMap(service =>
    COLOURS.map(colour => `${service}-${colour}`).filter(name => !halves.has(name))
  )
  if (missing.length > 0) throw await incomplete(fleet, options, missing, signal)
  const pairs = chosen.flatMap(service => {
    const [blue, green] = COLOURS.map(colour => halves.get(`${service}-${colour}`))
    return blue && green ? [pairOf(service, blue, green, region)] : []
  })
  const [pair, ...more] = pairs
  if (pair === undefined) throw await notFound(fleet, options, region, services, signal)
  return [pair, ...more]
}

function pairOf(service: string, blue: Group, green: Group, region: string): Pair {
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
      'Correct service, or leave it out to release all of them as one.'
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

/** One finding for each half that is missing, so that they can be mended at once. */
async function incomplete(
  fleet: FleetReader,
  options: Options,
  missing: readonly string[],
  signal: AbortSignal
): Promise<ReleaseError> {
  const groups = await fleet.groupsByName(missing, signal)
  const [first, ...more] = missing.map((name): Finding => {
    const group = groups.find(each => each.name === name)
    const found = group
      ? `${name} exists, but its tag ${IMAGE_NAME_TAG} is ${group.tags.get(IMAGE_NAME_TAG) ?? 'not set'}`
      : `${name} does not exist`
    const service = name.replace(/-(blue|green)$/, '')
    return {
      code: 'BGR-PAIR-INCOMPLETE',
      message: `Expected both ${service}-blue and ${service}-green with the tag ${IMAGE_NAME_TAG}=${options.imageName}; ${found}.`,
      fix: group
        ? `Set the tag ${IMAGE_NAME_TAG} on ${name}: it is the group's consent to be released.`
        : `Create ${name} beside the other one, or correct asg-prefix.`
    }
  })
  if (!first) throw new TypeError('nothing is missing')
  return new ReleaseError([first, ...more])
}

const list = (names: readonly string[]): string =>
  names.slice(0, LISTED).join(', ') + (names.length > LISTED ? ` and ${names.length - LISTED} more` : '')

function failure(code: Code, message: string, fix: string): ReleaseError {
  const finding: Finding = { code, message, fix }
  return new ReleaseError([finding])
}
