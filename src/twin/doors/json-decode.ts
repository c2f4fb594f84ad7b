import type { ScalarShape, ServiceModel } from '../shapes/shape.ts'
import { shapeOf } from '../shapes/shape.ts'
import { Refusal } from './refusal.ts'

/**
 * The typed input of an AWS JSON 1.0 request; timestamps are seconds since the epoch, `null` is an absent member.
 * @throws Refusal ValidationError for an unknown member, SerializationException for a value of the wrong type.
 */
export function decodeJson(model: ServiceModel, shapeName: string, body: string): Record<string, unknown> {
  const input = decode(model, shapeName, parse(body), '')
  if (!isRecord(input)) throw wrongType('the body', 'an object')
  return input
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Refusal(400, 'SerializationException', 'The body is not valid JSON')
  }
}

function decode(model: ServiceModel, shapeName: string, value: unknown, path: string): unknown {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure': {
      if (!isRecord(value)) throw wrongType(path, 'an object')
      const given = Object.entries(value).filter(([, item]) => item !== null)
      return Object.fromEntries(
        given.map(([name, item]) => {
          const childPath = path === '' ? name : `${path}.${name}`
          const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined
          if (member === undefined)
            throw new Refusal(400, 'ValidationError', `Unknown parameter: ${childPath}`)
          return [name, decode(model, member, item, childPath)]
        })
      )
    }
    case 'list':
      if (!Array.isArray(value)) throw wrongType(path, 'a list')
      return value.map((item, index) => decode(model, shape.member, item, `${path}[${index}]`))
    case 'map':
      if (!isRecord(value)) throw wrongType(path, 'an object')
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, decode(model, shape.value, item, `${path}.${key}`)])
      )
    default:
      return scalar(shape, value, path)
  }
}

function scalar(shape: ScalarShape, value: unknown, path: string): unknown {
  switch (shape.type) {
    case 'string':
    case 'boolean':
      if (typeof value !== shape.type) throw wrongType(path, `a ${shape.type}`)
      return value
    case 'integer':
      if (!Number.isSafeInteger(value)) throw wrongType(path, 'an integer')
      return value
    case 'double':
      if (typeof value !== 'number') throw wrongType(path, 'a number')
      return value
    case 'timestamp':
      if (typeof value !== 'number') throw wrongType(path, 'a number of seconds since the epoch')
      return new Date(Math.round(value * 1000))
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrongType(path: string, expected: string): Refusal {
  return new Refusal(
    400,
    'SerializationException',
    `${path === '' ? 'the body' : path} has to be ${expected}`
  )
}
