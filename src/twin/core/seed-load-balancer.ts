import { dictionary } from './dictionary.ts'
import { createListener } from './elb/listeners.ts'
import { attributesOfNewBalancer } from './elb/load-balancer-attributes.ts'
import { createRule } from './elb/rules.ts'
import { AwsFault } from './fault.ts'
import type { Input } from './input.ts'
import { hex } from './random.ts'
import { record } from './record.ts'
import type { ListenerScenario, LoadBalancerScenario } from './scenario.ts'
import { ScenarioError } from './scenario-reader.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000

/** Names of the target groups that listeners and rules of the scenario forward to. */
export function targetGroupsNamed(loadBalancers: readonly LoadBalancerScenario[]): ReadonlySet<string> {
  const names = new Set<string>()
  JSON.stringify(loadBalancers, (key, value: unknown) => {
    if (key === 'TargetGroupArn') names.add(String(value))
    return value
  })
  return names
}

/** Puts an Application Load Balancer with its listeners and rules into the world, as if it were there since the day before. */
export function seedLoadBalancer(world: World, wanted: LoadBalancerScenario, zones: readonly string[]): void {
  const { name } = wanted
  const arn = `arn:aws:elasticloadbalancing:${world.region}:${world.account}:loadbalancer/app/${name}/${hex(world, 16)}`
  world.loadBalancers[arn] = {
    name,
    arn,
    createdAt: world.now - DAY_MS,
    type: 'application',
    scheme: 'internet-facing',
    ipAddressType: 'ipv4',
    zones,
    subnets: [],
    securityGroups: [],
    attributes: attributesOfNewBalancer('application'),
    tags: dictionary(),
    listeners: []
  }
  for (const [n, each] of wanted.listeners.entries()) {
    try {
      seedListener(world, arn, each)
    } catch (error) {
      if (error instanceof AwsFault)
        throw new ScenarioError(`loadBalancers.${name}.listeners[${n}]`, error.message)
      throw error
    }
  }
}

function seedListener(world: World, loadBalancer: string, { input, rules }: ListenerScenario): void {
  const wanted = withArns(world, { ...input, LoadBalancerArn: loadBalancer })
  createListener(world, wanted)
  const listener = world.loadBalancers[loadBalancer]?.listeners.at(-1)
  for (const rule of rules) createRule(world, withArns(world, { ...rule, ListenerArn: listener?.arn }))
}

/** The scenario names target groups, because their ARNs are made with the world. */
function withArns(world: World, input: Input): Input {
  const arns = new Map(Object.values(world.targetGroups).map(each => [each.name, each.arn]))
  const copy = JSON.stringify(input, (key, value: unknown) =>
    key === 'TargetGroupArn' && typeof value === 'string' ? (arns.get(value) ?? value) : value
  )
  return record({ copy: JSON.parse(copy) }, 'copy') ?? {}
}
