import type { ListShape, MapShape, ScalarShape, ServiceModel, StructureShape } from '../shapes/shape.ts'
import { shapeOf } from '../shapes/shape.ts'
import type { QueryNode } from './query-tree.ts'
import { queryTree } from './query-tree.ts'
import { Refusal } from './refusal.ts'

const PROTOCOL_PARAMETERS = ['Action', 'Version']

/**
 * The typed input of a Query request (AWS Query protocol: structures by dots, lists by `.member.N`, an empty value for
 * an empty list). AWS lets unknown parameters pass; here they are refused, because they are always a mistake.
 * @throws Refusal ValidationError for an unknown parameter, MalformedInput for a value of the wrong type.
 */
export function decodeQuery(
  model: ServiceModel,
  shapeName: string,
  form: URLSearchParams
): Record<string, unknown> {
  const tree = queryTree(form)
  const parameters = [...tree.children].filter(([name]) => !PROTOCOL_PARAMETERS.includes(name))
  return structure(model, rootShape(model, shapeName), { children: new Map(parameters) }, '')
}

function rootShape(model: ServiceModel, name: string): StructureShape {
  const shape = shapeOf(model, name)
  if (shape.type !== 'structure') throw new Error(`${name} is no structure`)
  return shape
}

function structure(
  model: ServiceModel,
  shape: StructureShape,
  node: QueryNode,
  path: string
): Record<string, unknown> {
  if (node.value) throw malformed(path, 'is a structure and has a value')
  const members = new Map(
    Object.entries(shape.members).map(([name, member]) => [shape.wire?.[name] ?? name, { name, member }])
  )
  return Object.fromEntries(
    [...node.children].map(([wireName, child]) => {
      const known = members.get(wireName)
      const childPath = path === '' ? wireName : `${path}.${wireName}`
      if (known === undefined) throw new Refusal(400, 'ValidationError', `Unknown parameter: ${childPath}`)
      return [known.name, decode(model, known.member, child, childPath)]
    })
  )
}

function decode(model: ServiceModel, shapeName: string, node: QueryNode, path: string): unknown {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return structure(model, shape, node, path)
    case 'list':
      return list(model, shape, node, path)
    case 'map':
      return map(model, shape, node, path)
    default:
      return scalar(shape, node, path)
  }
}

function list(model: ServiceModel, shape: ListShape, node: QueryNode, path: string): unknown[] {
  if (node.value === '' && node.children.size === 0) return []
  const item = shape.item ?? 'member'
  const items = node.children.get(item)
  if (node.value !== undefined || items === undefined || node.children.size !== 1)
    throw malformed(path, `is a list and takes ${path}.${item}.N`)
  return Array.from({ length: items.children.size }, (_, index) => {
    const child = items.children.get(String(index + 1))
    const childPath = `${path}.${item}.${index + 1}`
    if (child === undefined) throw malformed(childPath, 'is missing: items are numbered from 1 without gaps')
    return decode(model, shape.member, child, childPath)
  })
}

/** `Attributes.entry.N.key` and `Attributes.entry.N.value`, under the names that the shape gives them. */
function map(model: ServiceModel, shape: MapShape, node: QueryNode, path: string): Record<string, unknown> {
  const [keyName, valueName] = shape.entry ?? ['key', 'value']
  const entries = node.children.get('entry')
  if (node.value === '' && node.children.size === 0) return {}
  if (node.value !== undefined || entries === undefined || node.children.size !== 1)
    throw malformed(path, `is a map and takes ${path}.entry.N.${keyName}`)
  return Object.fromEntries(
    [...entries.children].map(([number, entry]) => {
      const entryPath = `${path}.entry.${number}`
      const key = entry.children.get(keyName)
      const value = entry.children.get(valueName)
      if (key?.value === undefined || value === undefined || entry.children.size !== 2)
        throw malformed(entryPath, `takes ${keyName} and ${valueName}`)
      return [key.value, decode(model, shape.value, value, `${entryPath}.${valueName}`)]
    })
  )
}

function scalar(shape: ScalarShape, node: QueryNode, path: string): unknown {
  const { value } = node
  if (value === undefined || node.children.size > 0) throw malformed(path, `is a single ${shape.type}`)
  switch (shape.type) {
    case 'string':
      return value
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw malformed(path, `'${value}' is not true or false`)
      return value === 'true'
    case 'integer':
      if (!/^-?\d{1,15}$/.test(value)) throw malformed(path, `'${value}' is not an integer`)
      return Number(value)
    case 'double':
      if (!/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value)) throw malformed(path, `'${value}' is not a number`)
      return Number(value)
    case 'timestamp':
      if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[-+]\d\d:\d\d)$/.test(value) || Number.isNaN(Date.parse(value)))
        throw malformed(path, `'${value}' is not an ISO 8601 timestamp`)
      return new Date(value)
  }
}

function malformed(path: string, problem: string): Refusal {
  return new Refusal(400, 'MalformedInput', `${path} ${problem}`)
}
