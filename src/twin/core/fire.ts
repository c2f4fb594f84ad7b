import { graceEnd } from './auto-scaling/health.ts'
import { wake } from './auto-scaling/lifecycle.ts'
import { reconcile } from './auto-scaling/reconcile.ts'
import { transition } from './auto-scaling/transition.ts'
import { evaluateDue, repeatDue } from './cloudwatch/watch.ts'
import type { TargetGroup } from './elb/model.ts'
import { checked, drained } from './elb/targets.ts'
import { scheduledActionDue } from './schedule/due.ts'
import { warmTransition } from './warm-pool/fill.ts'
import type { Timer, World } from './world.ts'

/** Does the work of a timer that is due now. A timer that something else has overtaken does nothing. */
export function fire(world: World, timer: Timer): void {
  if (timer.kind === 'health' || timer.kind === 'drained') {
    const targetGroup = world.targetGroups[timer.targetGroup]
    if (targetGroup !== undefined) fireTarget(world, targetGroup, timer.kind, timer.instanceId)
    return
  }
  if (timer.kind === 'alarm') {
    evaluateDue(world, timer.alarm)
    return
  }
  if (timer.kind === 'alarm-actions') {
    repeatDue(world, timer.alarm)
    return
  }
  const group = world.groups[timer.group]
  if (group === undefined) return
  if (timer.kind === 'lifecycle') {
    transition(world, group, timer.instanceId)
    warmTransition(world, group, timer.instanceId)
  } else if (timer.kind === 'scheduled-action') scheduledActionDue(world, group, timer.action)
  else if (timer.kind === 'reconcile') reconcile(world, group)
  else if (group.status !== undefined) delete world.groups[timer.group]
}

function fireTarget(
  world: World,
  targetGroup: TargetGroup,
  kind: 'health' | 'drained',
  instanceId: string
): void {
  if (kind === 'drained') {
    drained(world, targetGroup, instanceId)
    return
  }
  const group = world.groups[targetGroup.targets[instanceId]?.group ?? '']
  const instance = group?.instances.find(each => each.id === instanceId)
  if (group === undefined || instance === undefined) return
  checked(world, targetGroup, instanceId, instance)
  if (group.healthCheckType === 'ELB') wake(world, group, Math.max(world.now, graceEnd(group, instance)))
}
