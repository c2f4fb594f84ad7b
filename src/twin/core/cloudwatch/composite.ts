import { invalid } from '../fault.ts'
import { type Input, onlyModelled, text } from '../input.ts'
import type { World } from '../world.ts'
import { COMMON_MEMBERS, storeAlarm } from './alarms.ts'
import { askedBy, parseAlarmRule } from './composite-rule.ts'
import type { Condition } from './model.ts'
import { review } from './watch.ts'

/**
 * PutCompositeAlarm. Its actions do nothing in the twin: a composite alarm cannot scale (CloudWatch user guide). Action
 * suppression is not modelled.
 * @throws AwsFault ValidationError for a rule that names an unknown alarm, or in the end itself
 */
export function putCompositeAlarm(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, [...COMMON_MEMBERS, 'AlarmRule'])
  const name = text(input, 'AlarmName')
  const composite = parseAlarmRule(text(input, 'AlarmRule'))
  // ASSUMED: the wordings.
  const unknown = askedBy(composite).filter(each => world.alarms[each] === undefined && each !== name)
  if (unknown.length > 0)
    throw invalid(
      `Could not save the composite alarm as alarms [${unknown.join(', ')}] in the alarm rule do not exist`
    )
  if (reaches(world, composite, name, new Set()))
    throw invalid(`Could not save the composite alarm as its alarm rule leads back to ${name}`)
  storeAlarm(world, input, { composite })
  review(world, name)
  return {}
}

function reaches(world: World, condition: Condition, name: string, seen: Set<string>): boolean {
  return askedBy(condition).some(each => {
    if (each === name) return true
    if (seen.has(each)) return false
    seen.add(each)
    const next = world.alarms[each]?.composite
    return next !== undefined && reaches(world, next, name, seen)
  })
}
