import { AwsFault } from './fault.ts'
import { between, type Input, optionalInteger, optionalText } from './input.ts'

export interface Paging {
  /** Member that carries the page size. */
  readonly sizeMember: 'MaxRecords' | 'PageSize'
  readonly tokenMember: 'NextToken' | 'Marker'
  /** Member of the answer that carries the next token. */
  readonly nextMember: 'NextToken' | 'NextMarker'
  readonly standard: number
  readonly most: number
}

/** Auto Scaling API Reference: default 50, at most 100 for most reads. */
export const AUTO_SCALING_PAGE: Paging = {
  sizeMember: 'MaxRecords',
  tokenMember: 'NextToken',
  nextMember: 'NextToken',
  standard: 50,
  most: 100
}

/** One page of `items`, which are in a stable order; the token names the place of the first item of the next page. */
export function page<Item>(
  paging: Paging,
  input: Input,
  items: readonly Item[]
): { readonly items: readonly Item[]; readonly next: Readonly<Record<string, string>> } {
  const size = between(
    paging.sizeMember,
    optionalInteger(input, paging.sizeMember) ?? paging.standard,
    1,
    paging.most
  )
  const token = optionalText(input, paging.tokenMember)
  const from = token === undefined ? 0 : placeOf(token)
  const to = from + size
  const next = to < items.length ? { [paging.nextMember]: `twin.${to.toString(36)}` } : {}
  return { items: from === 0 && to >= items.length ? items : items.slice(from, to), next }
}

function placeOf(token: string): number {
  const match = /^twin\.([0-9a-z]+)$/.exec(token)
  if (match?.[1] === undefined) throw new AwsFault('InvalidNextToken', 'The token is not valid.')
  return Number.parseInt(match[1], 36)
}
