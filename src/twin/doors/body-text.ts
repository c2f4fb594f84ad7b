import { gunzipSync } from 'node:zlib'

/** AWS takes PutMetricData up to 1 MB; nothing that the twin serves is longer. */
export const LONGEST_BODY = 1_048_576

/**
 * The text of a request's body. SDKs compress the longer ones (Smithy, `requestCompression`: PutMetricData above 10 kB).
 * @throws RangeError for a body that unpacks to more than `LONGEST_BODY` bytes, Error for one that is no gzip
 */
export function bodyText(bytes: Uint8Array, encoding: string | undefined): string {
  const plain = encoding === 'gzip' ? gunzipSync(bytes, { maxOutputLength: LONGEST_BODY }) : bytes
  return new TextDecoder().decode(plain)
}
