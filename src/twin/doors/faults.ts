import type { TroubleKind } from '../weather/trouble.ts'

/** A fault that waits for its calls. */
export interface FaultOrder {
  readonly kind: TroubleKind
  /** Only calls of this operation. */
  readonly operation?: string
  /** Only calls that may change something (true), or only those that read (false). */
  readonly mutating?: boolean
  /** How many matching calls pass first. */
  readonly after: number
  /** How many matching calls it strikes. */
  readonly count: number
}

export interface Faults {
  order(order: FaultOrder): void
  clear(): void
  /** The fault that strikes this call, if any: of several orders the one given first. */
  strike(operation: string, mutating: boolean): TroubleKind | undefined
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
    strike: (operation, mutating) => {
      let struck: TroubleKind | undefined
      waiting = waiting.flatMap(order => {
        const matches =
          (order.operation ?? operation) === operation && (order.mutating ?? mutating) === mutating
        if (struck !== undefined || !matches) return [order]
        if (order.after > 0) return [{ ...order, after: order.after - 1 }]
        struck = order.kind
        return order.count > 1 ? [{ ...order, count: order.count - 1 }] : []
      })
      return struck
    }
  }
}
