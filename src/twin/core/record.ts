import { constraint } from './fault.ts'
import type { Input } from './input.ts'

/** A structure member; undefined where it is absent. @throws AwsFault ValidationError for anything else. */
export function record(input: Input, member: string): Input | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'object' || Array.isArray(value))
    throw constraint(member, `'${String(value)}'`, 'Member must be a Structure')
  return { ...value }
}

/** The members that are present. */
export function present(members: Input): Input {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
