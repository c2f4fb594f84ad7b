import type { OperationModel, ServiceModel } from '../shapes/shape.ts'
import { shapeOf } from '../shapes/shape.ts'
import { checkScalar, eachOutputMember } from './output-members.ts'

/**
 * The answer of an AWS JSON 1.0 operation; timestamps are seconds since the epoch.
 * @throws Error where the output does not fit the model.
 */
export function encodeJson(
  model: ServiceModel,
  operationName: string,
  operation: OperationModel,
  output: Readonly<Record<string, unknown>>
): string {
  return JSON.stringify(
    operation.output === undefined ? {} : content(model, operation.output, output, operationName)
  )
}

function content(model: ServiceModel, shapeName: string, value: unknown, path: string): unknown {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure': {
      const members: [string, unknown][] = []
      eachOutputMember(shape, value, path, (name, member, item) => {
        members.push([name, content(model, member, item, `${path}.${name}`)])
      })
      return Object.fromEntries(members)
    }
    case 'list':
      return (value as readonly unknown[]).map((item, index) =>
        content(model, shape.member, item, `${path}[${index}]`)
      )
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([key, item]) => [
          key,
          content(model, shape.value, item, `${path}.${key}`)
        ])
      )
    default:
      checkScalar(shape.type, value, path)
      return value instanceof Date ? value.getTime() / 1000 : value
  }
}
