/** What can happen to one request of a run, and to the process that makes it. */
import { stopReason } from '../../__tests__/support/simulation.ts'
import type { World } from '../../src/twin/core/world.ts'
import { type TroubleKind, troubleOf } from '../../src/twin/weather/trouble.ts'
import { HAPPENINGS } from './happenings.ts'
import type { Lab } from './lab.ts'
import { type Fate, Killed, type Request } from './wire.ts'

/** Where a fault strikes. */
export interface Stage {
  readonly lab: Lab
  readonly stop: AbortController
  readonly abort: AbortController
  /** The world before anything was released: what infrastructure code holds. */
  readonly pristine: World
  /** When it struck first, in ms since the epoch. */
  readonly since: number
  /** The world as it was when it struck first. */
  readonly was: World
}

export interface Kind {
  readonly name: string
  readonly about: 'process' | 'call' | 'read' | 'environment' | 'operator'
  /** The others of a family differ in the text alone that a person reads: all are errors of which nobody knows more. */
  readonly family?: 'unanswered' | 'unanswered-after'
  readonly on: 'any' | 'change' | 'read'
  /** Whether the process is gone afterwards. */
  readonly kills: boolean
  /** Whether the run that meets it has to succeed. */
  readonly passes: boolean
  /** Whether a request may still be on its way when the run has ended. */
  readonly lingers: boolean
  /** Whether a later request of the same run is struck too; `first` is the one that was struck first. */
  readonly lasts?: (stage: Stage, first: Request, later: Request) => boolean
  /** @returns what becomes of the request, or undefined where nothing can be done to it. @throws Killed */
  readonly strike: (stage: Stage, request: Request) => Fate | undefined
}

const PLAIN = { kills: false, passes: false, lingers: false } as const

const trouble =
  (kind: TroubleKind, amount?: number) =>
  ({ lab: _ }: Stage, { call }: Request): Fate => ({
    trouble: troubleOf(kind, call.service, call.operation, amount)
  })

const kill = (): never => {
  throw new Killed()
}

const LATE = { '30s': 0.1, '200s': 0.667, '290s': 0.967 } as const

const PROCESS: readonly Kind[] = [
  { ...PLAIN, name: 'killed-before', about: 'process', on: 'any', kills: true, strike: kill },
  {
    ...PLAIN,
    name: 'killed-after',
    about: 'process',
    on: 'change',
    kills: true,
    strike: () => ({ afterwards: kill })
  },
  ...Object.entries(LATE).map(
    ([name, amount]): Kind => ({
      ...PLAIN,
      name: `killed-and-late-${name}`,
      about: 'process',
      on: 'change',
      kills: true,
      lingers: true,
      strike: (stage, request) => ({ ...trouble('late', amount)(stage, request), afterwards: kill })
    })
  ),
  {
    ...PLAIN,
    name: 'stopped',
    about: 'process',
    on: 'any',
    strike: ({ stop }) => {
      stop.abort(stopReason)
      return {}
    }
  },
  {
    ...PLAIN,
    name: 'stopped-and-aborted',
    about: 'process',
    on: 'change',
    strike: ({ stop, abort }) => {
      stop.abort(stopReason)
      return {
        afterwards: () => {
          abort.abort(stopReason)
          throw stopReason
        }
      }
    }
  },
  {
    ...PLAIN,
    name: 'frozen-1h',
    about: 'process',
    on: 'any',
    strike: ({ lab }) => {
      lab.pass(3_600_000)
      return {}
    }
  }
]

const once = (kind: TroubleKind, on: Kind['on'], passes: boolean, family?: Kind['family']): Kind => ({
  ...PLAIN,
  ...(family && { family }),
  name: kind,
  about: 'call',
  on,
  passes,
  strike: trouble(kind)
})

const onward =
  (forMs = Number.POSITIVE_INFINITY) =>
  ({ lab, since }: Stage): boolean =>
    lab.twin.world().now - since < forMs

const CALLS: readonly Kind[] = [
  once('throttle', 'any', true),
  once('error-500', 'any', true, 'unanswered'),
  once('html-500', 'any', true, 'unanswered'),
  once('empty-500', 'any', true, 'unanswered'),
  once('lost-request', 'any', true, 'unanswered'),
  once('hang', 'any', true),
  once('error-500-after', 'change', true, 'unanswered-after'),
  once('html-500-after', 'change', true, 'unanswered-after'),
  once('empty-500-after', 'change', true, 'unanswered-after'),
  once('contention', 'change', true),
  once('contention-after', 'change', true),
  once('lost-response', 'change', true, 'unanswered-after'),
  once('hang-after', 'change', true),
  once('twice', 'change', true),
  once('access-denied', 'any', false),
  ...Object.entries(LATE).map(
    ([name, amount]): Kind => ({
      ...PLAIN,
      name: `late-${name}`,
      about: 'call',
      on: 'change',
      passes: true,
      lingers: true,
      strike: trouble('late', amount)
    })
  ),
  {
    ...once('partial', 'change', true),
    strike: (stage, request) => (several(request) ? trouble('partial')(stage, request) : undefined)
  },
  {
    ...once('access-denied', 'any', false),
    name: 'denied-from-here',
    lasts: (_, first, later) => first.call.operation === later.call.operation
  },
  { ...once('expired-token', 'any', false), lasts: onward() },
  { ...once('error-500', 'any', false), name: 'outage', lasts: onward() },
  { ...once('throttle', 'any', false), name: 'throttled-2min', lasts: onward(120_000) }
]

const several = ({ call }: Request): boolean =>
  [call.input.InstanceIds, call.input.Targets].some(list => Array.isArray(list) && list.length > 1)

const stale = (name: string, agoMs: number, forMs: number): Kind => ({
  ...PLAIN,
  name,
  about: 'read',
  on: 'read',
  lasts: forMs === 0 ? () => false : onward(forMs),
  strike: ({ lab, was, since }) => {
    const now = lab.twin.world()
    // A replica that stands still shows what it showed first.
    const shown = forMs === 0 ? lab.past(now.now - agoMs) : agoMs === 0 ? was : lab.past(since - agoMs)
    if (shown.groups === now.groups && shown.targetGroups === now.targetGroups) return undefined
    return { from: { ...now, groups: shown.groups, targetGroups: shown.targetGroups } }
  }
})

const READS: readonly Kind[] = [
  stale('stale-5s', 5_000, 0),
  stale('stale-30s', 30_000, 0),
  stale('replica-stands-still-30s', 0, 30_000),
  stale('replica-30s-behind', 30_000, 60_000)
]

const ENVIRONMENT: readonly Kind[] = HAPPENINGS.map(({ name, about, happen }) => ({
  ...PLAIN,
  name,
  about,
  on: 'any',
  strike: ({ lab, pristine }) => (happen(lab, pristine) ? {} : undefined)
}))

export const KINDS: readonly Kind[] = [...PROCESS, ...CALLS, ...READS, ...ENVIRONMENT]

/** @throws Error for a name that no kind has */
export function kindNamed(name: string): Kind {
  const found = KINDS.find(each => each.name === name)
  if (!found) throw new Error(`no fault ${name}; there are ${KINDS.map(each => each.name).join(', ')}`)
  return found
}

/** Whether it can strike this request at all. */
export const fits = (kind: Kind, { isRead }: Request): boolean =>
  kind.on === 'any' || (kind.on === 'read') === isRead
