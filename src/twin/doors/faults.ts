import type { ServiceModel } from '../shapes/shape.ts'
import type { WireError } from './protocol.ts'

export const FAULT_KINDS = [
  'throttle',
  'access-denied',
  'expired-token',
  'error-500',
  'html-500',
  /** The connection is cut before the call takes place. */
  'lost-request',
  /** The call takes place, then the connection is cut. */
  'lost-response',
  /** The call does not take place and is never answered. */
  'hang',
  /** The call takes place and is never answered. */
  'hang-after'
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** A fault that waits for its calls. */
export interface FaultOrder {
  readonly kind: FaultKind
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
  strike(operation: string, mutating: boolean): FaultKind | undefined
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
      let struck: FaultKind | undefined
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

/** The error that a fault answers with, in AWS's words; undefined for faults that answer nothing of AWS's. */
export function faultError(kind: FaultKind, model: ServiceModel, operation: string): WireError | undefined {
  switch (kind) {
    case 'throttle': {
      const code = model.service === 'elasticloadbalancing' ? 'ThrottlingException' : 'Throttling'
      return { status: 400, code, message: 'Rate exceeded' }
    }
    case 'access-denied': {
      const action = `${model.service === 'monitoring' ? 'cloudwatch' : model.service}:${operation}`
      const message = `User: arn:aws:sts::111122223333:assumed-role/bg-release/twin is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`
      return { status: 403, code: 'AccessDenied', message }
    }
    case 'expired-token':
      return {
        status: 403,
        code: 'ExpiredToken',
        message: 'The security token included in the request is expired'
      }
    case 'error-500':
      return {
        status: 500,
        code: 'InternalFailure',
        message: 'The request processing has failed because of an unknown error, exception or failure.'
      }
    default:
      return undefined
  }
}
