/** Reads JSON that came from outside, member by member: what has another shape than expected reads as absent. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The object itself; an empty one for anything else, so that reads can be chained. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The array itself; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function integerOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** The object found by walking down `path`; an empty one where the way ends. */
export function within(value: unknown, ...path: readonly string[]): JsonObject {
  return path.reduce<JsonObject>((object, member) => objectOf(object[member]), objectOf(value))
}
