/** What a prepared colour scales by although the live one no longer has it. */
import type { Goal } from '../goal.ts'
import type { Note } from '../notes.ts'
import { handedOver, type Situation, standing } from '../situation.ts'
import type { Observation } from '../world.ts'
import { copyName } from './names.ts'
import { isCopied } from './role.ts'
import { puttable } from './schedules.ts'

/**
 * Nobody can say whether such a thing was deleted on the live colour or added to the prepared one, so it stays, and people
 * are told before it goes live.
 */
export function surplusNotes(seen: Observation, goal: Goal): readonly Note[] {
  const where = standing(seen)
  if (goal.command !== 'deploy' || where.kind !== 'open') return []
  const { situation: at } = where
  if (at.release.state !== 'open' || !isCopied(at) || handedOver(at)) return []
  const names = surplus(at)
  if (names.length === 0) return []
  const [fresh, old] = [at.new.group.name, at.old.group.name]
  return [
    {
      message: `${fresh} has ${names.join(', ')}, and ${old} has not. It stays, and scales the service once ${fresh} is live.`,
      fix: `Delete it on ${fresh} too if it was deleted on ${old} on purpose.`
    }
  ]
}

function surplus({ seen, old, new: fresh }: Situation): readonly string[] {
  const named = (things: readonly { readonly name: string }[]): ReadonlySet<string> =>
    new Set(things.map(({ name }) => name))
  const policies = named(old.attached.policies)
  const schedules = named(old.attached.scheduledActions)
  const alarms = new Set(
    old.attached.alarms.map(({ name }) => copyName(name, old.group.name, fresh.group.name))
  )
  return [
    ...fresh.attached.policies
      .filter(({ name }) => !policies.has(name))
      .map(({ name }) => `the scaling policy ${name}`),
    ...fresh.attached.scheduledActions
      .filter(action => !schedules.has(action.name) && puttable(action, seen.at) !== undefined)
      .map(({ name }) => `the scheduled action ${name}`),
    ...fresh.attached.alarms.filter(({ name }) => !alarms.has(name)).map(({ name }) => `the alarm ${name}`)
  ]
}
