import { ownerOf } from '../auto-scaling/find.ts'
import { AwsFault } from '../fault.ts'
import { type Input, missing, optionalInteger, records, text } from '../input.ts'
import type { World } from '../world.ts'
import { targetGroupOf } from './describe-targets.ts'
import { deregister, register } from './targets.ts'

/**
 * RegisterTargets by instance id. A registered target stays as it is.
 * ASSUMED: a draining one starts over with its initial checks.
 */
export function registerTargets(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  for (const each of targets(input)) {
    const id = text(each, 'Id')
    const owner = ownerOf(world, id)
    if (owner === undefined || owner.instance.lostAt !== undefined) {
      throw new AwsFault(
        'InvalidTarget',
        `The following targets are not in a running state and cannot be registered: '${id}'`
      )
    }
    const present = targetGroup.targets[id]
    if (present === undefined || present.state === 'draining') {
      register(world, targetGroup, owner.group.name, owner.instance, optionalInteger(each, 'Port'))
    }
  }
  return {}
}

/** DeregisterTargets. A target that is not registered is no error. */
export function deregisterTargets(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  for (const each of targets(input)) deregister(world, targetGroup, text(each, 'Id'))
  return {}
}

function targets(input: Input): readonly Input[] {
  const wanted = records(input, 'Targets')
  if (wanted.length === 0) throw missing('Targets')
  return wanted
}
