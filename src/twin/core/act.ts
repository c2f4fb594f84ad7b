import { ownerOf } from './auto-scaling/find.ts'
import { DETECTION_MS, wake } from './auto-scaling/lifecycle.ts'
import { setDesired, setDesiredCapacity, updateAutoScalingGroup } from './auto-scaling/sizes.ts'
import { metricKey } from './cloudwatch/metric-key.ts'
import { setLevel } from './cloudwatch/metrics.ts'
import { replan } from './elb/targets.ts'
import { AwsFault } from './fault.ts'
import { operations, type Service } from './operations.ts'
import type { VersionHealth, World } from './world.ts'

/** What the environment does to the world. */
export type Act =
  /** `unhealthy`: health checks fail from now on; `terminated`: the EC2 instance is gone, as by a spot loss. */
  | { readonly type: 'fail-instance'; readonly instanceId: string; readonly how: 'unhealthy' | 'terminated' }
  | { readonly type: 'recover-instance'; readonly instanceId: string }
  /** How instances launched from now on with this version behave. */
  | { readonly type: 'set-version-health'; readonly version: string; readonly health: VersionHealth }
  /** As a scaling policy (ignored while AlarmNotification is suspended, clamped to Min..Max) or a person would. */
  | {
      readonly type: 'scale'
      readonly group: string
      readonly desired: number
      readonly by: 'policy' | 'person'
    }
  | {
      readonly type: 'resize'
      readonly group: string
      readonly min?: number
      readonly max?: number
      readonly desired?: number
    }
  /** Somebody else calls the API of AWS: an operator, infrastructure code. */
  | {
      readonly type: 'foreign-call'
      readonly service: Service
      readonly operation: string
      readonly input: Readonly<Record<string, unknown>>
    }
  /** From now on every period of a metric shows this value, whatever the statistic; null: no data. */
  | {
      readonly type: 'metric'
      readonly namespace: string
      readonly name: string
      readonly dimensions: Readonly<Record<string, string>>
      readonly value: number | null
    }

/** @throws AwsFault where the act names nothing that exists or AWS would refuse it */
export function perform(world: World, act: Act): Record<string, unknown> {
  switch (act.type) {
    case 'fail-instance':
      return failInstance(world, act.instanceId, act.how)
    case 'recover-instance':
      return recoverInstance(world, act.instanceId)
    case 'set-version-health':
      world.versionHealth[act.version] = act.health
      return {}
    case 'scale':
      return act.by === 'person'
        ? setDesiredCapacity(world, { AutoScalingGroupName: act.group, DesiredCapacity: act.desired })
        : scaleByPolicy(world, act.group, act.desired)
    case 'resize':
      return updateAutoScalingGroup(world, {
        AutoScalingGroupName: act.group,
        MinSize: act.min,
        MaxSize: act.max,
        DesiredCapacity: act.desired
      })
    case 'foreign-call':
      return foreignCall(world, act)
    case 'metric':
      setLevel(world, metricKey(act.namespace, act.name, Object.entries(act.dimensions)), act.value)
      return {}
  }
}

function foreignCall(
  world: World,
  { service, operation, input }: Extract<Act, { type: 'foreign-call' }>
): Record<string, unknown> {
  const found = operations.get(`${service}.${operation}`)
  if (found === undefined)
    throw new AwsFault('TwinError', `There is no operation ${operation} of ${service}.`)
  return found.handler(world, input)
}

function failInstance(world: World, id: string, how: 'unhealthy' | 'terminated'): Record<string, unknown> {
  const { group, instance } = found(world, id)
  if (how === 'terminated' && instance.lostAt === undefined) {
    instance.lostAt = world.now
    wake(world, group, world.now + DETECTION_MS)
  }
  if (instance.answersFrom !== null) instance.failingSince = world.now
  instance.answersFrom = null
  for (const targetGroup of Object.values(world.targetGroups)) replan(world, targetGroup, instance)
  return {}
}

function recoverInstance(world: World, id: string): Record<string, unknown> {
  const { instance } = found(world, id)
  if (instance.lostAt !== undefined)
    throw new AwsFault('TwinError', `Instance ${id} is gone and cannot recover.`)
  instance.answersFrom ??= world.now
  for (const targetGroup of Object.values(world.targetGroups)) replan(world, targetGroup, instance)
  return {}
}

function scaleByPolicy(world: World, name: string, wanted: number): Record<string, unknown> {
  const group = world.groups[name]
  if (group === undefined) throw new AwsFault('TwinError', `There is no group ${name}.`)
  if (group.suspended.AlarmNotification !== undefined || group.status !== undefined) return {}
  const desired = Math.min(Math.max(wanted, group.min), group.max)
  if (desired !== group.desired)
    setDesired(world, group, desired, 'a monitor alarm in state ALARM triggered a policy')
  return {}
}

function found(world: World, id: string): NonNullable<ReturnType<typeof ownerOf>> {
  const owner = ownerOf(world, id)
  if (owner === undefined) throw new AwsFault('TwinError', `There is no instance ${id}.`)
  return owner
}
