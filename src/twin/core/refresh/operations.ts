import { groupOf } from '../auto-scaling/find.ts'
import { wake } from '../auto-scaling/lifecycle.ts'
import { isGoing } from '../auto-scaling/states.ts'
import { AwsFault, invalid } from '../fault.ts'
import { between, type Input, onlyModelled, optionalInteger, optionalText, text, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import { uuid } from '../random.ts'
import { record } from '../record.ts'
import type { Group, World } from '../world.ts'
import { activeRefresh, refuseInRefresh } from './active.ts'
import type { InstanceRefresh, RefreshPreferences } from './model.ts'

/**
 * StartInstanceRefresh: a rolling one that replaces every instance, without checkpoints, alarms, rollback, matching and a
 * desired configuration.
 * @throws AwsFault InstanceRefreshInProgress, ValidationError, TwinUnsupported
 */
export function startInstanceRefresh(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['AutoScalingGroupName', 'Strategy', 'Preferences'])
  const group = groupOf(world, input)
  refuseInRefresh(group)
  if ((optionalText(input, 'Strategy') ?? 'Rolling') !== 'Rolling')
    throw new AwsFault('TwinUnsupported', 'The twin models the strategy Rolling only.', 501)
  const pending = group.instances.filter(each => !isGoing(each.lifecycle)).map(each => each.id)
  const refresh: InstanceRefresh = {
    id: uuid(world),
    startedAt: world.now,
    status: 'Pending',
    preferences: readPreferences(group, record(input, 'Preferences') ?? {}),
    pending,
    total: pending.length
  }
  group.refreshes.push(refresh)
  wake(world, group)
  return { InstanceRefreshId: refresh.id }
}

/** CancelInstanceRefresh: what is under way is finished, nothing is taken back. @throws AwsFault ActiveInstanceRefreshNotFound */
export function cancelInstanceRefresh(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['AutoScalingGroupName'])
  const group = groupOf(world, input)
  const refresh = activeRefresh(group)
  if (refresh === undefined || refresh.status === 'Cancelling') {
    throw new AwsFault(
      'ActiveInstanceRefreshNotFound',
      `No in progress or pending Instance Refresh found for Auto Scaling group ${group.name}`
    )
  }
  refresh.status = 'Cancelling'
  wake(world, group)
  return { InstanceRefreshId: refresh.id }
}

/** DescribeInstanceRefreshes, newest first. ASSUMED: an unknown group has none. */
export function describeInstanceRefreshes(world: World, input: Input): Record<string, unknown> {
  const name = text(input, 'AutoScalingGroupName')
  const ids = texts(input, 'InstanceRefreshIds')
  const found = [...(world.groups[name]?.refreshes ?? [])]
    .reverse()
    .filter(each => ids.length === 0 || ids.includes(each.id))
  const { items, next } = page(AUTO_SCALING_PAGE, input, found)
  return { InstanceRefreshes: items.map(each => shape(name, each)), ...next }
}

function shape(group: string, refresh: InstanceRefresh): Record<string, unknown> {
  const done = refresh.total - refresh.pending.length
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group,
    Status: refresh.status,
    ...(refresh.reason === undefined ? {} : { StatusReason: refresh.reason }),
    StartTime: new Date(refresh.startedAt),
    ...(refresh.endedAt === undefined ? {} : { EndTime: new Date(refresh.endedAt) }),
    PercentageComplete: refresh.total === 0 ? 100 : Math.floor((100 * done) / refresh.total),
    InstancesToUpdate: refresh.pending.length,
    Preferences: { ...refresh.preferences, SkipMatching: false },
    Strategy: 'Rolling'
  }
}

/** Defaults of the API: 90 %, the group's warm-up or grace period, Wait and Wait (API Reference, RefreshPreferences). */
function readPreferences(group: Group, input: Input): RefreshPreferences {
  onlyModelled(input, [
    'MinHealthyPercentage',
    'InstanceWarmup',
    'StandbyInstances',
    'ScaleInProtectedInstances',
    ...(input.SkipMatching === false ? ['SkipMatching'] : []),
    ...(input.AutoRollback === false ? ['AutoRollback'] : [])
  ])
  const percentage = optionalInteger(input, 'MinHealthyPercentage') ?? 90
  const warmup = optionalInteger(input, 'InstanceWarmup') ?? -1
  return {
    MinHealthyPercentage: between('MinHealthyPercentage', percentage, 0, 100),
    InstanceWarmup: warmup < 0 ? (group.warmupSeconds ?? group.healthCheckGraceSeconds) : warmup,
    StandbyInstances: oneOf(['Terminate', 'Ignore', 'Wait'], optionalText(input, 'StandbyInstances')),
    ScaleInProtectedInstances: oneOf(
      ['Refresh', 'Ignore', 'Wait'],
      optionalText(input, 'ScaleInProtectedInstances')
    )
  }
}

function oneOf<Choice extends string>(choices: readonly Choice[], given = 'Wait'): Choice {
  const found = choices.find(each => each === given)
  // ASSUMED: the wording.
  if (found === undefined) throw invalid(`Invalid preference: ${given}`)
  return found
}
