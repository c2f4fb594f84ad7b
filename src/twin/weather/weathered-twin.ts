import { operations, type Service } from '../core/operations.ts'
import { type Answer, step } from '../core/step.ts'
import type { World } from '../core/world.ts'
import { createTwin, type Twin } from '../doors/function-door.ts'
import { happenings } from './environment.ts'
import { createLag, type Lag } from './lag.ts'
import type { Weather } from './profile.ts'
import { NO_CALLS, strike, type Tally } from './strike.ts'
import type { Trouble } from './trouble.ts'

type Input = Readonly<Record<string, unknown>>

/** What became of a request. */
export interface Outcome {
  /** An answer of AWS, an answer that is none, a connection that is cut, or silence. */
  readonly said: Answer | 'html' | 'empty' | 'cut' | 'silence'
  /** Whether it has taken place by now and AWS accepted it. */
  readonly tookPlace: boolean
  readonly trouble?: Trouble
}

/** A twin on which things go wrong, and which is left alone as long as no weather is set. */
export interface WeatheredTwin extends Twin {
  /** As `request`; where nothing that AWS says comes back, the error has status 0, or 500 and the code Unknown. */
  call: Twin['call']
  /** @param ordered a trouble that was asked for: it takes the place of the weather's */
  request(service: Service, operation: string, input: Input, ordered?: Trouble): Outcome
  /** From now on, counted from the beginning; undefined ends it. What is under way still lands. */
  setWeather(weather: Weather | undefined): void
}

interface Sky {
  readonly weather: Weather
  readonly lag: Lag | undefined
  readonly start: World
  tally: Tally
  moments: number
}

interface Coming {
  readonly due: number
  readonly seq: number
  happen(): void
}

/** @param twin the one that the weather is over: it stands at `start` */
export function createWeatheredTwin(
  start: World,
  weather?: Weather,
  twin = createTwin(start)
): WeatheredTwin {
  let coming: readonly Coming[] = []
  let seq = 0
  let sky: Sky | undefined

  twin.onChange(world => sky?.lag?.note(world))

  const later = (afterMs: number, happen: () => void) => {
    coming = [...coming, { due: twin.world().now + afterMs, seq: seq++, happen }].sort(
      (one, other) => one.due - other.due || one.seq - other.seq
    )
  }

  function setWeather(next: Weather | undefined): void {
    const world = twin.world()
    const begun = next && {
      weather: next,
      lag: createLag(next, world),
      start: world,
      tally: NO_CALLS,
      moments: 0
    }
    sky = begun
    const every = next?.profile.environment?.everySeconds
    if (begun && every !== undefined) later(every * 1000, () => moment(begun, every * 1000))
  }

  function moment(own: Sky, everyMs: number): void {
    if (own !== sky) return
    for (const { afterMs, act } of happenings(own.weather, own.moments++, twin.world(), own.start)) {
      // An act that no longer fits the world does nothing.
      if (afterMs === 0) twin.act(act)
      else later(afterMs, () => twin.act(act))
    }
    later(everyMs, () => moment(own, everyMs))
  }

  function request(service: Service, operation: string, input: Input, ordered?: Trouble): Outcome {
    const mutating = operations.get(`${service}.${operation}`)?.mutating ?? false
    const struck =
      sky && strike(sky.weather, sky.tally, { service, operation, mutating, at: twin.world().now })
    if (sky && struck) sky.tally = struck.tally
    const trouble = ordered ?? struck?.trouble
    const serve = (own = input): Answer =>
      sky?.lag === undefined || mutating
        ? twin.call(service, operation, own)
        : stale(sky.lag.seenBy(sky.tally.calls, twin.world()), service, operation, own)
    if (trouble === undefined) {
      const said = serve()
      return { said, tookPlace: said.ok }
    }
    const answer = land(trouble, input, serve, afterMs => later(afterMs, () => serve()))
    return { said: saidOf(trouble, answer), tookPlace: answer?.ok ?? false, trouble }
  }

  setWeather(weather)
  return {
    ...twin,
    request,
    setWeather,
    call: (service, operation, input) => flat(request(service, operation, input).said),
    nextDue: () => {
      const due = Math.min(
        twin.nextDue() ?? Number.POSITIVE_INFINITY,
        coming[0]?.due ?? Number.POSITIVE_INFINITY
      )
      return Number.isFinite(due) ? due : undefined
    },
    advance: to => {
      for (let next = coming[0]; next !== undefined && next.due <= to; next = coming[0]) {
        coming = coming.slice(1)
        twin.advance(next.due)
        next.happen()
      }
      twin.advance(to)
    }
  }
}

/** Lets the call take place as far as the trouble allows. @returns its answer, where it took place now */
function land(
  { lands }: Trouble,
  input: Input,
  serve: (input?: Input) => Answer,
  later: (afterMs: number) => void
): Answer | undefined {
  if (lands === 'never') return undefined
  if (lands === 'once') return serve()
  if (lands === 'twice') {
    serve()
    return serve()
  }
  if ('part' in lands) return serve(partOf(input, lands.part))
  later(lands.afterMs)
  return undefined
}

/** A call that AWS refuses is refused, where AWS says anything. */
function saidOf({ says }: Trouble, answer: Answer | undefined): Outcome['said'] {
  if (says === 'answer') return answer ?? 'silence'
  if (typeof says === 'string') return says
  return answer?.ok === false ? answer : { ok: false, error: says }
}

const LISTS = ['InstanceIds', 'Targets']

/** The first ids of a call that has several. */
function partOf(input: Input, part: number): Input {
  const members = Object.entries(input).map(([member, value]) =>
    LISTS.includes(member) && Array.isArray(value) && value.length > 1
      ? [member, value.slice(0, 1 + Math.floor(part * (value.length - 1)))]
      : [member, value]
  )
  return Object.fromEntries(members)
}

function stale(world: World, service: Service, operation: string, input: Input): Answer {
  const { answer } = step(world, { kind: 'call', service, operation, input })
  return answer ?? { ok: true, output: {} }
}

/** What a client makes of no answer, or of one that is not AWS's. */
const UNKNOWN = {
  cut: { status: 0, code: '', message: 'socket hang up' },
  silence: { status: 0, code: '', message: 'no answer' },
  html: { status: 500, code: 'Unknown', message: 'Unknown' },
  empty: { status: 500, code: 'Unknown', message: 'Unknown' }
} as const

function flat(said: Outcome['said']): Answer {
  return typeof said === 'string' ? { ok: false, error: UNKNOWN[said] } : said
}
