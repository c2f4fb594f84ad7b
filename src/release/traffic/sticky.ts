/** Clients that a cookie keeps on a colour although its weight is 0. */
import { change, refuse, type Step, wait } from '../decision.ts'
import { stickyTag } from '../journal/journal.ts'
import type { Member, Situation } from '../situation.ts'
import { routesOf } from './routes.ts'

/** A run waits this long for the last cookie to end; for longer ones it is run again. */
const PATIENCE_MS = 600_000
/** Between the clock of this machine and that of AWS. */
const SKEW_S = 60

/**
 * Notes until when clients may come to the colour that has just left traffic: the duration of the cookie AWSALBTG after
 * its last weight above 0 (Application Load Balancer guide, target group stickiness). By the look that shows the weight
 * gone, which is late rather than early.
 */
export function noteSticky(at: Situation, leaving: Member): Step {
  const seconds = Math.max(0, ...routesOf(at.seen, at.epoch).routes.map(duration))
  if (seconds === 0 || leaving.side.stickyUntil !== undefined) return undefined
  const until = Math.ceil(at.seen.at / 1000) + seconds + SKEW_S
  return change('additive', `note that clients stay on ${leaving.group.name} until ${time(until)}`, {
    kind: 'tag',
    group: leaving.group.name,
    tags: [stickyTag(at.epoch, until)]
  })
}

const duration = ({ forward, noted }: ReturnType<typeof routesOf>['routes'][number]): number =>
  Math.max(forward.stickySeconds, noted?.sticky ?? 0)

/** Whether a client may still be on the colour. */
export const isStuck = ({ seen }: Situation, { side }: Member): boolean =>
  side.stickyUntil !== undefined && seen.at < side.stickyUntil * 1000

/** Nothing of the colour is ended before its last client is gone. */
export function unstuck(at: Situation, member: Member): Step {
  const { group, side } = member
  if (!isStuck(at, member) || side.stickyUntil === undefined) return undefined
  const until = side.stickyUntil * 1000
  if (until - at.seen.at <= PATIENCE_MS) return wait({ for: 'sticky', group: group.name, until })
  return refuse({
    code: 'BGR-STICKY',
    message: `Cookies keep clients on ${group.name} until ${time(side.stickyUntil)}, and its instances must not end before.`,
    fix: `Run ${member === at.old ? 'finalize' : 'rollback'} again then.`
  })
}

const time = (seconds: number): string => new Date(seconds * 1000).toISOString()
