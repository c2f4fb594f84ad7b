/** The road from the engine to a twin, as SDK v3 and the transport over it take it. */
import { toAwsError } from '../../src/aws/aws-error.ts'
import type { AwsCall, Send } from '../../src/aws/transport.ts'
import { AwsError } from '../../src/release/errors.ts'
import type { Clock } from '../../src/release/ports.ts'
import { LATEST_MS } from '../../src/twin/weather/trouble.ts'
import type { Outcome } from '../../src/twin/weather/weathered-twin.ts'

/** As long as the transport waits for one call (src/aws/sdk-transport.ts). */
const GIVES_UP_MS = 30_000

const READ_ATTEMPTS = 4

/** Errors as SDK v3 throws them. */
const sdkError = ({ code, message, status }: { code: string; message: string; status: number }) =>
  Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: status } })
const noAnswer = (said: 'html' | 'empty' | 'cut' | 'silence') =>
  said === 'html' || said === 'empty'
    ? sdkError({ code: 'Unknown', message: 'Unknown', status: 500 })
    : Object.assign(new Error(said === 'cut' ? 'socket hang up' : 'no answer within 30 s'), { name: 'Error' })

export const isRead = ({ operation }: AwsCall): boolean => /^(?:Describe|List)/.test(operation)

const TOO_OLD: Outcome['said'] = {
  ok: false,
  error: { status: 403, code: 'SignatureDoesNotMatch', message: 'Signature expired' }
}

/** What AWS says to a change that was signed too long ago; undefined where it was not. `now`: ms since the epoch. */
export const refusedAsTooOld = (call: AwsCall, now: number): Outcome['said'] | undefined =>
  !isRead(call) && call.signedAt !== undefined && now - call.signedAt > LATEST_MS ? TOO_OLD : undefined

/** @param serve what AWS says to one request */
export function sendTo(clock: Clock, serve: (call: AwsCall) => Outcome['said']): Send {
  const once: Send = async (call, signal) => {
    const said = serve(call)
    if (said === 'silence') await clock.sleep(GIVES_UP_MS, signal)
    if (typeof said === 'object' && said.ok) return said.output
    throw toAwsError(call.operation, typeof said === 'object' ? sdkError(said.error) : noAnswer(said))
  }
  // As SDK v3 in standard mode does, without its jitter: reads are tried again, changes are not.
  return async (call, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(call, signal)
      } catch (error) {
        const again = error instanceof AwsError && (error.kind === 'busy' || error.kind === 'unknown')
        if (!again || !isRead(call) || attempt === READ_ATTEMPTS) throw error
        await clock.sleep((error.kind === 'busy' ? 500 : 50) * 2 ** attempt, signal)
      }
    }
  }
}
