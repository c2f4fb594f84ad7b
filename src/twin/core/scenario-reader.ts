/** A scenario that is not valid. `path` names the wrong member, e.g. `groups[0].max`. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
  readonly path: string

  constructor(path: string, message: string) {
    super(`${path === '' ? 'scenario' : path}: ${message}`)
    this.path = path
  }
}

/** Reads the members of one JSON object and knows the path to it. Every method throws ScenarioError. */
export interface Reader {
  readonly path: string
  /** @param members the only members that are allowed */
  only(members: readonly string[]): void
  text(member: string, standard?: string): string
  /** A whole number within `low..high`. */
  whole(member: string, low: number, high: number, standard?: number): number
  /** Seconds, fractions allowed. @returns ms */
  seconds(member: string, standard: number): number
  /** A number in 0..1. */
  fraction(member: string, standard?: number): number
  flag(member: string, standard: boolean): boolean
  has(member: string): boolean
  /** Whether the member is there and no text. */
  hasOther(member: string): boolean
  texts(member: string, standard: readonly string[]): readonly string[]
  /** A JSON object whose values are all texts. */
  textMap(member: string): Readonly<Record<string, string>>
  objects(member: string): readonly Readonly<Record<string, unknown>>[]
  /** An absent object reads as empty. */
  child(member: string): Reader
  children(member: string): readonly Reader[]
  fail(member: string, message: string): never
}

export function reader(json: unknown, path: string): Reader {
  if (!isObject(json)) throw new ScenarioError(path, 'must be an object')
  const at = (member: string): string => (path === '' ? member : `${path}.${member}`)
  const fail = (member: string, message: string): never => {
    throw new ScenarioError(at(member), message)
  }
  const items = (member: string): readonly unknown[] => {
    const value = json[member] ?? []
    return Array.isArray(value) ? value : fail(member, 'must be a list')
  }
  const objects = (member: string): readonly Readonly<Record<string, unknown>>[] =>
    items(member).map((each, n) => (isObject(each) ? each : fail(`${member}[${n}]`, 'must be an object')))
  const number = (member: string, standard: number | undefined): number => {
    const value = json[member] ?? standard
    return typeof value === 'number' && Number.isFinite(value) ? value : fail(member, 'must be a number')
  }
  return {
    path,
    fail,
    objects,
    only: members => {
      for (const member of Object.keys(json)) if (!members.includes(member)) fail(member, 'is not known')
    },
    text: (member, standard) => {
      const value = json[member] ?? standard
      return typeof value === 'string' && value !== ''
        ? value
        : fail(member, 'must be a text that is not empty')
    },
    whole: (member, low, high, standard) => {
      const value = number(member, standard)
      const right = Number.isInteger(value) && value >= low && value <= high
      return right ? value : fail(member, `must be a whole number from ${low} to ${high}`)
    },
    seconds: (member, standard) => {
      const value = number(member, standard)
      return value >= 0 ? Math.round(value * 1000) : fail(member, 'must not be negative')
    },
    has: member => json[member] !== undefined,
    hasOther: member => json[member] !== undefined && typeof json[member] !== 'string',
    fraction: (member, standard) => {
      const value = number(member, standard)
      return value >= 0 && value <= 1 ? value : fail(member, 'must be a number from 0 to 1')
    },
    flag: (member, standard) => {
      const value = json[member] ?? standard
      return typeof value === 'boolean' ? value : fail(member, 'must be true or false')
    },
    texts: (member, standard) =>
      json[member] === undefined
        ? standard
        : items(member).map((each, n) =>
            typeof each === 'string' ? each : fail(`${member}[${n}]`, 'must be a text')
          ),
    textMap: member => {
      const value = json[member] ?? {}
      if (!isObject(value)) return fail(member, 'must be an object')
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [
          key,
          typeof each === 'string' ? each : fail(`${member}.${key}`, 'must be a text')
        ])
      )
    },
    child: member => reader(json[member] ?? {}, at(member)),
    children: member => objects(member).map((each, n) => reader(each, `${at(member)}[${n}]`))
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
