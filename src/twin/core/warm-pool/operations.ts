import { instanceShape } from '../auto-scaling/describe.ts'
import { groupOf } from '../auto-scaling/find.ts'
import { wake } from '../auto-scaling/lifecycle.ts'
import { AwsFault, invalid } from '../fault.ts'
import {
  between,
  type Input,
  onlyModelled,
  optionalFlag,
  optionalInteger,
  optionalText,
  text
} from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import { record } from '../record.ts'
import { refuseInRefresh } from '../refresh/active.ts'
import type { WarmPool, World } from '../world.ts'
import { configurationOf } from './configuration.ts'

const STATES: readonly WarmPool['state'][] = ['Stopped', 'Running', 'Hibernated']
const MODELLED = [
  'AutoScalingGroupName',
  'MaxGroupPreparedCapacity',
  'MinSize',
  'PoolState',
  'InstanceReusePolicy'
]

/**
 * PutWarmPool: members left out take their defaults, -1 takes MaxGroupPreparedCapacity away. ASSUMED: instances that rest
 * in the pool already keep their state.
 * @throws AwsFault InstanceRefreshInProgress, ValidationError
 */
export function putWarmPool(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, MODELLED)
  const group = groupOf(world, input)
  refuseInRefresh(group)
  const given = optionalText(input, 'PoolState') ?? 'Stopped'
  const state = STATES.find(each => each === given)
  // ASSUMED: the wording.
  if (state === undefined) throw invalid(`Invalid warm pool state: ${given}`)
  const prepared = between(
    'MaxGroupPreparedCapacity',
    optionalInteger(input, 'MaxGroupPreparedCapacity') ?? -1,
    -1,
    10_000
  )
  group.warmPool = {
    minSize: between('MinSize', optionalInteger(input, 'MinSize') ?? 0, 0, 10_000),
    ...(prepared < 0 ? {} : { prepared }),
    state,
    reuse: optionalFlag(record(input, 'InstanceReusePolicy') ?? {}, 'ReuseOnScaleIn') ?? false,
    instances: group.warmPool?.instances ?? []
  }
  wake(world, group)
  return {}
}

/** DeleteWarmPool. Without ForceDelete the pool has to be empty. ASSUMED: the wording. @throws AwsFault ResourceInUse */
export function deleteWarmPool(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const pool = group.warmPool
  if (pool === undefined) throw invalid(`No warm pool found for Auto Scaling group ${group.name}`)
  if (pool.instances.length > 0 && optionalFlag(input, 'ForceDelete') !== true)
    throw new AwsFault('ResourceInUse', 'You cannot delete a warm pool while there are instances in it.')
  group.warmPool = { ...pool, status: 'PendingDelete' }
  wake(world, group)
  return {}
}

/** DescribeWarmPool: at most 50 instances a page. ASSUMED: a group without a pool answers with an empty list. */
export function describeWarmPool(world: World, input: Input): Record<string, unknown> {
  const name = text(input, 'AutoScalingGroupName')
  const group = world.groups[name]
  if (group === undefined)
    throw invalid(`AutoScalingGroup name not found - AutoScalingGroup: ${name} not found`)
  const { items, next } = page({ ...AUTO_SCALING_PAGE, most: 50 }, input, group.warmPool?.instances ?? [])
  return {
    ...(group.warmPool === undefined ? {} : { WarmPoolConfiguration: configurationOf(group.warmPool) }),
    Instances: items.map(each => instanceShape(group, each)),
    ...next
  }
}
