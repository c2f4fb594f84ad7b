import type { Clock, FleetReader } from '../release/ports.ts'
import type { Forward } from '../release/traffic/forward.ts'
import { isSplit } from '../release/traffic/topology.ts'
import type { Groups } from './look.ts'

/** Listeners and rules that nobody knew of yet are looked for again after so long. */
const KNOWN_FOR_MS = 60_000

/** What forwards to the services whose colours have target groups of their own. For others nothing is asked. */
export interface ForwardSight {
  /** By service. @throws AwsError */
  look(
    services: ReadonlyMap<string, Groups>,
    signal: AbortSignal
  ): Promise<ReadonlyMap<string, readonly Forward[]>>
}

interface Known {
  readonly forwards: readonly Forward[]
  /** When they were looked for, in ms since the epoch. */
  readonly at: number
}

/** Finding them takes a call for each load balancer and listener; reading the known ones again takes three in all. */
export function createForwardSight(fleet: FleetReader, clock: Clock): ForwardSight {
  const known = new Map<string, Known>()

  /** One of them may be gone meanwhile: the next look finds out which are left. */
  async function readAgain(forwards: readonly Forward[], signal: AbortSignal): Promise<readonly Forward[]> {
    try {
      return await fleet.readForwards(forwards, signal)
    } catch (error) {
      known.clear()
      throw error
    }
  }

  return {
    async look(services, signal) {
      const split = [...services].filter(([, groups]) => isSplit({ groups }))
      const now = clock.now()
      const isNew = ([service]: readonly [string, Groups]) => {
        const before = known.get(service)
        return before === undefined || now - before.at >= KNOWN_FOR_MS
      }
      const unknown = split.filter(isNew)
      const arns = unknown.flatMap(([, groups]) => targetGroupsOf(groups))
      const rest = split
        .filter(each => !isNew(each))
        .flatMap(([service]) => known.get(service)?.forwards ?? [])
      const found = arns.length === 0 ? [] : await fleet.findForwards([...new Set(arns)], signal)
      const again = rest.length === 0 ? [] : await readAgain(rest, signal)
      for (const entry of split) {
        const [service, groups] = entry
        const own = new Set(targetGroupsOf(groups))
        const forwards = (isNew(entry) ? found : again).filter(({ shares }) =>
          shares.some(({ targetGroup }) => own.has(targetGroup))
        )
        known.set(service, { forwards, at: isNew(entry) ? now : (known.get(service)?.at ?? now) })
      }
      return new Map(split.map(([service]) => [service, known.get(service)?.forwards ?? []]))
    }
  }
}

const targetGroupsOf = ({ blue, green }: Groups): readonly string[] => [
  ...blue.targetGroups,
  ...green.targetGroups
]
