import { AwsFault, invalid } from '../fault.ts'
import { type Input, optionalText, texts } from '../input.ts'
import { type Paging, page } from '../page.ts'
import type { World } from '../world.ts'
import { listenersOf } from './find.ts'
import { listenerShape, loadBalancerShape, ruleShape, targetGroupShape } from './shapes.ts'

type Output = Record<string, unknown>

/** ELBv2 API Reference: PageSize 1 to 400. */
const ELB_PAGE: Paging = {
  sizeMember: 'PageSize',
  tokenMember: 'Marker',
  nextMember: 'NextMarker',
  standard: 400,
  most: 400
}

/** DescribeTargetGroups by names, ARNs or load balancer. @throws AwsFault TargetGroupNotFound */
export function describeTargetGroups(world: World, input: Input): Output {
  const all = Object.values(world.targetGroups)
  const loadBalancer = optionalText(input, 'LoadBalancerArn')
  const chosen = choose(
    all,
    input,
    'TargetGroupArns',
    () => new AwsFault('TargetGroupNotFound', 'One or more target groups not found')
  )
  const found =
    loadBalancer === undefined ? chosen : chosen.filter(each => each.loadBalancers.includes(loadBalancer))
  const { items, next } = page(ELB_PAGE, input, found)
  return { TargetGroups: items.map(targetGroupShape), ...next }
}

/** DescribeLoadBalancers by names or ARNs. @throws AwsFault LoadBalancerNotFound */
export function describeLoadBalancers(world: World, input: Input): Output {
  const found = choose(
    Object.values(world.loadBalancers),
    input,
    'LoadBalancerArns',
    names => new AwsFault('LoadBalancerNotFound', `Load balancers '[${names.join(', ')}]' not found`)
  )
  const { items, next } = page(ELB_PAGE, input, found)
  return { LoadBalancers: items.map(each => loadBalancerShape(world, each)), ...next }
}

/** DescribeListeners of a load balancer or by ARNs. @throws AwsFault LoadBalancerNotFound, ListenerNotFound */
export function describeListeners(world: World, input: Input): Output {
  const owner = optionalText(input, 'LoadBalancerArn')
  const arns = texts(input, 'ListenerArns')
  if (owner === undefined && arns.length === 0)
    throw invalid('Either a load balancer or listeners must be specified')
  if (owner !== undefined && world.loadBalancers[owner] === undefined) {
    throw new AwsFault('LoadBalancerNotFound', 'One or more load balancers not found')
  }
  const all = listenersOf(world).filter(each => owner === undefined || each.loadBalancer.arn === owner)
  for (const arn of arns) {
    if (!all.some(each => each.listener.arn === arn))
      throw new AwsFault('ListenerNotFound', 'One or more listeners not found')
  }
  const found = arns.length === 0 ? all : all.filter(each => arns.includes(each.listener.arn))
  const { items, next } = page(ELB_PAGE, input, found)
  return { Listeners: items.map(each => listenerShape(each.loadBalancer, each.listener)), ...next }
}

/** DescribeRules of a listener or by ARNs, the default rule last. @throws AwsFault ListenerNotFound, RuleNotFound */
export function describeRules(world: World, input: Input): Output {
  const owner = optionalText(input, 'ListenerArn')
  const arns = texts(input, 'RuleArns')
  const all = listenersOf(world).map(each => each.listener)
  const chosen = owner === undefined ? all : all.filter(each => each.arn === owner)
  if (owner !== undefined && chosen.length === 0)
    throw new AwsFault('ListenerNotFound', 'One or more listeners not found')
  if (owner === undefined && arns.length === 0) throw invalid('Either a listener or rules must be specified')
  const rules = chosen.flatMap(each => each.rules)
  for (const arn of arns) {
    if (!rules.some(each => each.arn === arn))
      throw new AwsFault('RuleNotFound', 'One or more rules not found')
  }
  const found = arns.length === 0 ? rules : rules.filter(each => arns.includes(each.arn))
  const { items, next } = page(ELB_PAGE, input, found)
  return { Rules: items.map(ruleShape), ...next }
}

function choose<Item extends { readonly name: string; readonly arn: string }>(
  all: readonly Item[],
  input: Input,
  arnsMember: string,
  notFound: (names: readonly string[]) => AwsFault
): readonly Item[] {
  const names = texts(input, 'Names')
  const arns = texts(input, arnsMember)
  if (names.length === 0 && arns.length === 0) return all
  const missing = [
    ...names.filter(name => !all.some(each => each.name === name)),
    ...arns.filter(arn => !all.some(each => each.arn === arn))
  ]
  if (missing.length > 0) throw notFound(missing)
  return all.filter(each => names.includes(each.name) || arns.includes(each.arn))
}
