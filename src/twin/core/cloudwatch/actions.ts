import { texts } from '../input.ts'
import type { World } from '../world.ts'
import type { Alarm, AlarmState } from './model.ts'

export const ACTION_MEMBERS: readonly string[] = ['AlarmActions', 'OKActions', 'InsufficientDataActions']

/** ARNs of the actions that an alarm runs in a state. */
export function actionsIn(alarm: Alarm, state: AlarmState): readonly string[] {
  const member = state === 'ALARM' ? 'AlarmActions' : state === 'OK' ? 'OKActions' : 'InsufficientDataActions'
  return texts(alarm.input, member)
}

/** ARNs of all actions of an alarm. */
export function actionsOf(alarm: Alarm): readonly string[] {
  return ACTION_MEMBERS.flatMap(member => texts(alarm.input, member))
}

/** Name and ARN of every alarm that runs the action with this ARN. */
export function alarmsWithAction(world: World, action: string): Record<string, unknown>[] {
  return Object.values(world.alarms)
    .filter(each => actionsOf(each).includes(action))
    .map(each => ({ AlarmName: each.name, AlarmARN: each.arn }))
}

/**
 * Takes an action that exists no longer out of every alarm (Auto Scaling API Reference, DeletePolicy).
 * @returns names of the alarms that have no action left by that
 */
export function dropActions(world: World, action: string): readonly string[] {
  const bare: string[] = []
  for (const alarm of Object.values(world.alarms)) {
    if (!actionsOf(alarm).includes(action)) continue
    const kept = ACTION_MEMBERS.map(member => [
      member,
      texts(alarm.input, member).filter(arn => arn !== action)
    ])
    const changed = { ...alarm, input: { ...alarm.input, ...Object.fromEntries(kept) } }
    world.alarms[alarm.name] = changed
    if (actionsOf(changed).length === 0) bare.push(alarm.name)
  }
  return bare
}
