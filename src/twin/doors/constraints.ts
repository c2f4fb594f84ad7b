import type { ScalarShape, ServiceModel } from '../shapes/shape.ts'
import { shapeOf } from '../shapes/shape.ts'
import { Refusal } from './refusal.ts'

/**
 * Holds a typed input against the model's required members, lengths, ranges and enums, in the words of AWS's own
 * request validation ("1 validation error detected: Value null at 'x' failed to satisfy constraint: ...").
 * @throws Refusal ValidationError; MissingParameter where CloudWatch misses a member (CloudWatch API Reference,
 * Common Errors).
 */
export function checkConstraints(model: ServiceModel, shapeName: string, input: unknown): void {
  const problems = [...violations(model, shapeName, input, '')]
  const first = problems[0]
  if (first === undefined) return
  if (model.service === 'monitoring' && first.missing !== undefined)
    throw new Refusal(400, 'MissingParameter', `The parameter ${first.missing} is required.`)
  const errors = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`
  throw new Refusal(
    400,
    'ValidationError',
    `${errors} detected: ${problems.map(({ text }) => text).join('; ')}`
  )
}

interface Violation {
  readonly text: string
  /** Name of the required member that is absent. */
  readonly missing?: string
}

function* violations(
  model: ServiceModel,
  shapeName: string,
  value: unknown,
  path: string
): Generator<Violation> {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure': {
      const members = new Map(Object.entries(value as Record<string, unknown>))
      for (const name of shape.required ?? [])
        if (!members.has(name))
          yield { text: violation(null, below(path, name), 'Member must not be null'), missing: name }
      for (const [name, member] of Object.entries(shape.members))
        if (members.has(name)) yield* violations(model, member, members.get(name), below(path, name))
      return
    }
    case 'list': {
      const items = value as readonly unknown[]
      yield* outside(items.length, shape, 'length', `[${items.join(', ')}]`, path)
      for (const [index, item] of items.entries())
        yield* violations(model, shape.member, item, `${path}.${index + 1}.member`)
      return
    }
    case 'map':
      for (const [key, item] of Object.entries(value as Record<string, unknown>))
        yield* violations(model, shape.value, item, `${path}.${key}`)
      return
    default:
      yield* scalarViolations(shape, value, path)
  }
}

function* scalarViolations(shape: ScalarShape, value: unknown, path: string): Generator<Violation> {
  if (typeof value === 'string') {
    yield* outside(value.length, shape, 'length', value, path)
    if (shape.enum !== undefined && !shape.enum.includes(value))
      yield { text: violation(value, path, `Member must satisfy enum value set: [${shape.enum.join(', ')}]`) }
  } else if (typeof value === 'number') {
    yield* outside(value, shape, 'value', String(value), path)
  }
}

function* outside(
  size: number,
  limits: { readonly min?: number; readonly max?: number },
  what: 'length' | 'value',
  shown: string,
  path: string
): Generator<Violation> {
  const must = (bound: string) => ({ text: violation(shown, path, `Member must have ${what} ${bound}`) })
  if (limits.min !== undefined && size < limits.min) yield must(`greater than or equal to ${limits.min}`)
  if (limits.max !== undefined && size > limits.max) yield must(`less than or equal to ${limits.max}`)
}

function violation(value: string | null, path: string, constraint: string): string {
  const shown = value === null ? 'null' : `'${value}'`
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`
}

/** AWS spells members in these messages with a small first letter. */
function below(path: string, member: string): string {
  const name = member.charAt(0).toLowerCase() + member.slice(1)
  return path === '' ? name : `${path}.${name}`
}
