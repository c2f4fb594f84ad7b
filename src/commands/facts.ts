import { settled } from '../release/capacity.ts'
import type { Facts, Goal } from '../release/goal.ts'
import type { FleetReader } from '../release/ports.ts'
import type { LifecycleHook } from '../release/preflight/facts.ts'
import { copiedNames } from '../release/scaling/fit.ts'
import { standing } from '../release/situation.ts'
import { isUndone } from '../release/undo.ts'
import type { Activity, Observation } from '../release/world.ts'
import { inParallel } from './in-parallel.ts'

/** What of the facts stands for the whole run. */
export type StandingFacts = Omit<Facts, 'quietFrom' | 'together' | 'begun'>

/** So many calls at once: they are one for each group or target group, out of one bucket of tokens for the account. */
const AT_ONCE = 4
/** As many activities as one page of a busy group tells the present state by. */
const ACTIVITIES = 20

/**
 * What speaks for and against opening a release and is not in the look, read once for a whole fleet, before the first
 * change, and only of the services in which the command may open one: a deploy does, and a rollback of what is finalized.
 *
 * @param timeLimitMs how long the run may take
 * @returns by service; each of `observations` is there
 * @throws AwsError; the signal's reason
 */
export async function readFacts(
  fleet: FleetReader,
  observations: readonly Observation[],
  goal: Goal,
  timeLimitMs: number,
  signal: AbortSignal
): Promise<ReadonlyMap<string, StandingFacts>> {
  const opening = observations.filter(seen => mayOpen(seen, goal))
  const copying = observations.filter(seen => mayOpen(seen, goal) || mayCopy(seen, goal))
  const arns = [...new Set(opening.flatMap(({ targets }) => [...targets.keys()]))]
  const groups = opening.flatMap(({ groups: { blue, green } }) => [blue, green])
  const targetGroups = await fleet.targetGroupFacts(arns, signal)
  const copies = copying.flatMap(seen => [...copiedNames(seen, 'blue'), ...copiedNames(seen, 'green')])
  const takenAlarms = await fleet.alarmNames(copies, signal)
  const originals = copying.flatMap(({ attached: { blue, green } }) => [...blue.alarms, ...green.alarms])
  const alarmTags = await fleet.alarmTags(
    originals.map(({ arn }) => arn),
    signal
  )
  const metricAlarms = opening.length === 0 ? [] : await fleet.metricAlarms(signal)
  const attributes = new Map<string, ReadonlyMap<string, string>>()
  const refreshing = new Set<string>()
  const hooks = new Map<string, readonly LifecycleHook[]>()
  const activities = new Map<string, readonly Activity[]>()
  await inParallel(
    [
      ...arns.map(arn => async () => {
        attributes.set(arn, await fleet.targetGroupAttributes(arn, signal))
      }),
      ...groups.flatMap(group => [
        async () => {
          if (await fleet.refreshInProgress(group.name, signal)) refreshing.add(group.name)
        },
        async () => {
          hooks.set(group.name, await fleet.lifecycleHooks(group.name, signal))
        },
        async () => {
          if (!settled(group))
            activities.set(group.name, await fleet.activities(group.name, ACTIVITIES, signal))
        }
      ])
    ],
    AT_ONCE,
    read => read()
  )
  return new Map(
    observations.map(({ service, targets, groups: { blue, green } }) => [
      service,
      {
        timeLimitMs,
        targetGroups: targetGroups.filter(({ arn }) => targets.has(arn)),
        attributes: new Map([...attributes].filter(([arn]) => targets.has(arn))),
        takenAlarms,
        alarmTags,
        metricAlarms,
        refreshing: [blue, green].map(({ name }) => name).filter(name => refreshing.has(name)),
        hooks: ofBoth(hooks, blue.name, green.name),
        activities: ofBoth(activities, blue.name, green.name)
      }
    ])
  )
}

/**
 * Whether the command may open a release of this service. A record that is on one group alone is mended first, and may turn
 * out to be that of a closed release.
 */
function mayOpen(seen: Observation, goal: Goal): boolean {
  const where = standing(seen)
  switch (goal.command) {
    case 'deploy':
      return where.kind === 'untouched' || where.kind === 'closed' || where.kind === 'torn'
    case 'rollback':
      return where.kind === 'torn' || (where.kind === 'closed' && !isUndone(where.situation))
    case 'finalize':
    case 'recover':
      return false
  }
}

/** Whether the command may go on with a release that copies alarms. */
function mayCopy(seen: Observation, goal: Goal): boolean {
  const where = standing(seen)
  if (where.kind !== 'open' || goal.command === 'finalize') return false
  if (goal.command === 'recover') return false
  return goal.command === 'deploy' || where.situation.release.undo === true
}

const ofBoth = <T>(all: ReadonlyMap<string, T>, ...names: readonly string[]): ReadonlyMap<string, T> =>
  new Map([...all].filter(([name]) => names.includes(name)))
