/** Instances that AWS ends by itself, because of a size. */
import type { Group, Instance } from '../../src/twin/core/world.ts'
import type { Stand } from './stand.ts'
import { isSplitPair } from './weights.ts'

/** At weight 0 a colour is ended by its desired capacity, in the states that allow it. */
export function endedByWeight({ journal, world }: Stand, { name, desired }: Group): boolean {
  if (desired > 0 || !isSplitPair(world, name)) return false
  return (
    (journal?.state === 'finalizing' && journal.from === name) ||
    (journal?.state === 'retiring' && journal.to === name) ||
    (journal?.state === 'open' && journal.to === name)
  )
}

/** Instances that were to stay before, and are gone or going after. */
export function endedBetween(before: Group, after: Group): readonly Instance[] {
  if (before.instances === after.instances) return []
  return before.instances.filter(each => {
    const now = after.instances.find(instance => instance.id === each.id)
    return each.lifecycle !== 'Terminating' && (now === undefined || now.lifecycle === 'Terminating')
  })
}
