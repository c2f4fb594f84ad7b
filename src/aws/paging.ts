import { answerOf, broken, type Cursor, items, itemsIfAny, member, textIfAny } from './cursor.ts'
import type { AwsCall, Send } from './transport.ts'

/** A hundred pages of a hundred groups are more than an account may have; more means that AWS runs in circles. */
const MOST_PAGES = 100

export interface Paged {
  /** The list's name in the answer, e.g. `AutoScalingGroups`. */
  readonly list: string
  /** Where the token goes and where it comes from: Auto Scaling and ELBv2 name them differently. */
  readonly tokens: { readonly request: string; readonly answer: string }
  /** The answer may lack the list where it is empty. */
  readonly lackable?: true
  /** Stops early once this many entries are there. */
  readonly enough?: number
}

/** EC2 Auto Scaling API Reference: `NextToken` both ways. */
export const NEXT_TOKEN = { request: 'NextToken', answer: 'NextToken' } as const
/** Elastic Load Balancing API Reference 2015-12-01: `Marker` goes, `NextMarker` comes. */
export const MARKER = { request: 'Marker', answer: 'NextMarker' } as const

/**
 * Every entry of a list that comes in pages.
 *
 * @throws AwsError of the transport; `unknown` when the list is missing, a token comes back a second time, or there is no
 * end after 100 pages
 */
export async function readPages(
  send: Send,
  call: AwsCall,
  paged: Paged,
  signal: AbortSignal | undefined
): Promise<readonly Cursor[]> {
  const found: Cursor[] = []
  const seen = new Set<string>()
  let token = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const input = token === '' ? call.input : { ...call.input, [paged.tokens.request]: token }
    const answer = answerOf(call.operation, await send({ ...call, input }, signal))
    found.push(...(paged.lackable ? itemsIfAny : items)(member(answer, paged.list)))
    const next = member(answer, paged.tokens.answer)
    token = textIfAny(next)
    if (token === '' || found.length >= (paged.enough ?? Number.POSITIVE_INFINITY)) return found
    if (seen.has(token)) throw broken(next, 'came back a second time')
    seen.add(token)
  }
  throw broken(answerOf(call.operation, {}), `has more than ${MOST_PAGES} pages`)
}

/** The list in pieces of at most `size`, in order. */
export function chunksOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = []
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size))
  return chunks
}
