import type { Act } from '../core/act.ts'
import { reader, ScenarioError } from '../core/scenario-reader.ts'
import { parseWeather } from '../weather/parse-weather.ts'
import type { Weather } from '../weather/profile.ts'
import { TROUBLE_KINDS } from '../weather/trouble.ts'
import type { FaultOrder } from './faults.ts'

/** A control request that makes no sense. The message is for the caller. */
export class BadControlRequest extends Error {
  override readonly name = 'BadControlRequest'
}

export type Fields = Readonly<Record<string, unknown>>

/** @throws BadControlRequest unless the body is a JSON object with no other members than these. */
export function readFields(body: string, known: readonly string[]): Fields {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new BadControlRequest('the body is not valid JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadControlRequest('the body has to be a JSON object')
  const fields = Object.fromEntries(Object.entries(value))
  const unknown = Object.keys(fields).filter(name => !known.includes(name))
  if (unknown.length > 0)
    throw new BadControlRequest(`unknown member ${unknown.join(', ')}; known are ${known.join(', ')}`)
  return fields
}

/** @throws BadControlRequest unless the member is a string, one of `allowed` where given. */
export function text<T extends string>(fields: Fields, name: string, allowed?: readonly T[]): T {
  const value = fields[name]
  const fits =
    typeof value === 'string' && (allowed === undefined || (allowed as readonly string[]).includes(value))
  if (!fits) throw new BadControlRequest(`${name} has to be ${allowed?.join(' | ') ?? 'a string'}`)
  return value as T
}

/** @throws BadControlRequest unless the member is a whole number of at least `least`. */
export function count(fields: Fields, name: string, least = 0): number {
  const value = fields[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
    throw new BadControlRequest(`${name} has to be a whole number of at least ${least}`)
  return value
}

/** Ms since the epoch. @throws BadControlRequest unless the member is an ISO 8601 time with a zone. */
export function moment(fields: Fields, name: string): number {
  const value = text(fields, name)
  const time = /(Z|[-+]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time))
    throw new BadControlRequest(`${name} has to be an ISO 8601 time such as 2026-01-05T09:00:00Z`)
  return time
}

/** @throws BadControlRequest */
export function readFault(body: string): FaultOrder {
  const fields = readFields(body, ['kind', 'operation', 'mutating', 'after', 'count'])
  const { mutating } = fields
  if (mutating !== undefined && typeof mutating !== 'boolean')
    throw new BadControlRequest('mutating has to be true or false')
  return {
    kind: text(fields, 'kind', TROUBLE_KINDS),
    ...(fields.operation === undefined ? {} : { operation: text(fields, 'operation') }),
    ...(mutating === undefined ? {} : { mutating }),
    after: fields.after === undefined ? 0 : count(fields, 'after'),
    count: fields.count === undefined ? 1 : count(fields, 'count', 1)
  }
}

/** @throws BadControlRequest */
export function readWeather(body: string): Weather {
  try {
    return parseWeather(reader(readFields(body, ['seed', 'profile']), ''))
  } catch (error) {
    throw error instanceof ScenarioError ? new BadControlRequest(error.message) : error
  }
}

const ACT_MEMBERS = [
  'type',
  'instanceId',
  'how',
  'version',
  'health',
  'group',
  'desired',
  'by',
  'min',
  'max',
  'namespace',
  'name',
  'dimensions',
  'value'
]
const ACT_TYPES = [
  'fail-instance',
  'recover-instance',
  'set-version-health',
  'scale',
  'resize',
  'metric'
] as const

/** @throws BadControlRequest */
export function readAct(body: string): Act {
  const fields = readFields(body, ACT_MEMBERS)
  const type = text(fields, 'type', ACT_TYPES)
  switch (type) {
    case 'fail-instance':
      return {
        type,
        instanceId: text(fields, 'instanceId'),
        how: text(fields, 'how', ['unhealthy', 'terminated'])
      }
    case 'recover-instance':
      return { type, instanceId: text(fields, 'instanceId') }
    case 'set-version-health': {
      const health = text(fields, 'health', ['healthy', 'never-healthy', 'launch-fails'])
      return { type, version: text(fields, 'version'), health }
    }
    case 'scale': {
      const by = text(fields, 'by', ['policy', 'person'])
      return { type, group: text(fields, 'group'), desired: count(fields, 'desired'), by }
    }
    case 'resize':
      return {
        type,
        group: text(fields, 'group'),
        ...(fields.min === undefined ? {} : { min: count(fields, 'min') }),
        ...(fields.max === undefined ? {} : { max: count(fields, 'max') }),
        ...(fields.desired === undefined ? {} : { desired: count(fields, 'desired') })
      }
    case 'metric':
      return {
        type,
        namespace: text(fields, 'namespace'),
        name: text(fields, 'name'),
        dimensions: texts(fields, 'dimensions'),
        value: numberOrNull(fields, 'value')
      }
  }
}

/** An absent member is empty. @throws BadControlRequest unless the member is an object of strings. */
function texts(fields: Fields, name: string): Readonly<Record<string, string>> {
  const value = fields[name] ?? {}
  const entries = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined
  if (entries === undefined || !entries.every(([, each]) => typeof each === 'string'))
    throw new BadControlRequest(`${name} has to be an object of strings`)
  return Object.fromEntries(entries)
}

/** @throws BadControlRequest unless the member is a number or null. */
function numberOrNull(fields: Fields, name: string): number | null {
  const value = fields[name]
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value
  throw new BadControlRequest(`${name} has to be a number or null`)
}
