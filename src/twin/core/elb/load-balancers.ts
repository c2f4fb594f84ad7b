import { AwsFault, invalid } from '../fault.ts'
import { type Input, onlyModelled, optionalText, text, texts } from '../input.ts'
import type { World } from '../world.ts'
import { attributesOfNewBalancer } from './load-balancer-attributes.ts'
import type { LoadBalancer } from './model.ts'
import { newArn, newName } from './names.ts'
import { loadBalancerShape } from './shapes.ts'
import { newTags } from './tags.ts'
import { noteUses } from './uses.ts'

const MODELLED = ['Name', 'Subnets', 'SecurityGroups', 'Scheme', 'Tags', 'Type', 'IpAddressType']
/** Elastic Load Balancing quotas: load balancers of a type for each Region. */
const MOST_LOAD_BALANCERS = 50

/**
 * CreateLoadBalancer: application, or network in its simplest form. One that exists already with the same settings is
 * answered as if it had been created. The twin knows no subnets: the first stands in zone a, the second in zone b, ...
 * @throws AwsFault ValidationError, DuplicateLoadBalancerName, TooManyLoadBalancers, InvalidScheme
 */
export function createLoadBalancer(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, MODELLED)
  const wanted = readLoadBalancer(world, input)
  const all = Object.values(world.loadBalancers)
  const namesake = all.find(each => each.name === wanted.name)
  if (namesake !== undefined)
    return { LoadBalancers: [loadBalancerShape(world, sameSettings(namesake, wanted))] }
  if (all.filter(each => each.type === wanted.type).length >= MOST_LOAD_BALANCERS)
    throw new AwsFault(
      'TooManyLoadBalancers',
      `The maximum number of load balancers '${MOST_LOAD_BALANCERS}' has been reached`
    )
  const kind = wanted.type === 'network' ? 'net' : 'app'
  const loadBalancer: LoadBalancer = { ...wanted, arn: newArn(world, `loadbalancer/${kind}/${wanted.name}`) }
  world.loadBalancers[loadBalancer.arn] = loadBalancer
  return { LoadBalancers: [loadBalancerShape(world, loadBalancer)] }
}

/** DeleteLoadBalancer with its listeners. One that does not exist is no error. @throws AwsFault OperationNotPermitted */
export function deleteLoadBalancer(world: World, input: Input): Record<string, unknown> {
  const arn = text(input, 'LoadBalancerArn')
  const loadBalancer = world.loadBalancers[arn]
  if (loadBalancer === undefined) return {}
  if (loadBalancer.attributes['deletion_protection.enabled'] === 'true') {
    throw new AwsFault(
      'OperationNotPermitted',
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`
    )
  }
  delete world.loadBalancers[arn]
  noteUses(world)
  return {}
}

function readLoadBalancer(world: World, input: Input): LoadBalancer {
  const name = newName(input, 'Load balancer')
  if (name.startsWith('internal-'))
    throw invalid(`Load balancer name '${name}' cannot begin with 'internal-'`)
  const type = optionalText(input, 'Type') ?? 'application'
  if (type !== 'application' && type !== 'network')
    throw new AwsFault('TwinUnsupported', `The twin does not model load balancers of type ${type}.`, 501)
  const scheme = optionalText(input, 'Scheme') ?? 'internet-facing'
  if (scheme !== 'internet-facing' && scheme !== 'internal')
    throw new AwsFault('InvalidScheme', `The scheme '${scheme}' is not valid`)
  const subnets = texts(input, 'Subnets')
  if (subnets.length === 0) throw invalid('A subnet must be specified')
  if (type === 'application' && new Set(subnets).size < 2)
    throw invalid('At least two subnets in two different Availability Zones must be specified')
  return {
    name,
    arn: '',
    createdAt: world.now,
    type,
    scheme,
    ipAddressType: optionalText(input, 'IpAddressType') ?? 'ipv4',
    zones: subnets.map((_, n) => `${world.region}${'abcdef'[n] ?? 'f'}`),
    subnets: [...subnets],
    securityGroups: [...texts(input, 'SecurityGroups')],
    attributes: attributesOfNewBalancer(type),
    tags: newTags(input),
    listeners: []
  }
}

/** @throws AwsFault DuplicateLoadBalancerName. ASSUMED: tags count as settings. */
function sameSettings(present: LoadBalancer, wanted: LoadBalancer): LoadBalancer {
  const settings = ({ type, scheme, ipAddressType, subnets, securityGroups, tags }: LoadBalancer): string =>
    JSON.stringify([
      type,
      scheme,
      ipAddressType,
      [...subnets].sort(),
      [...securityGroups].sort(),
      Object.entries(tags).sort()
    ])
  if (settings(present) === settings(wanted)) return present
  throw new AwsFault(
    'DuplicateLoadBalancerName',
    `A load balancer with the same name '${wanted.name}' exists, but with different settings`
  )
}
