import { type Cursor, member } from './cursor.ts'

/** The named members as they are, but those that are missing or an empty list: AWS gives the latter for "none". */
export function picked(at: Cursor, names: readonly string[]): Readonly<Record<string, unknown>> {
  const found = names.map(name => [name, member(at, name).value] as const)
  return Object.fromEntries(
    found.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
  )
}
