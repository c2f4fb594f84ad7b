/** Whether the live group is well: a release on top of an incident has nothing to go back to. */
import { holders, inService, moving, settled } from '../capacity.ts'
import type { Finding } from '../codes.ts'
import type { Activity, Group, Observation } from '../world.ts'
import { type Candidate, type Check, duration, finding } from './candidate.ts'

export const health: Check = at => (at.first ? [] : [...ill(at), ...emptied(at), ...settling(at)])

function ill({ seen, live }: Candidate): readonly Finding[] {
  const serving = inService(live)
  const healthy = new Set(holders(live, seen).map(instance => instance.id))
  const checked = stillChecked(live, seen)
  const unwell = serving.filter(({ id }) => !healthy.has(id) && !checked.has(id))
  if (unwell.length === 0) return []
  return [
    finding(
      'BGR-LIVE-UNHEALTHY',
      `${healthy.size} of ${serving.length} instances of the live group ${live.name} are healthy at the load balancer; not healthy: ${unwell.map(instance => instance.id).join(', ')}.`,
      'Bring the live group to health first: a release on top of an incident has nothing to go back to.'
    )
  ]
}

/** Instances whose first health checks still run: a group that scales out is not ill. */
const stillChecked = (group: Group, seen: Observation): ReadonlySet<string> =>
  new Set(
    group.targetGroups.flatMap(arn =>
      (seen.targets.get(arn) ?? [])
        .filter(target => target.state === 'initial')
        .map(target => target.instanceId)
    )
  )

/** A group that is asked for nothing never comes to rest while it serves, and nobody can say what the new one should carry. */
function emptied({ live }: Candidate): readonly Finding[] {
  const serving = inService(live).length
  if (live.desired > 0) return []
  return [
    finding(
      'BGR-UNSETTLED',
      `${live.name} is the group that serves, and its desired capacity is 0: what is in service now (${serving}) is about to end.`,
      'Give it back the sizes that the service needs, then start again.'
    )
  ]
}

/** A group that changes its size is waited for, unless nothing says that it will ever be done. */
function settling({ seen, live, facts }: Candidate): readonly Finding[] {
  if (settled(live)) return []
  const history = facts.activities.get(live.name) ?? []
  const underWay = history.filter(isOpen)
  const stuck = underWay.filter(({ startedAt }) => seen.at - startedAt > facts.timeLimitMs)
  const last = history.find(activity => !isOpen(activity))
  const launching = moving(live).some(({ lifecycle }) => lifecycle.startsWith('Pending'))
  const failing = inService(live).length < live.desired && !launching && last?.status === 'Failed'
  return [
    ...stuck.map(({ description, startedAt }) =>
      finding(
        'BGR-UNSETTLED',
        `A scaling activity of ${live.name} has been under way for ${duration(60 * Math.floor((seen.at - startedAt) / 60_000))}, longer than this run may wait: ${description}.`,
        'Complete what it waits for (a lifecycle hook, connections that drain), or raise timeout.'
      )
    ),
    ...(failing && last
      ? [
          finding(
            'BGR-UNSETTLED',
            `${live.name} wants ${live.desired} instances, has ${inService(live).length} in service, and its last launch failed: ${last.description}: ${last.message}.`,
            'Mend what the message says, or lower the desired capacity to what the group has.'
          )
        ]
      : [])
  ]
}

/** StatusCode of an activity that has ended (EC2 Auto Scaling API Reference, Activity). */
const isOpen = ({ status }: Activity): boolean => !['Successful', 'Failed', 'Cancelled'].includes(status)
