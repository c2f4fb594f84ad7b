import { Agent } from 'node:http'
import type { Clock } from '../release/ports.ts'
import { holdOpen, type JsonObject, postJson, TwinClockError } from './twin-http.ts'

export interface TwinClock extends Clock {
  /** Goes with every request as `x-twin-participant`, so that the twin knows who is busy. */
  readonly participant: string
  /** Ends taking part: virtual time no longer waits for this process. */
  leave(): void
}

/**
 * Takes part in a twin's virtual time, which jumps ahead when every participant sleeps. Taking part lasts as long as one
 * connection, so that a killed process never keeps the others waiting.
 *
 * @param endpoint `http://HOST:PORT`
 * @throws TwinClockError, and so does `sleep`
 */
export async function joinTwinClock(endpoint: string): Promise<TwinClock> {
  let onLater = (_: JsonObject): void => {}
  const { first, close } = await holdOpen(`${endpoint}/_twin/clock/join`, line => onLater(line))
  const { participant, speed } = first
  if (typeof participant !== 'string' || participant === '' || typeof speed !== 'number' || !(speed >= 0)) {
    close()
    throw new TwinClockError('the twin does not say who joined its clock, or how fast it runs')
  }
  const time = createVirtualTime(dateOf(first), speed)
  // Somebody moved time on while this process was busy, or stood still.
  onLater = line => time.reach(dateOf(line))
  const agent = new Agent({ keepAlive: true })

  return {
    participant,
    now: time.now,
    async sleep(ms, signal) {
      const until = new Date(time.now() + Math.max(0, ms)).toISOString()
      const answer = await postJson(`${endpoint}/_twin/clock/sleep`, { participant, until }, agent, signal)
      time.reach(dateOf(answer))
    },
    leave() {
      close()
      agent.destroy()
    }
  }
}

/**
 * Virtual time between two answers of the twin, in ms since the epoch; it never runs backwards. `speed` is how many
 * virtual ms pass in a ms of real time while somebody is busy.
 */
function createVirtualTime(start: number, speed: number) {
  let known = { virtual: start, real: performance.now() }
  const now = () => Math.floor(known.virtual + (performance.now() - known.real) * speed)
  return {
    now,
    reach(virtual: number) {
      known = { virtual: Math.max(virtual, now()), real: performance.now() }
    }
  }
}

function dateOf({ now }: JsonObject): number {
  const ms = typeof now === 'string' ? Date.parse(now) : Number.NaN
  if (Number.isNaN(ms)) throw new TwinClockError('the twin does not say what time it is')
  return ms
}
