import type { Attached } from '../release/attached.ts'
import { inService } from '../release/capacity.ts'
import type { Decision } from '../release/decision.ts'
import type { Change, Clock, FleetReader } from '../release/ports.ts'
import { isAttaching } from '../release/scaling/after.ts'
import type { Observation } from '../release/world.ts'
import type { Pair } from './find-fleet.ts'
import { createForwardSight } from './forward-sight.ts'
import { complete, type Groups, lookAtGroups } from './look.ts'

/** Policies, alarms and schedules are read again after so long. */
const ATTACHED_FOR_MS = 60_000
/** From so many target groups on, none is asked that cannot have news. */
const MANY_TARGET_GROUPS = 20

/** What a look at one service gave. */
export type Glance =
  | { readonly kind: 'seen'; readonly seen: Observation }
  /** The groups alone show that what is waited for cannot have come about. */
  | { readonly kind: 'no-news'; readonly groups: Groups }

export interface Asked {
  readonly pair: Pair
  readonly seen?: Observation
  readonly decision?: Decision
}

/** Whether what is attached to the groups is read: never, once, or again every minute because a person may change it. */
export type Attention = 'never' | 'once' | 'watched'

export interface Sight {
  /** Looks at all of them at once. @throws ReleaseError where a group is gone; AwsError */
  look(asked: readonly Asked[], signal: AbortSignal): Promise<ReadonlyMap<string, Glance>>
  /** A change is about to leave: what it may touch is read anew by the next look. */
  touch(change: Change): void
  /** How many target groups the services of all looks have. */
  targetGroups(): number
}

export function createSight(fleet: FleetReader, clock: Clock, attention: Attention): Sight {
  const targetGroups = new Set<string>()
  const attached = new Map<string, Attached>()
  const readAt = new Map<string, number>()
  const forwardSight = createForwardSight(fleet, clock)

  async function refresh(names: readonly string[], signal: AbortSignal): Promise<void> {
    const now = clock.now()
    const old = names.filter(name => {
      const at = readAt.get(name)
      return at === undefined || (attention === 'watched' && now - at >= ATTACHED_FOR_MS)
    })
    if (old.length === 0 || attention === 'never') return
    for (const [name, each] of await fleet.attached(old, signal)) {
      attached.set(name, each)
      readAt.set(name, now)
    }
  }

  return {
    async look(asked, signal) {
      const at = clock.now()
      const groups = await lookAtGroups(
        fleet,
        asked.map(({ pair }) => pair),
        signal
      )
      const glances = new Map<string, Glance>()
      const news = new Map(groups)
      for (const { pair, seen, decision } of asked) {
        const own = groups.get(pair.service)
        if (targetGroups.size < MANY_TARGET_GROUPS || !own || mayBeNews(seen, decision, own)) continue
        glances.set(pair.service, { kind: 'no-news', groups: own })
        news.delete(pair.service)
      }
      await refresh(
        [...news.values()].flatMap(({ blue, green }) => [blue.name, green.name]),
        signal
      )
      const forwards = await forwardSight.look(news, signal)
      for (const seen of await complete(fleet, at, news, { attached, forwards }, signal)) {
        for (const arn of seen.targets.keys()) targetGroups.add(arn)
        glances.set(seen.service, { kind: 'seen', seen })
      }
      return glances
    },
    touch: change => {
      if (isAttaching(change)) readAt.delete(change.group)
    },
    targetGroups: () => targetGroups.size
  }
}

/** While fewer instances are in service than have to be healthy, their health at the load balancer cannot matter yet. */
function mayBeNews(seen: Observation | undefined, decision: Decision | undefined, groups: Groups): boolean {
  if (!seen || decision?.kind !== 'wait') return true
  const { wait } = decision
  if (wait.for !== 'new-healthy' && wait.for !== 'old-back') return true
  const group = groups.blue.name === wait.group ? groups.blue : groups.green
  return inService(group).length >= wait.of || !alike(seen.groups, groups)
}

/** Equal but for instances that came into service since: those are waited for. */
function alike(a: Groups, b: Groups): boolean {
  const rest = ({ blue, green }: Groups) =>
    [blue, green].map(({ instances: _, tags, propagated: __, ...group }) => [
      group,
      [...tags].filter(([key]) => !key.includes(':claim:'))
    ])
  return JSON.stringify(rest(a)) === JSON.stringify(rest(b))
}
