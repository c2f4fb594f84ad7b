import { isIn } from '../release/capacity.ts'
import { oncePer } from '../release/once-per.ts'
import type { Change } from '../release/ports.ts'
import { isShownBy } from '../release/scaling/after.ts'
import { weightOf } from '../release/traffic/forward.ts'
import type { Observation } from '../release/world.ts'
import { WINDOW_MS } from './claim.ts'

/** The requests of this run that got no answer and may still arrive. */
export interface Unanswered {
  /** A request is about to leave. Sent a second time, no look can tell its first sending from the second. */
  sending(change: Change): void
  lost(change: Change, now: number): void
  /** A look settles what it shows the effect of, and time settles the rest. */
  settle(seen: Observation): void
  /** Until then (ms since the epoch) one may still arrive; 0 where none may. */
  until(): number
}

export function createUnanswered(): Unanswered {
  const open = new Map<string, { readonly change: Change; readonly until: number }>()
  const sent = new Set<string>()
  /** What was sent more than once, answered or not: a look that shows it may show another sending. */
  const repeated = new Set<string>()
  return {
    sending: change => {
      const key = keyOf(change)
      if (sent.has(key)) repeated.add(key)
      sent.add(key)
    },
    lost: (change, now) => {
      open.set(keyOf(change), { change, until: now + WINDOW_MS })
    },
    settle: seen => {
      for (const [key, { change, until }] of open) {
        if (seen.at >= until || (!repeated.has(key) && shows(seen, change))) open.delete(key)
      }
    },
    until: () => Math.max(0, ...[...open.values()].map(each => each.until))
  }
}

/** Equal changes have equal keys. */
export const keyOf: (change: Change) => string = oncePer(change => JSON.stringify(change))

/** Whether the world is as the change would leave it. */
function shows(seen: Observation, change: Change): boolean {
  const { blue, green } = seen.groups
  const group = change.group === blue.name ? blue : green
  switch (change.kind) {
    case 'tag':
      return change.tags.every(({ key, value }) => group.tags.get(key) === value)
    case 'untag':
      return change.keys.every(key => !group.tags.has(key))
    case 'resize':
      return (['min', 'max', 'desired'] as const).every(
        size => change[size] === undefined || change[size] === group[size]
      )
    case 'suspend':
      return change.processes.every(process => group.suspended.includes(process))
    case 'resume':
      return !change.processes.some(process => group.suspended.includes(process))
    case 'enter-standby':
      return change.ids.every(id => !isIn(group, id, 'InService'))
    case 'exit-standby':
      return change.ids.every(id => !isIn(group, id, 'Standby'))
    case 'protect':
      return group.instances.every(each => !change.ids.includes(each.id) || each.protected === change.on)
    case 'put-policy':
    case 'delete-policy':
    case 'put-alarm':
    case 'delete-alarms':
    case 'put-schedules':
    case 'delete-schedules':
      return isShownBy(seen.attached[group === blue ? 'blue' : 'green'], change)
    case 'terminate':
      return !isIn(group, change.id, 'Standby')
    case 'tag-forward':
    case 'untag-forward':
    case 'weigh':
      return showsForward(seen, change)
  }
}

type ForwardChange = Extract<Change, { readonly forward: string }>

/** A forward that is gone shows what was to become of it. */
function showsForward({ forwards }: Observation, change: ForwardChange): boolean {
  const forward = forwards.find(({ arn }) => arn === change.forward)
  if (!forward) return true
  switch (change.kind) {
    case 'tag-forward':
      return change.tags.every(({ key, value }) => forward.tags.get(key) === value)
    case 'untag-forward':
      return change.keys.every(key => !forward.tags.has(key))
    case 'weigh':
      return change.shares.every(({ targetGroup, weight }) => weightOf(forward, targetGroup) === weight)
  }
}
