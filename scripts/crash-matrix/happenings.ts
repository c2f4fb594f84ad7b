/** What instances, load, operators and infrastructure code do while a run works. */
import { scales, serving } from '../../__tests__/support/stand.ts'
import type { Act } from '../../src/twin/core/act.ts'
import type { Group, Instance, World } from '../../src/twin/core/world.ts'
import { restore } from '../../src/twin/weather/infrastructure-code.ts'
import type { Lab } from './lab.ts'

export interface Happening {
  readonly name: string
  readonly about: 'environment' | 'operator'
  /** @returns whether anything happened */
  readonly happen: (lab: Lab, pristine: World) => boolean
}

/** For so long an instance that recovers fails its health checks. */
const FLAP_MS = 60_000

type Acts = (world: World, pristine: World) => readonly Act[]

const happening = (about: Happening['about'], name: string, acts: Acts): Happening => ({
  name,
  about,
  happen: ({ twin }, pristine) => {
    const before = twin.world()
    for (const act of acts(before, pristine)) twin.act(act)
    return twin.world() !== before
  }
})

const groups = (world: World): readonly Group[] => Object.values(world.groups)

const firstIn = (world: World, colour: string, lifecycle: Instance['lifecycle']): Instance | undefined =>
  groups(world)
    .filter(({ name }) => name.endsWith(colour))
    .flatMap(({ instances }) => instances)
    .find(each => each.lifecycle === lifecycle && each.lostAt === undefined)

const lost = (instance: Instance | undefined): readonly Act[] =>
  instance ? [{ type: 'fail-instance', instanceId: instance.id, how: 'terminated' }] : []

const scaleBy =
  (by: number): Acts =>
  world =>
    groups(world)
      .filter(group => scales(group) && serving(world, group) > 0)
      .map(({ name, desired }) => ({ type: 'scale', group: name, desired: desired + by, by: 'policy' }))

const flaps = (colour: string): Happening => ({
  name: `${colour}-flaps`,
  about: 'environment',
  happen: lab => {
    const instanceId = firstIn(lab.twin.world(), colour, 'InService')?.id
    if (instanceId === undefined) return false
    lab.twin.act({ type: 'fail-instance', instanceId, how: 'unhealthy' })
    lab.later(FLAP_MS, () => lab.twin.act({ type: 'recover-instance', instanceId }))
    return true
  }
})

const call = (operation: string, input: Readonly<Record<string, unknown>>): Act => ({
  type: 'foreign-call',
  service: 'autoscaling',
  operation,
  input
})

/** What a person does to each group that has instances in service. */
const operate =
  (change: (group: Group) => Readonly<Record<string, unknown>>): Acts =>
  world =>
    groups(world)
      .filter(({ instances }) => instances.some(({ lifecycle }) => lifecycle === 'InService'))
      .map(group => call('UpdateAutoScalingGroup', { AutoScalingGroupName: group.name, ...change(group) }))

const inStandby: Acts = world => {
  const instance = firstIn(world, '', 'Standby')
  const group = groups(world).find(({ instances }) => instances.some(({ id }) => id === instance?.id))
  return instance && group
    ? [call('ExitStandby', { AutoScalingGroupName: group.name, InstanceIds: [instance.id] })]
    : []
}

/** The newest note of one group goes. */
const untag =
  (colour: string): Acts =>
  world => {
    const group = groups(world).find(({ name }) => name.endsWith(colour))
    const Key = Object.keys(group?.tags ?? {})
      .filter(key => /^bg-release:(?:release|base|pin|hold)/.test(key))
      .sort()
      .at(-1)
    const tag = { ResourceId: group?.name, ResourceType: 'auto-scaling-group', Key }
    return Key === undefined ? [] : [call('DeleteTags', { Tags: [tag] })]
  }

export const HAPPENINGS: readonly Happening[] = [
  happening('environment', 'blue-dies', world => lost(firstIn(world, 'blue', 'InService'))),
  happening('environment', 'green-dies', world => lost(firstIn(world, 'green', 'InService'))),
  happening('environment', 'parked-dies', world => lost(firstIn(world, '', 'Standby'))),
  flaps('blue'),
  flaps('green'),
  happening('environment', 'scale-out', scaleBy(1)),
  happening('environment', 'scale-in', scaleBy(-1)),
  happening(
    'operator',
    'operator-min-down',
    operate(({ min }) => ({ MinSize: Math.max(0, min - 1) }))
  ),
  happening(
    'operator',
    'operator-min-up',
    operate(({ min, desired }) => ({ MinSize: Math.min(desired, min + 1) }))
  ),
  happening(
    'operator',
    'operator-max-up',
    operate(({ max }) => ({ MaxSize: max + 1 }))
  ),
  happening(
    'operator',
    'operator-desired-up',
    operate(({ desired, max }) => ({ DesiredCapacity: Math.min(max, desired + 1) }))
  ),
  happening('operator', 'operator-suspends', world =>
    groups(world).map(({ name }) =>
      call('SuspendProcesses', { AutoScalingGroupName: name, ScalingProcesses: ['ReplaceUnhealthy'] })
    )
  ),
  happening('operator', 'operator-exits-standby', inStandby),
  happening('operator', 'operator-untags-blue', untag('blue')),
  happening('operator', 'operator-untags-green', untag('green')),
  happening('operator', 'terraform-apply', (world, pristine) => restore(pristine, world))
]
