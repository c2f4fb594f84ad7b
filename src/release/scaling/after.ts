/** What is attached to a group after a change of it. */
import type { Attached } from '../attached.ts'
import type { Change } from '../ports.ts'
import { equalSettings } from './equal.ts'
import { equalActions } from './schedules.ts'

export type AttachingChange = Extract<
  Change,
  {
    readonly kind:
      | 'put-policy'
      | 'delete-policy'
      | 'put-alarm'
      | 'delete-alarms'
      | 'put-schedules'
      | 'delete-schedules'
  }
>

const ATTACHING: readonly Change['kind'][] = [
  'put-policy',
  'delete-policy',
  'put-alarm',
  'delete-alarms',
  'put-schedules',
  'delete-schedules'
] satisfies readonly AttachingChange['kind'][]

export const isAttaching = (change: Change): change is AttachingChange => ATTACHING.includes(change.kind)

/** What the group has once the change has taken place. A policy that is new has no ARN yet. */
export function attachedAfter(before: Attached, change: AttachingChange): Attached {
  const { policies, alarms, scheduledActions } = before
  switch (change.kind) {
    case 'put-policy': {
      const { name, settings } = change
      const arn = policies.find(each => each.name === name)?.arn ?? ''
      const policy = { name, arn, type: String(settings.PolicyType), settings }
      return { ...before, policies: [...omit(policies, [name]), policy] }
    }
    case 'delete-policy':
      return { ...before, policies: omit(policies, [change.name]) }
    case 'put-alarm': {
      const { name, settings } = change
      const arn = alarms.find(each => each.name === name)?.arn ?? ''
      return { ...before, alarms: [...omit(alarms, [name]), { name, arn, settings }] }
    }
    case 'delete-alarms':
      return { ...before, alarms: omit(alarms, change.names) }
    case 'put-schedules': {
      const names = change.actions.map(({ name }) => name)
      return { ...before, scheduledActions: [...omit(scheduledActions, names), ...change.actions] }
    }
    case 'delete-schedules':
      return { ...before, scheduledActions: omit(scheduledActions, change.names) }
  }
}

/** Whether the group has what it would have after the change. */
export function isShownBy(
  { policies, alarms, scheduledActions }: Attached,
  change: AttachingChange
): boolean {
  switch (change.kind) {
    case 'put-policy':
      return policies.some(
        ({ name, settings }) => name === change.name && equalSettings(settings, change.settings)
      )
    case 'put-alarm':
      return alarms.some(
        ({ name, settings }) => name === change.name && equalSettings(settings, change.settings)
      )
    case 'put-schedules':
      return change.actions.every(action =>
        scheduledActions.some(each => each.name === action.name && equalActions(each, action))
      )
    case 'delete-policy':
      return policies.every(({ name }) => name !== change.name)
    case 'delete-alarms':
      return alarms.every(({ name }) => !change.names.includes(name))
    case 'delete-schedules':
      return scheduledActions.every(({ name }) => !change.names.includes(name))
  }
}

const omit = <Thing extends { readonly name: string }>(
  things: readonly Thing[],
  names: readonly string[]
): readonly Thing[] => things.filter(({ name }) => !names.includes(name))
