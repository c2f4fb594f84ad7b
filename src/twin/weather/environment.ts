import type { Act } from '../core/act.ts'
import type { Group, Instance, World } from '../core/world.ts'
import { dice, pick, within } from './dice.ts'
import { restore } from './infrastructure-code.ts'
import { ENVIRONMENT_KINDS, type EnvironmentKind, type Weather } from './profile.ts'

/** What happens now (`afterMs` 0), or follows from it later. */
export interface Happening {
  readonly afterMs: number
  readonly act: Act
}

/** What the environment does at moment number `moment`, given the world then and as it was when the weather began. Pure. */
export function happenings(
  { seed, profile }: Weather,
  moment: number,
  world: World,
  start: World
): readonly Happening[] {
  return ENVIRONMENT_KINDS.flatMap(kind => {
    const chance = profile.environment?.chances[kind] ?? 0
    if (dice(seed, kind, moment) >= chance) return []
    return happening(kind, world, start, (...what) => dice(seed, kind, moment, ...what))
  })
}

type Roll = (what: string) => number

function happening(kind: EnvironmentKind, world: World, start: World, roll: Roll): readonly Happening[] {
  const serving = Object.values(world.groups).filter(group => those(group, 'InService').length > 0)
  switch (kind) {
    case 'scale-out':
    case 'scale-in': {
      const group = pick(serving, roll('group'))
      const by = within(1, 2, roll('by')) * (kind === 'scale-in' ? -1 : 1)
      return group === undefined
        ? []
        : now({ type: 'scale', group: group.name, desired: group.desired + by, by: 'policy' })
    }
    case 'spot-loss':
    case 'standby-loss': {
      const lifecycle = kind === 'spot-loss' ? 'InService' : 'Standby'
      const victim = anyOf(world, lifecycle, roll)?.instance
      return victim === undefined
        ? []
        : now({ type: 'fail-instance', instanceId: victim.id, how: 'terminated' })
    }
    case 'flap':
      return failFor(anyOf(world, 'InService', roll)?.instance, within(15, 90, roll('for')))
    case 'slow-boot':
      return failFor(anyOf(world, 'Pending', roll)?.instance, within(60, 240, roll('for')))
    case 'no-capacity':
      return withoutCapacity(pick(Object.values(world.groups), roll('group')), within(30, 240, roll('for')))
    case 'terraform':
      return restore(start, world).map(act => ({ afterMs: 0, act }))
    default:
      return operate(kind, world, roll)
  }
}

/** What a person does in the console. */
function operate(kind: EnvironmentKind, world: World, roll: Roll): readonly Happening[] {
  const group = pick(Object.values(world.groups), roll('group'))
  if (group === undefined) return []
  const call = (operation: string, input: Readonly<Record<string, unknown>>): Act => ({
    type: 'foreign-call',
    service: 'autoscaling',
    operation,
    input
  })
  const AutoScalingGroupName = group.name
  switch (kind) {
    case 'operator-resize': {
      const sizes = [
        { MinSize: Math.max(0, group.min - 1) },
        { MinSize: Math.min(group.desired, group.min + 1) },
        { MaxSize: group.max + 1 },
        { MaxSize: Math.max(group.desired, group.max - 1) },
        { DesiredCapacity: Math.min(group.max, group.desired + 1) }
      ]
      return now(call('UpdateAutoScalingGroup', { AutoScalingGroupName, ...pick(sizes, roll('size')) }))
    }
    case 'operator-suspend': {
      const input = {
        AutoScalingGroupName,
        ScalingProcesses: [pick(['AZRebalance', 'ScheduledActions', 'ReplaceUnhealthy'], roll('process'))]
      }
      const afterMs = 1000 * within(60, 600, roll('for'))
      return [
        { afterMs: 0, act: call('SuspendProcesses', input) },
        { afterMs, act: call('ResumeProcesses', input) }
      ]
    }
    case 'operator-exit-standby': {
      const parked = anyOf(world, 'Standby', roll)
      return parked === undefined
        ? []
        : now(
            call('ExitStandby', {
              AutoScalingGroupName: parked.group.name,
              InstanceIds: [parked.instance.id]
            })
          )
    }
    default: {
      const Key = pick(Object.keys(group.tags).sort(), roll('tag'))
      const tag = { ResourceId: group.name, ResourceType: 'auto-scaling-group', Key }
      return Key === undefined ? [] : now(call('DeleteTags', { Tags: [tag] }))
    }
  }
}

function now(act: Act): readonly Happening[] {
  return [{ afterMs: 0, act }]
}

/** Health checks of the instance fail for so many seconds. */
function failFor(instance: Instance | undefined, seconds: number): readonly Happening[] {
  if (instance === undefined) return []
  const instanceId = instance.id
  return [
    { afterMs: 0, act: { type: 'fail-instance', instanceId, how: 'unhealthy' } },
    { afterMs: seconds * 1000, act: { type: 'recover-instance', instanceId } }
  ]
}

/** Launches of the version that the group would launch fail for so many seconds: InsufficientInstanceCapacity. */
function withoutCapacity(group: Group | undefined, seconds: number): readonly Happening[] {
  const version = group?.tags['docker:image:version']?.value
  if (version === undefined) return []
  return [
    { afterMs: 0, act: { type: 'set-version-health', version, health: 'launch-fails' } },
    { afterMs: seconds * 1000, act: { type: 'set-version-health', version, health: 'healthy' } }
  ]
}

function those(group: Group, lifecycle: Instance['lifecycle']): readonly Instance[] {
  return group.instances.filter(each => each.lifecycle === lifecycle && each.lostAt === undefined)
}

function anyOf(world: World, lifecycle: Instance['lifecycle'], roll: Roll) {
  const found = Object.values(world.groups).flatMap(group =>
    those(group, lifecycle).map(instance => ({ group, instance }))
  )
  return pick(found, roll('instance'))
}
