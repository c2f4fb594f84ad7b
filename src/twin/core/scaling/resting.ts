import { planActions } from '../cloudwatch/watch.ts'
import type { Group, World } from '../world.ts'

/**
 * The group has changed: alarms that stay in their state and had nothing to do are asked again. On the resumption of
 * AlarmNotification that is how alarms in ALARM are considered (EC2 Auto Scaling guide, "Suspend and resume a process").
 */
export function wakeAlarms(world: World, group: Group): void {
  if (group.restingAlarms.length === 0 || group.suspended.AlarmNotification !== undefined) return
  const names = group.restingAlarms
  group.restingAlarms = []
  for (const name of names) {
    const alarm = world.alarms[name]
    if (alarm !== undefined) planActions(world, alarm, world.now)
  }
}
