import { stamp } from './auto-scaling/activities.ts'
import { newGroup } from './auto-scaling/groups.ts'
import { emptiestZone, newInstance } from './auto-scaling/instance.ts'
import { newPolicy } from './auto-scaling/policies.ts'
import { newScheduledAction } from './auto-scaling/schedules.ts'
import { dictionary } from './dictionary.ts'
import { attributesOfNew } from './elb/attributes.ts'
import { standardChecks } from './elb/health-check.ts'
import { attributesOfNewBalancer } from './elb/load-balancer-attributes.ts'
import type { Target } from './elb/model.ts'
import { VPC } from './elb/names.ts'
import { AwsFault } from './fault.ts'
import { hex } from './random.ts'
import type { GroupScenario, TargetGroupScenario } from './scenario.ts'
import { ScenarioError } from './scenario-reader.ts'
import type { Group, World } from './world.ts'

const DAY_MS = 86_400_000

/** Puts a target group into the world and, where it is in use, a load balancer with one HTTP listener before it. */
export function seedTargetGroup(world: World, wanted: TargetGroupScenario, zones: readonly string[]): void {
  const prefix = `arn:aws:elasticloadbalancing:${world.region}:${world.account}:`
  const arn = `${prefix}targetgroup/${wanted.name}/${hex(world, 16)}`
  const id = `app/${wanted.name}/${hex(world, 16)}`
  const loadBalancer = `${prefix}loadbalancer/${id}`
  world.targetGroups[arn] = {
    name: wanted.name,
    arn,
    type: 'instance',
    protocol: 'HTTP',
    protocolVersion: 'HTTP1',
    vpc: VPC,
    port: 80,
    ...standardChecks({ type: 'instance', protocol: 'HTTP' }),
    intervalMs: wanted.intervalMs,
    healthyThreshold: wanted.healthyThreshold,
    attributes: {
      ...attributesOfNew('instance', 'HTTP'),
      'deregistration_delay.timeout_seconds': String(wanted.deregistrationDelaySeconds),
      'slow_start.duration_seconds': String(wanted.slowStartSeconds),
      ...wanted.attributes
    },
    slowStartSince: world.now - DAY_MS,
    loadBalancers: wanted.inUse ? [loadBalancer] : [],
    targets: dictionary(),
    tags: dictionary()
  }
  if (!wanted.inUse) return
  const listener = hex(world, 16)
  const actions = [
    {
      Type: 'forward',
      TargetGroupArn: arn,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: arn, Weight: 1 }],
        TargetGroupStickinessConfig: { Enabled: false }
      }
    }
  ]
  world.loadBalancers[loadBalancer] = {
    name: wanted.name,
    arn: loadBalancer,
    createdAt: world.now - DAY_MS,
    type: 'application',
    scheme: 'internet-facing',
    ipAddressType: 'ipv4',
    zones,
    subnets: [],
    securityGroups: [],
    attributes: attributesOfNewBalancer('application'),
    tags: dictionary(),
    listeners: [
      {
        arn: `${prefix}listener/${id}/${listener}`,
        port: 80,
        protocol: 'HTTP',
        certificates: [],
        tags: dictionary(),
        rules: [
          {
            arn: `${prefix}listener-rule/${id}/${listener}/${hex(world, 16)}`,
            priority: 'default',
            conditions: [],
            actions,
            isDefault: true,
            tags: dictionary()
          }
        ]
      }
    ]
  }
}

/** Puts a group with its instances into the world, as if they had been there since the day before. */
export function seedGroup(world: World, wanted: GroupScenario): void {
  const attached = Object.values(world.targetGroups).filter(each => wanted.targetGroups.includes(each.name))
  const group = newGroup(world, { ...wanted, targetGroups: attached.map(each => each.arn) })
  world.groups[group.name] = group
  group.desired = wanted.desired
  group.newInstancesProtected = wanted.newInstancesProtected
  group.healthCheckType = wanted.healthCheckType
  group.healthCheckGraceSeconds = wanted.healthCheckGraceSeconds
  for (const [key, value] of Object.entries(wanted.tags)) group.tags[key] = { value, propagate: true }
  for (const name of wanted.suspended)
    group.suspended[name] = `User suspended at ${stamp(world.now - DAY_MS)}`
  for (let n = 0; n < wanted.desired + wanted.standby; n += 1) seedInstance(world, group, n < wanted.desired)
  seedScaling(world, group, wanted)
}

function seedInstance(world: World, group: Group, inService: boolean): void {
  const instance = {
    ...newInstance(
      world,
      group,
      inService ? emptiestZone(group) : (group.zones[group.instances.length % group.zones.length] ?? '')
    ),
    launchedAt: world.now - DAY_MS,
    lifecycle: inService ? ('InService' as const) : ('Standby' as const),
    booted: true,
    answersFrom: world.now - DAY_MS
  }
  group.instances.push(instance)
  if (!inService) return
  for (const arn of group.targetGroups) {
    const targetGroup = world.targetGroups[arn]
    if (targetGroup === undefined) continue
    const registeredAt = world.now - DAY_MS
    const target: Target = {
      id: instance.id,
      port: targetGroup.port,
      group: group.name,
      registeredAt,
      state: 'healthy',
      since: registeredAt + targetGroup.intervalMs
    }
    targetGroup.targets[instance.id] = target
  }
}

function seedScaling(world: World, group: Group, wanted: GroupScenario): void {
  const put = (path: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (error instanceof AwsFault) throw new ScenarioError(`groups.${group.name}.${path}`, error.message)
      throw error
    }
  }
  for (const [n, each] of wanted.policies.entries())
    put(`policies[${n}]`, () => newPolicy(world, group, each))
  for (const [n, each] of wanted.scheduledActions.entries()) {
    put(`scheduledActions[${n}]`, () => newScheduledAction(world, group, each))
  }
}
