import { ROUTES } from '../../src/twin/github/routes.ts'

type Json = Readonly<Record<string, unknown>>

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...value } : {})

/** What says nothing about the shape of an answer. */
const NOISE: readonly string[] = [
  'description',
  'example',
  'examples',
  'title',
  'summary',
  'externalDocs',
  'deprecated',
  'default'
]

/**
 * The JSON schemas of the answers of the twin's routes: `answers[route][status]`, and the schemas that they name under
 * `schemas`. OpenAPI's `nullable` becomes a type of JSON Schema.
 */
export function reduceOpenApi(text: string, source: string): string {
  const api = objectOf(JSON.parse(text))
  const components = objectOf(objectOf(api.components).schemas)
  const named = new Map<string, unknown>()
  const convert = (value: unknown, isMap = false): unknown => {
    if (Array.isArray(value)) return value.map(each => convert(each))
    if (typeof value !== 'object' || value === null) return value
    const schema = objectOf(value)
    const entries = Object.entries(schema)
      .filter(
        ([member]) => isMap || !(NOISE.includes(member) || member === 'nullable' || member.startsWith('x-'))
      )
      .map(([member, each]) => {
        if (member === '$ref' && typeof each === 'string') return [member, `#/schemas/${keep(each)}`]
        return [member, convert(each, !isMap && member === 'properties')]
      })
    const converted = Object.fromEntries(entries)
    return !isMap && schema.nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted
  }
  const keep = (reference: string): string => {
    const name = reference.split('/').at(-1) ?? ''
    if (!named.has(name)) {
      named.set(name, undefined)
      named.set(name, convert(components[name]))
    }
    return name
  }
  const answers = Object.fromEntries(
    ROUTES.map(({ method, path }) => {
      const operation = objectOf(objectOf(objectOf(api.paths)[path])[method.toLowerCase()])
      const responses = Object.entries(objectOf(operation.responses)).filter(([status]) =>
        status.startsWith('2')
      )
      if (responses.length === 0) throw new Error(`${source} has no ${method} ${path}`)
      return [
        `${method} ${path}`,
        Object.fromEntries(
          responses.map(([status, response]) => [status, convert(schemaOf(resolve(api, response)))])
        )
      ]
    })
  )
  const schemas = Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ source, answers, schemas }, null, 2)}\n`
}

const schemaOf = (response: unknown): unknown => {
  const content = objectOf(objectOf(response).content)
  return objectOf(content['application/json']).schema ?? {}
}

/** A response that is given by reference. */
function resolve(api: Json, response: unknown): unknown {
  const { $ref } = objectOf(response)
  if (typeof $ref !== 'string') return response
  return $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, member) => objectOf(at)[member], api)
}
