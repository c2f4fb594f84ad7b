import type { ServerResponse } from 'node:http'
import { view } from '../core/view.ts'
import type { CallLog } from './call-log.ts'
import {
  BadControlRequest,
  count,
  moment,
  readAct,
  readFault,
  readFields,
  readWeather,
  text
} from './control-input.ts'
import type { Faults } from './faults.ts'
import type { LivingWorld } from './living-world.ts'
import type { Sleepers } from './sleepers.ts'
import type { Timekeeper } from './timekeeper.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Paths of the control requests start with this; everything else is AWS. */
export const CONTROL_PREFIX = '/_twin/'

export interface ControlParts {
  readonly living: LivingWorld
  readonly clock: VirtualClock
  readonly sleepers: Sleepers
  readonly keeper: Timekeeper
  readonly faults: Faults
  readonly log: CallLog
  readonly speed: number
  readonly skip: boolean
}

/**
 * Answers one control request: 200 with JSON, 400 with `{error}` for a request that makes no sense.
 * @param route method and path, e.g. `GET /_twin/clock`.
 */
export function answerControl(
  parts: ControlParts,
  route: string,
  query: URLSearchParams,
  body: string,
  response: ServerResponse
): void {
  try {
    if (route === 'GET /_twin/clock/join') join(parts, response)
    else if (route === 'POST /_twin/clock/sleep') sleep(parts, body, response)
    else sendJson(response, 200, answerAtOnce(parts, route, query, body))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    sendJson(response, error instanceof BadControlRequest ? 400 : 500, { error: message })
  }
}

function answerAtOnce(parts: ControlParts, route: string, query: URLSearchParams, body: string): unknown {
  const { living, clock, keeper, faults, log } = parts
  switch (route) {
    case 'GET /_twin/clock':
      return clockView(parts)
    case 'POST /_twin/advance': {
      const fields = readFields(body, ['seconds', 'to'])
      if ('seconds' in fields === 'to' in fields) throw new BadControlRequest('give either seconds or to')
      const now = clock.now()
      const to = 'to' in fields ? moment(fields, 'to') : now + 1000 * count(fields, 'seconds')
      if (to < now) throw new BadControlRequest(`to is in the past: it is ${new Date(now).toISOString()}`)
      keeper.advanceTo(to)
      return timeView(clock)
    }
    case 'GET /_twin/state':
      return view(living.world())
    case 'GET /_twin/log':
      return { calls: log.since(count({ since: Number(query.get('since') ?? 0) }, 'since')) }
    case 'POST /_twin/act': {
      const answer = living.act(readAct(body))
      if (!answer.ok) throw new BadControlRequest(answer.error.message)
      return timeView(clock)
    }
    case 'POST /_twin/fault':
      faults.order(readFault(body))
      return timeView(clock)
    case 'DELETE /_twin/fault':
      faults.clear()
      return timeView(clock)
    case 'POST /_twin/weather':
      living.setWeather(readWeather(body))
      keeper.settle()
      return timeView(clock)
    case 'DELETE /_twin/weather':
      living.setWeather(undefined)
      return timeView(clock)
    default:
      throw new BadControlRequest(`there is no ${route}`)
  }
}

function timeView(clock: VirtualClock) {
  return { now: new Date(clock.now()).toISOString() }
}

function clockView({ clock, speed, skip }: ControlParts) {
  return { ...timeView(clock), speed, skip }
}

/** The answer stays open: a participant belongs to the clock for as long as its connection lives. */
function join(parts: ControlParts, response: ServerResponse): void {
  const { sleepers, keeper } = parts
  const line = (content: object) => response.write(`${JSON.stringify(content)}\n`)
  const participant = sleepers.join(now => line({ now: new Date(now).toISOString() }))
  response.on('close', () => {
    sleepers.leave(participant)
    keeper.settle()
  })
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  line({ participant, ...clockView(parts) })
}

function sleep({ sleepers, keeper, clock }: ControlParts, body: string, response: ServerResponse): void {
  const fields = readFields(body, ['participant', 'until'])
  const participant = text(fields, 'participant')
  if (!sleepers.has(participant))
    throw new BadControlRequest(`nobody called ${participant} has joined the clock`)
  const cancel = sleepers.sleep(participant, moment(fields, 'until'), woken => {
    if (woken) sendJson(response, 200, timeView(clock))
    else sendJson(response, 400, { error: `${participant} has left the clock` })
  })
  response.on('close', cancel)
  keeper.settle()
}

export function sendJson(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(content))
}
