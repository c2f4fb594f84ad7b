import { AwsFault, invalid } from '../fault.ts'
import { type Input, optionalText, texts } from '../input.ts'
import { type Paging, page } from '../page.ts'
import type { Listener, LoadBalancer, Rule, TargetGroup, World } from '../world.ts'

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
  const all = listeners(world).filter(each => owner === undefined || each.loadBalancer.arn === owner)
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
  const all = listeners(world).map(each => each.listener)
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

function listeners(world: World): { readonly loadBalancer: LoadBalancer; readonly listener: Listener }[] {
  return Object.values(world.loadBalancers).flatMap(loadBalancer =>
    loadBalancer.listeners.map(listener => ({ loadBalancer, listener }))
  )
}

function targetGroupShape(targetGroup: TargetGroup): Output {
  return {
    TargetGroupArn: targetGroup.arn,
    TargetGroupName: targetGroup.name,
    Protocol: 'HTTP',
    Port: targetGroup.port,
    VpcId: 'vpc-0123456789abcdef0',
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: targetGroup.intervalMs / 1000,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: targetGroup.healthyThreshold,
    UnhealthyThresholdCount: targetGroup.unhealthyThreshold,
    HealthCheckPath: '/',
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: [...targetGroup.loadBalancers],
    TargetType: 'instance',
    ProtocolVersion: 'HTTP1',
    IpAddressType: 'ipv4'
  }
}

function loadBalancerShape(world: World, loadBalancer: LoadBalancer): Output {
  return {
    LoadBalancerArn: loadBalancer.arn,
    DNSName: `${loadBalancer.name}-1234567890.${world.region}.elb.amazonaws.com`,
    CreatedTime: new Date(loadBalancer.createdAt),
    LoadBalancerName: loadBalancer.name,
    Scheme: 'internet-facing',
    VpcId: 'vpc-0123456789abcdef0',
    State: { Code: 'active' },
    Type: 'application',
    AvailabilityZones: loadBalancer.zones.map(ZoneName => ({ ZoneName })),
    SecurityGroups: [],
    IpAddressType: 'ipv4'
  }
}

function listenerShape(loadBalancer: LoadBalancer, listener: Listener): Output {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: loadBalancer.arn,
    Port: listener.port,
    Protocol: 'HTTP',
    DefaultActions: listener.defaultActions
  }
}

function ruleShape(rule: Rule): Output {
  return {
    RuleArn: rule.arn,
    Priority: rule.priority,
    Conditions: rule.conditions,
    Actions: rule.actions,
    IsDefault: rule.isDefault
  }
}
