import { hex } from '../random.ts'
import type { Group, Instance, World } from '../world.ts'
import { counted } from './find.ts'

const VERSION_TAG = 'docker:image:version'

/** A fresh instance in state Pending that nobody has put into its group yet. */
export function newInstance(world: World, group: Group, zone: string): Instance {
  const version = versionAtLaunch(group)
  return {
    id: `i-0${hex(world, 16)}`,
    zone,
    version,
    launchedAt: world.now,
    lifecycle: 'Pending',
    health: 'Healthy',
    protected: group.newInstancesProtected,
    booted: false,
    answersFrom: world.versionHealth[version] === 'never-healthy' ? null : world.now,
    failingSince: world.now
  }
}

/** Auto Scaling keeps zones balanced: the first of the emptiest ones. */
export function emptiestZone(group: Group): string {
  let best = group.zones[0] ?? ''
  let fewest = Number.POSITIVE_INFINITY
  for (const zone of group.zones) {
    const size = counted(group).filter(each => each.zone === zone).length
    if (size < fewest) {
      best = zone
      fewest = size
    }
  }
  return best
}

/** The version that an instance launched now reads from its tags; empty where the tag does not reach it. */
export function versionAtLaunch(group: Group): string {
  const tag = group.tags[VERSION_TAG]
  return tag?.propagate ? tag.value : ''
}
