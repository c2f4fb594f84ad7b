/** CloudFormation templates with their parameters filled in, as far as the examples need it. */
import { parse, type ScalarTag } from 'yaml'

export interface Resource {
  readonly id: string
  readonly type: string
  /** References to other resources are their logical ids, attributes `Id.Attribute`. */
  readonly properties: Readonly<Record<string, unknown>>
  readonly updatePolicy: Readonly<Record<string, unknown>>
}

type Dictionary = Readonly<Record<string, unknown>>

const FUNCTIONS = ['Ref', 'Condition', 'If', 'Sub', 'GetAtt', 'Equals', 'Not', 'Join', 'Base64'] as const

/** `!Sub text` is `{ "Fn::Sub": "text" }` (CloudFormation User Guide, intrinsic functions, short form). */
const shortForms = FUNCTIONS.flatMap(name => {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
  const tag = `!${name}`
  const scalar: ScalarTag = { tag, resolve: text => ({ [key]: name === 'GetAtt' ? text.split('.') : text }) }
  const list = {
    tag,
    collection: 'seq' as const,
    resolve: (items: { readonly toJSON: () => unknown }) => ({ [key]: items })
  }
  return [scalar, list]
})

/** @throws Error for text that is no YAML */
export const readTemplate = (text: string): unknown =>
  JSON.parse(JSON.stringify(parse(text, { customTags: tags => [...tags, ...(shortForms as ScalarTag[])] })))

/**
 * @param parameters beside the defaults of the template
 * @throws Error for a condition other than equality and its negation, and for a name that nothing has
 */
export function resourcesOf(template: unknown, parameters: Dictionary = {}): readonly Resource[] {
  const { Parameters = {}, Conditions = {}, Resources = {} } = dictionary(template)
  const given = new Map<string, unknown>(
    Object.entries(dictionary(Parameters)).map(([name, spec]) => [
      name,
      parameters[name] ?? dictionary(spec).Default ?? `parameter ${name}`
    ])
  )
  const resources = dictionary(Resources)
  const nothing = Symbol('AWS::NoValue')

  const named = (name: string): unknown => {
    if (given.has(name)) return given.get(name)
    if (name in resources) return name
    if (name === 'AWS::NoValue') return nothing
    if (name.startsWith('AWS::')) return name
    throw new Error(`nothing is called ${name}`)
  }
  const holds = (condition: unknown): boolean => {
    const name = typeof condition === 'string' ? condition : dictionary(condition).Condition
    const value = typeof name === 'string' ? dictionary(Conditions)[name] : condition
    const [key, args] = Object.entries(dictionary(value))[0] ?? []
    if (key === 'Fn::Equals') return String(filled(list(args)[0])) === String(filled(list(args)[1]))
    if (key === 'Fn::Not') return !holds(list(args)[0])
    throw new Error(`no condition that is known here: ${JSON.stringify(condition)}`)
  }
  const call = (key: string, args: unknown): unknown => {
    switch (key) {
      case 'Ref':
        return named(String(args))
      case 'Fn::GetAtt':
        return list(args).join('.')
      case 'Fn::If':
        return filled(list(args)[holds(list(args)[0]) ? 1 : 2])
      case 'Fn::Sub':
        return String(args).replace(/\$\{([^}]+)\}/g, (_, name: string) => String(named(name)))
      case 'Fn::Join':
        return list(filled(list(args)[1])).join(String(list(args)[0]))
      case 'Fn::Base64':
        return filled(args)
      default:
        // Zones and slices of lists (Fn::GetAZs, Fn::Select): nothing here looks into them.
        return `${key} of ${JSON.stringify(filled(args))}`
    }
  }
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled).filter(each => each !== nothing)
    if (typeof value !== 'object' || value === null) return value
    const [[key, args] = ['', undefined], ...more] = Object.entries(value)
    if (more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) return call(key, args)
    const members = Object.entries(value).map(([name, each]) => [name, filled(each)] as const)
    return Object.fromEntries(members.filter(([, each]) => each !== nothing))
  }

  return Object.entries(resources)
    .map(([id, resource]) => ({ id, ...dictionary(resource) }) as { readonly id: string } & Dictionary)
    .filter(({ Condition }) => Condition === undefined || holds(Condition))
    .map(({ id, Type, Properties = {}, UpdatePolicy = {} }) => ({
      id,
      type: String(Type),
      properties: dictionary(filled(Properties)),
      updatePolicy: dictionary(filled(UpdatePolicy))
    }))
}

export const dictionary = (value: unknown): Dictionary => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`no object: ${JSON.stringify(value)}`)
  return value as Dictionary
}

export const list = (value: unknown): readonly unknown[] => {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Error(`no list: ${JSON.stringify(value)}`)
  return value
}
