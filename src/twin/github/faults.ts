/** What may go wrong between a client and GitHub. */
export type GitHubFault =
  /** Nothing took place. */
  | { readonly kind: 'server-error'; readonly status: 500 | 502 | 503 }
  /** It took place, and the answer is a 502. */
  | { readonly kind: 'lost-answer' }
  /** Hourly budget spent; it comes back at `resetAt`, ms since the epoch. */
  | { readonly kind: 'rate-limit'; readonly resetAt: number }
  /** Seconds in `retry-after`; absent: GitHub does not say when. */
  | { readonly kind: 'secondary-limit'; readonly status: 403 | 429; readonly retryAfter?: number }
  /** It took place; 200 with JSON that ends in the middle. */
  | { readonly kind: 'malformed' }
  /** It took place; no answer ever comes. */
  | { readonly kind: 'hang' }
  /** The connection ends without an answer; nothing took place. */
  | { readonly kind: 'cut' }

export interface FaultOrder {
  readonly fault: GitHubFault
  /** Only calls of this route: method and template, or `POST /graphql`. */
  readonly route?: string
  /** How many matching calls pass first. */
  readonly after: number
  /** How many matching calls it strikes. */
  readonly count: number
}

export interface Faults {
  order(order: FaultOrder): void
  clear(): void
  /** The fault that strikes this call, if any: of several orders the one given first. */
  strike(route: string): GitHubFault | undefined
}

export function createFaults(): Faults {
  let waiting: readonly FaultOrder[] = []
  return {
    order: order => {
      waiting = [...waiting, order]
    },
    clear: () => {
      waiting = []
    },
    strike: route => {
      let struck: GitHubFault | undefined
      waiting = waiting.flatMap(order => {
        if (struck !== undefined || (order.route ?? route) !== route) return [order]
        if (order.after > 0) return [{ ...order, after: order.after - 1 }]
        struck = order.fault
        return order.count > 1 ? [{ ...order, count: order.count - 1 }] : []
      })
      return struck
    }
  }
}
