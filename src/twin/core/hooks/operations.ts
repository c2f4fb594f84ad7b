import { groupOf } from '../auto-scaling/find.ts'
import { invalid } from '../fault.ts'
import { atMost, type Input, optionalText, text, texts } from '../input.ts'
import type { Group, Instance, World } from '../world.ts'
import type { LifecycleAction } from './model.ts'
import { putHook, readResult } from './put.ts'
import { completeAction, globalTimeout, waitOn } from './wait.ts'

/** PutLifecycleHook. Instances that wait already keep what they wait for. */
export function putLifecycleHook(world: World, input: Input): Record<string, unknown> {
  putHook(groupOf(world, input), input)
  return {}
}

/**
 * DeleteLifecycleHook. What waits for it is completed: a launch is abandoned, a termination goes on (Auto Scaling API
 * Reference).
 */
export function deleteLifecycleHook(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const name = text(input, 'LifecycleHookName')
  // ASSUMED: the wording.
  if (group.hooks[name] === undefined) throw invalid(`No Lifecycle Hook found with name: ${name}`)
  delete group.hooks[name]
  for (const instance of everyone(group)) {
    const action = instance.actions?.find(each => each.hook === name)
    if (action === undefined) continue
    const result = instance.lifecycle === 'Terminating:Wait' ? 'CONTINUE' : 'ABANDON'
    completeAction(world, group, instance, action, result, 'Lifecycle Hook was deleted')
  }
  return {}
}

/** DescribeLifecycleHooks. ASSUMED: in order of name; an unknown group is an error. */
export function describeLifecycleHooks(world: World, input: Input): Record<string, unknown> {
  const name = text(input, 'AutoScalingGroupName')
  const names = texts(input, 'LifecycleHookNames')
  atMost('LifecycleHookNames', names, 50)
  const group = world.groups[name]
  if (group === undefined)
    throw invalid(`AutoScalingGroup name not found - AutoScalingGroup: ${name} not found`)
  const hooks = Object.values(group.hooks)
    .filter(each => names.length === 0 || names.includes(each.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    LifecycleHooks: hooks.map(each => ({
      ...each.told,
      LifecycleHookName: each.name,
      AutoScalingGroupName: group.name,
      LifecycleTransition: each.transition,
      HeartbeatTimeout: each.heartbeatSeconds,
      GlobalTimeout: globalTimeout(each.heartbeatSeconds),
      DefaultResult: each.defaultResult
    }))
  }
}

/** CompleteLifecycleAction, by token or instance. @throws AwsFault ValidationError where nothing waits */
export function completeLifecycleAction(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const result = readResult(text(input, 'LifecycleActionResult')) ?? 'CONTINUE'
  const { instance, action } = waiting(group, input)
  completeAction(world, group, instance, action, result, `Lifecycle Action Completed with ${result} Result`)
  return {}
}

/** RecordLifecycleActionHeartbeat: the timeout of the hook begins anew, up to its global timeout. */
export function recordLifecycleActionHeartbeat(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const { instance, action } = waiting(group, input)
  action.deadline = Math.min(world.now + action.heartbeatMs, action.latest)
  waitOn(world, group, instance)
  return {}
}

function waiting(
  group: Group,
  input: Input
): { readonly instance: Instance; readonly action: LifecycleAction } {
  const hook = text(input, 'LifecycleHookName')
  const token = optionalText(input, 'LifecycleActionToken')
  const id = optionalText(input, 'InstanceId')
  for (const instance of everyone(group)) {
    for (const action of instance.actions ?? []) {
      const meant = token === undefined ? instance.id === id : action.token === token
      if (meant && action.hook === hook) return { instance, action }
    }
  }
  throw invalid(
    `No active Lifecycle Action found with ${token === undefined ? `instance ID ${id}` : `token ${token}`}`
  )
}

function everyone(group: Group): readonly Instance[] {
  return [...group.instances, ...(group.warmPool?.instances ?? [])]
}
