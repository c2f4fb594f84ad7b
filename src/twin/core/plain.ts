/**
 * A copy of an answer that shares nothing with the world: parts of a draft must not be read after the change is done.
 * Absent members stay absent; dates stay dates.
 */
export function plain(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([member, each]) => [member, copy(each)]))
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return plain({ ...value })
}
