import { dictionary } from '../dictionary.ts'
import { AwsFault, invalid } from '../fault.ts'
import { type Input, onlyModelled, optionalInteger, optionalText, text } from '../input.ts'
import type { World } from '../world.ts'
import { attributesOfNew } from './attributes.ts'
import { targetGroupOf } from './find.ts'
import { CHECK_MEMBERS, checksOf, checksOfNew } from './health-check.ts'
import type { TargetGroup, TargetType } from './model.ts'
import { newArn, newName } from './names.ts'
import { targetGroupShape } from './shapes.ts'
import { newTags } from './tags.ts'
import { replanAll } from './targets.ts'

const MODELLED = [
  'Name',
  'Protocol',
  'ProtocolVersion',
  'Port',
  'VpcId',
  'TargetType',
  'Tags',
  'IpAddressType'
]
const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP']
/** Elastic Load Balancing quotas: target groups for each Region. */
const MOST_TARGET_GROUPS = 3000

/**
 * CreateTargetGroup. One that exists already with the same settings is answered as if it had been created; tags are not
 * compared, as AWS was seen to do.
 * @throws AwsFault ValidationError, DuplicateTargetGroupName, TooManyTargetGroups
 */
export function createTargetGroup(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, [...MODELLED, ...CHECK_MEMBERS])
  const wanted = readTargetGroup(world, input)
  const groups = Object.values(world.targetGroups)
  const namesake = groups.find(each => each.name === wanted.name)
  if (namesake !== undefined) return answer(sameSettings(namesake, wanted))
  if (groups.length >= MOST_TARGET_GROUPS)
    throw new AwsFault(
      'TooManyTargetGroups',
      `The maximum number of target groups '${MOST_TARGET_GROUPS}' has been reached`
    )
  const targetGroup: TargetGroup = { ...wanted, arn: newArn(world, `targetgroup/${wanted.name}`) }
  world.targetGroups[targetGroup.arn] = targetGroup
  return answer(targetGroup)
}

/** ModifyTargetGroup: the settings of the health check. Targets keep their state, the next check comes by the new ones. */
export function modifyTargetGroup(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['TargetGroupArn', ...CHECK_MEMBERS])
  const targetGroup = targetGroupOf(world, input)
  Object.assign(targetGroup, checksOf(input, targetGroup, targetGroup))
  replanAll(world, targetGroup, id => {
    const group = world.groups[targetGroup.targets[id]?.group ?? '']
    return group?.instances.find(each => each.id === id)
  })
  return { TargetGroups: [targetGroupShape(targetGroup)] }
}

/** DeleteTargetGroup. One that does not exist is no error. @throws AwsFault ResourceInUse */
export function deleteTargetGroup(world: World, input: Input): Record<string, unknown> {
  const arn = text(input, 'TargetGroupArn')
  const targetGroup = world.targetGroups[arn]
  if (targetGroup === undefined) return {}
  if (targetGroup.loadBalancers.length > 0) {
    throw new AwsFault('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`)
  }
  delete world.targetGroups[arn]
  return {}
}

/** A target group that no load balancer uses, without its ARN. */
function readTargetGroup(world: World, input: Input): TargetGroup {
  const name = newName(input, 'Target group')
  const type = typeOf(input)
  const protocol = optionalText(input, 'Protocol')
  const port = optionalInteger(input, 'Port')
  const vpc = optionalText(input, 'VpcId')
  const addresses = optionalText(input, 'IpAddressType')
  if (addresses !== undefined && addresses !== 'ipv4')
    throw new AwsFault('TwinUnsupported', `The twin does not model target groups of ${addresses}.`, 501)
  const common = {
    name,
    arn: '',
    type,
    slowStartSince: world.now,
    loadBalancers: [],
    targets: dictionary<never>(),
    tags: newTags(input),
    attributes: attributesOfNew(type, protocol)
  }
  if (type === 'lambda') {
    if (protocol !== undefined || port !== undefined || vpc !== undefined)
      throw invalid('Protocol, port and VPC cannot be specified for target groups with target type lambda')
    return { ...common, port: 0, ...checksOfNew(input, common) }
  }
  // ASSUMED: the wordings.
  if (protocol === undefined) throw invalid('A protocol must be specified')
  if (!PROTOCOLS.includes(protocol))
    throw new AwsFault(
      'TwinUnsupported',
      `The twin does not model target groups of protocol ${protocol}.`,
      501
    )
  if (port === undefined) throw invalid('A port must be specified')
  if (vpc === undefined) throw invalid('A VPC ID must be specified')
  const version = protocol.startsWith('HTTP')
    ? { protocolVersion: optionalText(input, 'ProtocolVersion') ?? 'HTTP1' }
    : {}
  const group = { ...common, protocol, port, vpc, ...version }
  return { ...group, ...checksOfNew(input, group) }
}

function typeOf(input: Input): TargetType {
  const type = optionalText(input, 'TargetType') ?? 'instance'
  if (type === 'instance' || type === 'ip' || type === 'lambda') return type
  throw new AwsFault('TwinUnsupported', `The twin does not model targets of type ${type}.`, 501)
}

/** @throws AwsFault DuplicateTargetGroupName */
function sameSettings(present: TargetGroup, wanted: TargetGroup): TargetGroup {
  const settings = (each: TargetGroup): string =>
    JSON.stringify(targetGroupShape({ ...each, arn: '', loadBalancers: [] }))
  if (settings(present) === settings(wanted)) return present
  throw new AwsFault(
    'DuplicateTargetGroupName',
    `A target group with the same name '${wanted.name}' exists, but with different settings`
  )
}

/** CreateTargetGroup alone answers without LoadBalancerArns, as AWS was seen to do. */
function answer(targetGroup: TargetGroup): Record<string, unknown> {
  const { LoadBalancerArns: _none, ...shape } = targetGroupShape(targetGroup)
  return { TargetGroups: [shape] }
}
