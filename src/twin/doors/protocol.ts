import type { ServiceModel } from '../shapes/shape.ts'
import { checkConstraints } from './constraints.ts'
import { decodeJson } from './json-decode.ts'
import { encodeJson } from './json-encode.ts'
import { decodeQuery } from './query-decode.ts'
import { Refusal } from './refusal.ts'
import { encodeXml, encodeXmlError } from './xml-encode.ts'

export interface WireReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface WireError {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** How one request speaks: AWS Query with XML answers, or AWS JSON 1.0. */
export interface Protocol {
  readonly operation: string
  /** @throws Refusal for an operation that the model lacks and for an input that it does not allow. */
  decode(model: ServiceModel): Record<string, unknown>
  encode(model: ServiceModel, output: Readonly<Record<string, unknown>>, requestId: string): WireReply
  encodeError(model: ServiceModel | undefined, error: WireError, requestId: string): WireReply
}

/** @param form the body of a POST with `Action` and `Version`. */
export function queryProtocol(form: URLSearchParams): Protocol {
  const operation = form.get('Action') ?? ''
  const version = form.get('Version') ?? ''
  return {
    operation,
    decode: model => {
      const known = version === model.version && Object.hasOwn(model.operations, operation)
      const input = known ? model.operations[operation]?.input : undefined
      if (input === undefined)
        throw new Refusal(
          400,
          'InvalidAction',
          `Could not find operation ${operation} for version ${version}`
        )
      return checked(model, input, decodeQuery(model, input, form))
    },
    encode: (model, output, requestId) =>
      xml(200, encodeXml(model, operation, operationOf(model, operation), output, requestId)),
    encodeError: (model, error, requestId) => {
      const receiver = isReceiver(model, error)
      return xml(error.status, encodeXmlError(model?.xmlNamespace ?? '', { ...error, receiver }, requestId))
    }
  }
}

/** @param target value of `X-Amz-Target`, e.g. `GraniteServiceVersion20100801.DescribeAlarms`. */
export function jsonProtocol(target: string, body: string): Protocol {
  const [prefix, operation = ''] = target.split('.')
  return {
    operation,
    decode: model => {
      const known = prefix === model.targetPrefix && Object.hasOwn(model.operations, operation)
      const input = known ? model.operations[operation]?.input : undefined
      if (input === undefined)
        throw new Refusal(400, 'UnknownOperationException', `${model.service} has no operation ${target}`)
      return checked(model, input, decodeJson(model, input, body))
    },
    encode: (model, output) =>
      json(200, encodeJson(model, operation, operationOf(model, operation), output), {}),
    encodeError: (model, error) => {
      const shape = model?.errors[error.code]?.shape ?? error.code
      // A service that once spoke Query tells its old code in this header (Smithy, awsQueryCompatible trait).
      const queryError = `${error.code};${isReceiver(model, error) ? 'Receiver' : 'Sender'}`
      const body = JSON.stringify({ __type: `com.amazonaws.cloudwatch#${shape}`, message: error.message })
      return json(error.status, body, { 'x-amzn-query-error': queryError })
    }
  }
}

function checked(
  model: ServiceModel,
  shapeName: string,
  input: Record<string, unknown>
): Record<string, unknown> {
  checkConstraints(model, shapeName, input)
  return input
}

function operationOf(model: ServiceModel, name: string) {
  const operation = model.operations[name]
  if (operation === undefined) throw new Error(`${model.service} has no operation ${name}`)
  return operation
}

/** Modeled errors say themselves whom they blame (ResourceContention is a 500 of type Sender), the others by status. */
function isReceiver(model: ServiceModel | undefined, { code, status }: WireError): boolean {
  const modeled = model?.errors[code]
  return modeled === undefined ? status >= 500 : modeled.receiver === true
}

function xml(status: number, body: string): WireReply {
  return { status, headers: { 'content-type': 'text/xml' }, body }
}

function json(status: number, body: string, headers: Readonly<Record<string, string>>): WireReply {
  return { status, headers: { ...headers, 'content-type': 'application/x-amz-json-1.0' }, body }
}
