import { Refusal } from './refusal.ts'

/** The one access key id that the twin accepts: real credentials never get past its door, nor these past AWS's. */
export const TWIN_ACCESS_KEY_ID = 'BGRELEASETWIN0000000'
/** Any secret will do: the twin computes no signature. */
export const TWIN_SECRET_ACCESS_KEY = 'twin'

const FIVE_MINUTES = 5 * 60_000

/** What the credential scope of a SigV4 `Authorization` header says. */
export interface CredentialScope {
  readonly accessKeyId: string
  readonly region: string
  readonly service: string
}

/** @throws Refusal MissingAuthenticationToken, IncompleteSignature (IAM, "Common errors"). */
export function credentialScope(authorization: string | undefined): CredentialScope {
  if (!authorization)
    throw new Refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
  const scope = /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request[,\s]/.exec(
    authorization
  )
  const [, accessKeyId, region, service] = scope ?? []
  if (accessKeyId === undefined || region === undefined || service === undefined)
    throw new Refusal(
      400,
      'IncompleteSignature',
      'Authorization header is not a complete AWS4-HMAC-SHA256 signature'
    )
  return { accessKeyId, region, service }
}

/**
 * Holds key id and date of a request against what AWS would: the date may be five minutes off either way.
 * @param amzDate value of `x-amz-date`, e.g. `20260105T090000Z`.
 * @param now ms since the epoch.
 * @throws Refusal InvalidClientTokenId, IncompleteSignature, SignatureDoesNotMatch.
 */
export function checkCredentials(scope: CredentialScope, amzDate: string | undefined, now: number): void {
  if (scope.accessKeyId !== TWIN_ACCESS_KEY_ID)
    throw new Refusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.')
  const signed = parseAmzDate(amzDate ?? '')
  if (amzDate === undefined || signed === undefined)
    throw new Refusal(
      400,
      'IncompleteSignature',
      "Authorization header requires existence of an 'X-Amz-Date' header"
    )
  if (signed < now - FIVE_MINUTES)
    throw new Refusal(
      403,
      'SignatureDoesNotMatch',
      `Signature expired: ${amzDate} is now earlier than ${toAmzDate(now - FIVE_MINUTES)} (${toAmzDate(now)} - 5 min.)`
    )
  if (signed > now + FIVE_MINUTES)
    throw new Refusal(
      403,
      'SignatureDoesNotMatch',
      `Signature not yet current: ${amzDate} is still later than ${toAmzDate(now + FIVE_MINUTES)} (${toAmzDate(now)} + 5 min.)`
    )
}

function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second] = match
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(time) ? undefined : time
}

function toAmzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
}
