import { AwsError } from '../release/errors.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import type { SdkClient } from './sdk-signing.ts'

/** What may be said about the credentials in use. */
export interface CredentialFacts {
  readonly accessKeyId: string
  /** Ms since the epoch; missing for credentials that do not expire, or of which nobody says when. */
  readonly expiresAt?: number
  /** Whether the SDK gets new ones by itself. It cannot where somebody put them into the environment. */
  readonly renewable: boolean
}

/** The SDK notes where it found credentials, for its user agent (AWS SDKs and Tools, feature ids). */
interface Attributed {
  readonly $source?: { readonly CREDENTIALS_ENV_VARS?: string }
}

/**
 * Finds the credentials of a client; found ones are remembered by the SDK until they are about to expire. The SDK's
 * providers take no signal and some of them no limit, so `limit` (ms) is ours. On a machine that is not in EC2 the chain
 * ends with the instance metadata service, which gives up after two attempts of a second.
 *
 * @throws AwsError `credentials`, whatever went wrong: also where STS answered AccessDenied or nothing, since without
 * credentials the call itself has never left; or the signal's reason
 */
export async function findCredentials(
  client: SdkClient,
  operation: string,
  limit: number,
  signal: AbortSignal | undefined
): Promise<CredentialFacts> {
  try {
    const found: Attributed & { readonly accessKeyId: string; readonly expiration?: Date } =
      await withDeadline(limit, signal, () => client.config.credentials())
    const expiresAt = found.expiration?.getTime()
    return {
      accessKeyId: found.accessKeyId,
      // AWS_CREDENTIAL_EXPIRATION may hold anything; what is no date says nothing.
      ...(expiresAt === undefined || Number.isNaN(expiresAt) ? {} : { expiresAt }),
      renewable: found.$source?.CREDENTIALS_ENV_VARS === undefined
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    const late = error instanceof DeadlineError ? 'no credentials: ' : ''
    const message = late + (error instanceof Error ? error.message : String(error))
    throw new AwsError('credentials', operation, '', message, '', { cause: error })
  }
}
