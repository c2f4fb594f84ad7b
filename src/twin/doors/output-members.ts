import type { StructureShape } from '../shapes/shape.ts'

/**
 * Visits the members of an output in the order of the model, without the absent ones. Answers are large and frequent, so
 * this makes no copies.
 * @throws Error where the output does not fit the model: that is a fault of the twin and never an answer of AWS.
 */
export function eachOutputMember(
  shape: StructureShape,
  value: unknown,
  path: string,
  visit: (name: string, shapeName: string, item: unknown) => void
): void {
  const given = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(given))
    if (given[name] !== undefined && !Object.hasOwn(shape.members, name))
      throw new Error(`${path}: the model has no member ${name}`)
  for (const name of shape.required ?? [])
    if (given[name] === undefined) throw new Error(`${path}: the model requires ${name}`)
  for (const name in shape.members) {
    const item = given[name]
    const shapeName = shape.members[name]
    if (item !== undefined && shapeName !== undefined) visit(name, shapeName, item)
  }
}

/** @throws Error for a value that is not of the scalar type. */
export function checkScalar(type: string, value: unknown, path: string, name = ''): void {
  const fits =
    type === 'timestamp'
      ? value instanceof Date
      : type === 'integer'
        ? Number.isSafeInteger(value)
        : typeof value === (type === 'double' ? 'number' : type)
  if (!fits) throw new Error(`${path}${name === '' ? '' : `.${name}`}: ${String(value)} is no ${type}`)
}
