import { invalid } from '../fault.ts'
import { atMost, flag, type Input, missing, texts } from '../input.ts'
import type { World } from '../world.ts'
import { groupOf, instanceOf } from './find.ts'
import { wake } from './lifecycle.ts'

const PROTECTABLE: readonly string[] = ['InService', 'EnteringStandby', 'Standby']

/** SetInstanceProtection: at most 50 ids a call. */
export function setInstanceProtection(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const on = flag(input, 'ProtectedFromScaleIn')
  const ids = texts(input, 'InstanceIds')
  if (ids.length === 0) throw missing('InstanceIds')
  atMost('InstanceIds', ids, 50)
  const instances = ids.map(id => instanceOf(group, id))
  for (const each of instances) {
    if (!PROTECTABLE.includes(each.lifecycle)) {
      throw invalid(`The instance ${each.id} is not in InService or EnteringStandby or Standby.`)
    }
  }
  for (const each of instances) each.protected = on
  group.protectionNoted = false
  wake(world, group)
  return {}
}
