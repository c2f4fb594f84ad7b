import { invalid } from '../fault.ts'
import { type Input, texts } from '../input.ts'
import type { World } from '../world.ts'
import { stamp } from './activities.ts'
import { groupOf } from './find.ts'
import { wake } from './lifecycle.ts'

/** Auto Scaling API Reference, SuspendProcesses. */
export const PROCESSES: readonly string[] = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions'
]

/** SuspendProcesses. No list means every process. A process that is suspended already keeps its reason. */
export function suspendProcesses(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  for (const name of named(input)) group.suspended[name] ??= `User suspended at ${stamp(world.now)}`
  return {}
}

/** ResumeProcesses. No list means every process; what was put off meanwhile, such as replacements, happens now. */
export function resumeProcesses(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  for (const name of named(input)) delete group.suspended[name]
  wake(world, group)
  return {}
}

function named(input: Input): readonly string[] {
  const names = texts(input, 'ScalingProcesses')
  const unknown = names.filter(each => !PROCESSES.includes(each))
  // ASSUMED: the wording.
  if (unknown.length > 0) throw invalid(`Invalid process names: ${unknown.join(', ')}`)
  return names.length === 0 ? PROCESSES : names
}
