import { AwsFault, invalid } from '../fault.ts'
import { atMost, type Input, texts } from '../input.ts'
import type { World } from '../world.ts'

/** EC2 Auto Scaling guide, "Quotas": instances per EnterStandby or ExitStandby call. */
const BATCH = 20

/** The instances that a call names, at most 20. @throws AwsFault ValidationError */
export function namedIds(input: Input): readonly string[] {
  const ids = texts(input, 'InstanceIds')
  // ASSUMED: the model lets the list be absent and the guide bounds it at 20; what AWS answers is not confirmed.
  if (ids.length === 0) throw invalid('You must specify at least one instance ID.')
  atMost('InstanceIds', ids, BATCH)
  // ASSUMED: an id given twice is refused.
  if (new Set(ids).size < ids.length) throw invalid('The list of instance IDs contains duplicates.')
  return ids
}

/**
 * What a call about Standby makes of its list. ASSUMED (`standby-batch`): one wrong item refuses the whole call.
 * @param check throws AwsFault for an item that is wrong
 * @throws AwsFault of `check`; by the other answer only where no item is right
 */
export function accepted<Item, Right>(
  world: World,
  items: readonly Item[],
  check: (item: Item) => Right
): readonly Right[] {
  if (world.assumptions['standby-batch'] === 'all-or-nothing') return items.map(check)
  const faults: AwsFault[] = []
  const right = items.flatMap(item => {
    try {
      return [check(item)]
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error
      faults.push(error)
      return []
    }
  })
  if (right.length === 0 && faults[0] !== undefined) throw faults[0]
  return right
}
