/** Everything that speaks against opening a release, all at once, before anything is changed. */
import { holders, inService } from './capacity.ts'
import type { Code, Finding } from './codes.ts'
import type { Facts, Goal } from './goal.ts'
import { versionOf } from './live.ts'
import { other } from './situation.ts'
import { type Colour, type Group, IMAGE_VERSION_TAG, type Observation } from './world.ts'

/** A group may carry 50 tags (EC2 Auto Scaling User Guide, tagging); a release needs this many. */
const TAG_LIMIT = 50
const TAGS_NEEDED = 7
/** Without these a release can neither launch nor bring instances back from Standby. */
const NEEDED_PROCESSES = ['Launch', 'AddToLoadBalancer']

const finding = (code: Code, message: string, fix: string): Finding => ({ code, message, fix })

export function preflight(seen: Observation, live: Colour, first: boolean, facts: Facts): readonly Finding[] {
  const liveGroup = seen.groups[live]
  const idle = seen.groups[other(live)]
  return [
    ...[liveGroup, idle].flatMap(group => [...shape(group), ...processes(group), ...refresh(group, facts)]),
    ...emptiness(idle),
    ...(first ? emptiness(liveGroup) : health(liveGroup, seen)),
    ...targetGroups(liveGroup, idle, facts),
    ...scaling(liveGroup, idle, facts)
  ]
}

/** A wish that contradicts itself once the live version is known. */
export function contradiction(
  goal: Goal & { command: 'deploy' },
  live: Group | undefined
): Finding | undefined {
  if (!goal.redeploy || (live && versionOf(live) === goal.version)) return undefined
  const found = live ? `${live.name} runs ${versionOf(live) ?? 'no known version'}` : 'nothing is live'
  return finding(
    'BGR-INPUT',
    `redeploy: true releases the live version again, but ${found} and not ${goal.version}.`,
    'Leave redeploy out to release another version.'
  )
}

function shape(group: Group): readonly Finding[] {
  const found: Finding[] = []
  if (group.status !== undefined) {
    found.push(
      finding(
        'BGR-GROUP-DELETING',
        `${group.name} has the status "${group.status}".`,
        'Wait until AWS has deleted it, then create the group again.'
      )
    )
  }
  if (group.hasWeightedCapacity) {
    found.push(
      finding(
        'BGR-CAPACITY-UNITS',
        `The capacity of ${group.name} is counted in weights, vCPUs or memory, not in instances.`,
        'Remove the instance weights and set the desired capacity type to units.'
      )
    )
  }
  if (group.hasWarmPool) {
    found.push(
      finding(
        'BGR-WARM-POOL',
        `${group.name} has a warm pool, whose instances read their version long before they serve.`,
        'Delete the warm pool of both groups.'
      )
    )
  }
  const room = TAG_LIMIT - group.tags.size
  if (room < TAGS_NEEDED) {
    found.push(
      finding(
        'BGR-TAG-ROOM',
        `A release needs ${TAGS_NEEDED} more tags on ${group.name}, and it has room for ${room} (the limit is ${TAG_LIMIT}).`,
        'Remove tags that nobody needs.'
      )
    )
  }
  return found
}

function processes(group: Group): readonly Finding[] {
  const stopped = NEEDED_PROCESSES.filter(process => group.suspended.includes(process))
  if (stopped.length === 0) return []
  return [
    finding(
      'BGR-PROCESS-SUSPENDED',
      `${stopped.join(' and ')} must run on ${group.name}, and is suspended.`,
      `Resume it: aws autoscaling resume-processes --auto-scaling-group-name ${group.name} --scaling-processes ${stopped.join(' ')}`
    )
  ]
}

function refresh(group: Group, facts: Facts): readonly Finding[] {
  if (!facts.refreshing.includes(group.name)) return []
  return [
    finding(
      'BGR-INSTANCE-REFRESH',
      `An instance refresh is running on ${group.name}.`,
      'Wait until it has ended, or cancel it.'
    )
  ]
}

function emptiness(group: Group): readonly Finding[] {
  if (group.instances.length === 0) return []
  const states = [...new Set(group.instances.map(instance => instance.lifecycle))].sort().join(', ')
  return [
    finding(
      'BGR-IDLE-NOT-EMPTY',
      `${group.name} must be empty before a release, and lists ${group.instances.length} instances (${states}) that no open release explains.`,
      'If they are still ending, wait and start again; if they are in Standby, end or return them first.'
    )
  ]
}

function health(live: Group, seen: Observation): readonly Finding[] {
  const found: Finding[] = []
  const serving = inService(live)
  const healthy = new Set(holders(live, seen).map(instance => instance.id))
  const checked = stillChecked(live, seen)
  const ill = serving.filter(({ id }) => !healthy.has(id) && !checked.has(id))
  if (ill.length > 0) {
    found.push(
      finding(
        'BGR-LIVE-UNHEALTHY',
        `${healthy.size} of ${serving.length} instances of the live group ${live.name} are healthy at the load balancer; not healthy: ${ill.map(instance => instance.id).join(', ')}.`,
        'Bring the live group to health first: a release on top of an incident has nothing to go back to.'
      )
    )
  }
  const standby = live.instances.filter(instance => instance.lifecycle === 'Standby')
  if (standby.length > 0) {
    found.push(
      finding(
        'BGR-DRIFT',
        `The live group ${live.name} has instances in Standby that no release put there: ${standby.map(instance => instance.id).join(', ')}.`,
        'Return them to service or end them: a rollback could not tell them from its own.'
      )
    )
  }
  if (versionOf(live) === undefined || !live.propagated.has(IMAGE_VERSION_TAG)) {
    found.push(
      finding(
        'BGR-NO-VERSION-TAG',
        `The live group ${live.name} must say which version it runs in the tag ${IMAGE_VERSION_TAG}, with PropagateAtLaunch; ${versionOf(live) === undefined ? 'it has no such tag' : 'its tag does not propagate'}.`,
        `Set the tag ${IMAGE_VERSION_TAG} to the version that it runs, with PropagateAtLaunch.`
      )
    )
  }
  return found
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

function targetGroups(live: Group, idle: Group, facts: Facts): readonly Finding[] {
  if (live.targetGroups.length === 0) {
    return [
      finding(
        'BGR-NO-TARGET-GROUP',
        `${live.name} is attached to no target group, so nothing shows whether its instances serve.`,
        'Attach both groups to the target groups of the service.'
      )
    ]
  }
  if (live.targetGroups.join() !== idle.targetGroups.join()) {
    return [
      finding(
        'BGR-TARGET-GROUPS-DIFFER',
        `${live.name} is attached to ${live.targetGroups.join(', ')} and ${idle.name} to ${idle.targetGroups.join(', ') || 'none'}; they must share all of them.`,
        'Attach both groups to the same target groups. A target group for each colour is not supported yet.'
      )
    ]
  }
  return facts.targetGroups.flatMap(group => {
    const reasons = [
      ...(group.inUse ? [] : ['no listener of a load balancer forwards to it']),
      ...(group.targetType === 'instance' ? [] : [`its target type is ${group.targetType}, not instance`]),
      ...(group.healthCheckEnabled ? [] : ['its health check is disabled'])
    ]
    return reasons.map(reason =>
      finding(
        'BGR-TARGET-GROUP-UNFIT',
        `The target group ${group.name} never shows a healthy instance: ${reason}.`,
        'Mend the target group, or detach both groups from it.'
      )
    )
  })
}

function scaling(live: Group, idle: Group, facts: Facts): readonly Finding[] {
  const of = (group: Group) => facts.scaling.find(entry => entry.group === group.name)
  const missing = (kind: 'policies' | 'scheduledActions'): readonly string[] =>
    (of(live)?.[kind] ?? []).filter(name => !(of(idle)?.[kind] ?? []).includes(name))
  const lacking = [
    ...missing('policies').map(name => `the scaling policy ${name}`),
    ...missing('scheduledActions').map(name => `the scheduled action ${name}`)
  ]
  if (lacking.length === 0) return []
  return [
    finding(
      'BGR-SCALING-NOT-ON-BOTH',
      `${idle.name} lacks ${lacking.join(', ')} of ${live.name}: after the release nothing would scale.`,
      `Create it on ${idle.name} too. Only the live colour scales: bg-release suspends AlarmNotification and ScheduledActions on the other one. Copying is not supported yet.`
    )
  ]
}
