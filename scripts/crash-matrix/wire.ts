/** The road between a run and its twin: every request is told to whoever injects faults, and may meet one. */
import { toAwsError } from '../../src/aws/aws-error.ts'
import type { AwsCall, Send } from '../../src/aws/transport.ts'
import { AwsError } from '../../src/release/errors.ts'
import type { Clock } from '../../src/release/ports.ts'
import { step } from '../../src/twin/core/step.ts'
import type { World } from '../../src/twin/core/world.ts'
import type { Trouble } from '../../src/twin/weather/trouble.ts'
import type { WeatheredTwin } from '../../src/twin/weather/weathered-twin.ts'

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

/** As long as the transport waits for one call (src/aws/sdk-transport.ts). */
const GIVES_UP_MS = 30_000
const READ_ATTEMPTS = 4
/** AWS refuses what was signed longer ago (IAM User Guide, Signature Version 4). */
const SIGNATURE_MS = 300_000

type Said = ReturnType<WeatheredTwin['request']>['said']

export function createWire(twin: WeatheredTwin, clock: Clock, meddler: Meddler): Send {
  let number = 0

  const served = ({ call, isRead }: Request, { trouble, from }: Fate): Said => {
    const { service, operation, input, signedAt } = call
    if (!isRead && signedAt !== undefined && clock.now() - signedAt > SIGNATURE_MS) return EXPIRED_SIGNATURE
    if (!from || !isRead) return twin.request(service, operation, input, trouble).said
    return step(from, { kind: 'call', service, operation, input }).answer ?? { ok: true, output: {} }
  }
  const once = async (request: Request, signal: AbortSignal | undefined) => {
    const fate = meddler(request)
    const said = served(request, fate)
    fate.afterwards?.()
    if (said === 'silence') await clock.sleep(GIVES_UP_MS, signal)
    if (typeof said === 'object' && said.ok) return said.output
    throw toAwsError(request.call.operation, errorOf(said))
  }
  // As SDK v3 in standard mode does, without its jitter: reads are tried again, changes are not.
  return async (call, signal) => {
    const isRead = /^(?:Describe|List)/.test(call.operation)
    const request = { call, number: number++, isRead }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(request, signal)
      } catch (error) {
        const again = error instanceof AwsError && (error.kind === 'busy' || error.kind === 'unknown')
        if (!again || !isRead || attempt === READ_ATTEMPTS) throw error
        await clock.sleep((error.kind === 'busy' ? 500 : 50) * 2 ** attempt, signal)
      }
    }
  }
}

const EXPIRED_SIGNATURE: Said = {
  ok: false,
  error: { status: 403, code: 'SignatureDoesNotMatch', message: 'Signature expired' }
}

/** Errors as SDK v3 throws them. */
function errorOf(said: Said): Error {
  if (said === 'cut' || said === 'silence')
    return new Error(said === 'cut' ? 'socket hang up' : 'no answer within 30 s')
  const { code, message, status } =
    typeof said === 'object' && !said.ok ? said.error : { code: 'Unknown', message: 'Unknown', status: 500 }
  return Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: status } })
}
