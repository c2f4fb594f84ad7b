/** The road between a run and its twin: every request is told to whoever injects faults, and may meet one. */
import { isRead, refusedAsTooOld, sendTo } from '../../__tests__/support/send.ts'
import type { AwsCall, Send } from '../../src/aws/transport.ts'
import type { Clock } from '../../src/release/ports.ts'
import { step } from '../../src/twin/core/step.ts'
import type { World } from '../../src/twin/core/world.ts'
import type { Trouble } from '../../src/twin/weather/trouble.ts'
import type { Outcome, WeatheredTwin } from '../../src/twin/weather/weathered-twin.ts'

/** Thrown in place of an answer: the process that asked is gone. */
export class Killed extends Error {}

/** One request on its way; the tries of one read are one request. */
export interface Request {
  readonly call: AwsCall
  /** From 0, in this run. */
  readonly number: number
  readonly isRead: boolean
}

/** What becomes of a request. */
export interface Fate {
  readonly trouble?: Trouble
  /** A read is answered from this world. */
  readonly from?: World
  /** Once the request has been carried out. */
  readonly afterwards?: () => void
}

/** Asked before each try. What it throws is thrown to the run. */
export type Meddler = (request: Request) => Fate

export function createWire(twin: WeatheredTwin, clock: Clock, meddler: Meddler): Send {
  let number = 0

  const served = ({ call, isRead: reads }: Request, { trouble, from }: Fate): Outcome['said'] => {
    const { service, operation, input } = call
    const tooOld = refusedAsTooOld(call, clock.now())
    if (tooOld) return tooOld
    if (!from || !reads) return twin.request(service, operation, input, trouble).said
    return step(from, { kind: 'call', service, operation, input }).answer ?? { ok: true, output: {} }
  }
  return (call, signal) => {
    const request = { call, number: number++, isRead: isRead(call) }
    const serve = () => {
      const fate = meddler(request)
      const said = served(request, fate)
      fate.afterwards?.()
      return said
    }
    return sendTo(clock, serve)(call, signal)
  }
}
