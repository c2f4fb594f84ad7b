import { AwsError } from '../release/errors.ts'

/** A place in an AWS answer: what is there, and how to name it when it is not what it should be. */
export interface Cursor {
  readonly operation: string
  /** E.g. `MinSize` or `[0]`; empty for the answer itself. */
  readonly path: string
  readonly value: unknown
  /** What it is a member of. */
  readonly within?: Cursor
}

export function answerOf(operation: string, output: Readonly<Record<string, unknown>>): Cursor {
  return { operation, path: '', value: output }
}

/** The member of that name; its value is undefined where there is none. */
export function member(at: Cursor, name: string): Cursor {
  const { value } = at
  const held = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return {
    operation: at.operation,
    path: name,
    value: held ? Reflect.get(value, name) : undefined,
    within: at
  }
}

/** @throws AwsError `unknown` unless a list is there */
export function items(at: Cursor): readonly Cursor[] {
  if (!Array.isArray(at.value)) throw broken(at, 'is no list')
  return at.value.map((value, index) => ({ operation: at.operation, path: `[${index}]`, value, within: at }))
}

/** As `items`, for lists that AWS may leave out when they are empty. */
export function itemsIfAny(at: Cursor): readonly Cursor[] {
  return at.value === undefined ? [] : items(at)
}

/** @throws AwsError `unknown` unless a text of at least one character is there */
export function text(at: Cursor): string {
  if (typeof at.value !== 'string' || at.value === '') throw broken(at, 'is no text')
  return at.value
}

/** A text that may be missing: then the empty text. */
export function textIfAny(at: Cursor): string {
  return at.value === undefined || at.value === '' ? '' : text(at)
}

/** @throws AwsError `unknown` unless a whole number of at least 0 is there */
export function count(at: Cursor): number {
  if (typeof at.value !== 'number' || !Number.isSafeInteger(at.value) || at.value < 0) {
    throw broken(at, 'is no whole number')
  }
  return at.value
}

/** @throws AwsError `unknown` unless true or false is there */
export function flag(at: Cursor): boolean {
  if (typeof at.value !== 'boolean') throw broken(at, 'is neither true nor false')
  return at.value
}

/** Ms since the epoch. @throws AwsError `unknown` unless a valid date is there */
export function time(at: Cursor): number {
  const ms = at.value instanceof Date ? at.value.getTime() : Number.NaN
  if (Number.isNaN(ms)) throw broken(at, 'is no date')
  return ms
}

/** An answer that cannot be believed is as good as none. */
export function broken(at: Cursor, what: string): AwsError {
  const message = `the answer of AWS to ${at.operation} is broken: ${pathOf(at)} ${what}`
  return new AwsError('unknown', at.operation, '', message, '')
}

/** Put together only for those who are told of it: an answer has thousands of members. */
function pathOf({ path, within }: Cursor): string {
  const before = within ? pathOf(within) : ''
  return before === '' || path.startsWith('[') ? `${before}${path}` : `${before}.${path}`
}
