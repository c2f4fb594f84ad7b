import { AwsFault, constraint } from './fault.ts'

/** Members of a request as the API model names them. */
export type Input = Readonly<Record<string, unknown>>

/** @throws AwsFault ValidationError when the member is absent, empty or no text. */
export function text(input: Input, member: string): string {
  const value = optionalText(input, member)
  if (value === undefined) throw missing(member)
  if (value === '') throw constraint(member, "''", 'Member must have length greater than or equal to 1')
  return value
}

export function optionalText(input: Input, member: string): string | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrongType(member, value, 'String')
  return value
}

export function integer(input: Input, member: string): number {
  const value = optionalInteger(input, member)
  if (value === undefined) throw missing(member)
  return value
}

export function optionalInteger(input: Input, member: string): number | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongType(member, value, 'Integer')
  return value
}

export function optionalNumber(input: Input, member: string): number | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(member, value, 'Double')
  return value
}

export function flag(input: Input, member: string): boolean {
  const value = optionalFlag(input, member)
  if (value === undefined) throw missing(member)
  return value
}

export function optionalFlag(input: Input, member: string): boolean | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw wrongType(member, value, 'Boolean')
  return value
}

/** Ms since the epoch. */
export function optionalTime(input: Input, member: string): number | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  const time =
    value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time)) throw wrongType(member, value, 'Timestamp')
  return time
}

/** An absent list is empty: on the wire the two cannot be told apart. */
export function texts(input: Input, member: string): readonly string[] {
  const value = list(input, member)
  for (const item of value) if (typeof item !== 'string') throw wrongType(member, item, 'String')
  return value as readonly string[]
}

export function records(input: Input, member: string): readonly Input[] {
  const value = list(input, member)
  for (const item of value)
    if (typeof item !== 'object' || item === null) throw wrongType(member, item, 'Structure')
  return value as readonly Input[]
}

/** @throws AwsFault ValidationError outside `low..high`. */
export function between(member: string, value: number, low: number, high: number): number {
  if (value < low)
    throw constraint(member, `'${value}'`, `Member must have value greater than or equal to ${low}`)
  if (value > high)
    throw constraint(member, `'${value}'`, `Member must have value less than or equal to ${high}`)
  return value
}

/** @throws AwsFault ValidationError for more than `most` items. */
export function atMost(member: string, items: readonly unknown[], most: number): void {
  if (items.length <= most) return
  const shown = items.every(item => typeof item === 'string')
    ? `[${items.join(', ')}]`
    : `of ${items.length} items`
  throw constraint(member, `'${shown}'`, `Member must have length less than or equal to ${most}`)
}

/**
 * Refuses members that the twin would silently ignore: an answer of success must mean what it says.
 * @throws AwsFault TwinUnsupported
 */
export function onlyModelled(input: Input, members: readonly string[]): void {
  for (const [member, value] of Object.entries(input)) {
    if (value === undefined || members.includes(member)) continue
    throw new AwsFault('TwinUnsupported', `The twin does not model the member ${member} of this call.`, 501)
  }
}

export function missing(member: string): Error {
  return constraint(member, 'null', 'Member must not be null')
}

function list(input: Input, member: string): readonly unknown[] {
  const value = input[member]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw wrongType(member, value, 'List')
  return value
}

function wrongType(member: string, value: unknown, type: string): Error {
  return constraint(member, `'${String(value)}'`, `Member must be a ${type}`)
}
