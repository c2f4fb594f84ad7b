import type { StructureShape } from '../shapes/shape.ts'

/**
 * The members of an output in the order of the model, each with its shape's name and without the absent ones.
 * @throws Error where the output does not fit the model: that is a fault of the twin and never an answer of AWS.
 */
export function outputMembers(
  shape: StructureShape,
  value: unknown,
  path: string
): readonly (readonly [name: string, shapeName: string, value: unknown])[] {
  const given = new Map(
    Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined)
  )
  for (const name of given.keys())
    if (!Object.hasOwn(shape.members, name)) throw new Error(`${path}: the model has no member ${name}`)
  for (const name of shape.required ?? [])
    if (!given.has(name)) throw new Error(`${path}: the model requires ${name}`)
  return Object.entries(shape.members)
    .filter(([name]) => given.has(name))
    .map(([name, shapeName]) => [name, shapeName, given.get(name)])
}

/** @throws Error for a value that is not of the scalar type. */
export function checkScalar(type: string, value: unknown, path: string): void {
  const fits =
    type === 'timestamp'
      ? value instanceof Date
      : type === 'integer'
        ? Number.isSafeInteger(value)
        : typeof value === (type === 'double' ? 'number' : type)
  if (!fits) throw new Error(`${path}: ${String(value)} is no ${type}`)
}
