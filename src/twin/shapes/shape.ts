/** The part of an AWS service model that the wire codecs need. Names of shapes are keys of `ServiceModel.shapes`. */

/** Lower-case names of shapes that carry no limits. */
export type PlainShapeName = 'string' | 'boolean' | 'integer' | 'double' | 'timestamp'

export interface StructureShape {
  readonly type: 'structure'
  /** Member name to shape name. */
  readonly members: Readonly<Record<string, string>>
  readonly required?: readonly string[]
  /** Names on the wire of members that are spelt differently there. */
  readonly wire?: Readonly<Record<string, string>>
}

export interface ListShape {
  readonly type: 'list'
  readonly member: string
  /** Name of one item on the Query wire, `member` where absent. */
  readonly item?: string
  readonly min?: number
  readonly max?: number
}

export interface MapShape {
  readonly type: 'map'
  readonly key: string
  readonly value: string
  /** Names of key and value on the Query wire, `key` and `value` where absent. */
  readonly entry?: readonly [key: string, value: string]
}

/** `min` and `max` bound the length of a string and the value of a number. */
export interface ScalarShape {
  readonly type: PlainShapeName
  readonly min?: number
  readonly max?: number
  readonly enum?: readonly string[]
}

export type Shape = StructureShape | ListShape | MapShape | ScalarShape

export interface OperationModel {
  readonly input: string
  /** Absent where the answer carries nothing. */
  readonly output?: string
  readonly resultWrapper?: string
  /** Codes of the errors that the model names for this operation. */
  readonly errors: readonly string[]
}

export interface ErrorModel {
  readonly shape: string
  readonly status: number
  /** Whether AWS blames itself (`Type` Receiver); Sender where absent. */
  readonly receiver?: true
}

export interface ServiceModel {
  /** Service name of the SigV4 credential scope. */
  readonly service: 'autoscaling' | 'elasticloadbalancing' | 'monitoring' | 'sns'
  /** API version of the Query protocol. */
  readonly version: string
  readonly xmlNamespace: string
  /** `X-Amz-Target` prefix of the JSON protocol, where the service speaks it. */
  readonly targetPrefix?: string
  readonly operations: Readonly<Record<string, OperationModel>>
  readonly errors: Readonly<Record<string, ErrorModel>>
  readonly shapes: Readonly<Record<string, Shape>>
}

const plain: Readonly<Record<string, Shape>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  double: { type: 'double' },
  timestamp: { type: 'timestamp' }
}

/** @throws Error for a name that the model does not hold. */
export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = plain[name] ?? model.shapes[name]
  if (shape === undefined) throw new Error(`${model.service} has no shape ${name}`)
  return shape
}
