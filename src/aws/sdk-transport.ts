import { AwsError } from '../release/errors.ts'
import type { SessionFacts } from '../release/ports.ts'
import { toAwsError } from './aws-error.ts'
import { withDeadline } from './deadline.ts'
import { type ClientOptions, createSdkClients, type Limits } from './sdk-clients.ts'
import { type CommandClass, mutations, reads } from './sdk-commands.ts'
import { type CredentialFacts, findCredentials } from './sdk-credentials.ts'
import type { SdkClient } from './sdk-signing.ts'
import { createServerTime } from './server-time.ts'
import type { AwsCall, Send } from './transport.ts'

const LIMITS: Limits = { connect: 3_000, request: 10_000, total: 30_000, attempts: 4 }

export interface SdkTransportOptions extends ClientOptions {
  readonly limits?: Partial<Limits>
}

export interface SdkTransport {
  readonly send: Send
  /** @throws AwsError `credentials` when there are none; or the signal's reason */
  credentials(signal?: AbortSignal): Promise<CredentialFacts>
  /**
   * Who works and by which clock, as far as it is known after the first answer.
   * @throws AwsError `credentials` when there are none; or the signal's reason
   */
  session(signal?: AbortSignal): Promise<SessionFacts>
  /** Ends the connections of reads. */
  close(): void
}

/**
 * The AWS API over SDK v3.
 *
 * Reads are tried again by the SDK (`standard` mode). A mutation is sent exactly once: EnterStandby and its like are not
 * idempotent, so whatever goes wrong, the caller has to look at the world before it asks again.
 */
export function createSdkTransport(options: SdkTransportOptions): SdkTransport {
  const limits = { ...LIMITS, ...options.limits }
  const serverTime = createServerTime(options.clock.now)
  const clients = createSdkClients(options, limits, serverTime)

  async function send(call: AwsCall, signal?: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const key = `${call.service}.${call.operation}`
    const read = reads.get(key)
    if (read !== undefined) return await attempt(clients.reader(call.service), read, call, signal)
    const mutation = mutations.get(key)
    if (mutation === undefined)
      throw new AwsError('refused', call.operation, '', `${key} is not in use here`, '')
    const client = clients.writer(call.service, call.signedAt ?? options.clock.now())
    try {
      return await attempt(client, mutation, call, signal)
    } finally {
      client.destroy()
    }
  }

  async function attempt(
    client: SdkClient,
    Command: CommandClass,
    { operation, input }: AwsCall,
    signal: AbortSignal | undefined
  ): Promise<Readonly<Record<string, unknown>>> {
    await findCredentials(client, operation, limits.total, signal)
    try {
      return withRequestId(
        operation,
        await withDeadline(limits.total, signal, own => run(client, new Command(input as never), own))
      )
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      throw toAwsError(operation, error)
    }
  }

  const credentials = (signal?: AbortSignal): Promise<CredentialFacts> =>
    findCredentials(clients.reader('autoscaling'), 'credentials', limits.total, signal)

  return {
    send,
    credentials,
    session: async signal => {
      const { expiresAt, renewable } = await credentials(signal)
      const clockAheadMs = serverTime.aheadMs()
      return {
        ...(expiresAt === undefined || renewable ? {} : { expiresAt }),
        ...(clockAheadMs === undefined ? {} : { clockAheadMs })
      }
    },
    close: () => clients.close()
  }
}

/** The SDK types each command with its own input and output; from here on an answer is data that nobody has checked. */
async function run(client: SdkClient, command: object, abortSignal: AbortSignal): Promise<object> {
  const { send } = client as { send(command: object, options: { abortSignal: AbortSignal }): Promise<object> }
  return await send.call(client, command, { abortSignal })
}

/** Every answer of AWS has a request id. What has none came from something in between, and status 200 means nothing. */
function withRequestId(operation: string, output: object): Readonly<Record<string, unknown>> {
  const { $metadata, ...members } = output as { readonly $metadata?: { readonly requestId?: string } }
  if ($metadata?.requestId) return members
  throw new AwsError('unknown', operation, '', 'an answer without a request id, which is not from AWS', '')
}
