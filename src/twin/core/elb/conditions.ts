import { AwsFault, invalid } from '../fault.ts'
import { type Input, records, text, texts } from '../input.ts'
import { record } from '../record.ts'
import type { Shape } from './model.ts'

const CONFIGS: Readonly<Record<string, string>> = {
  'http-header': 'HttpHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
  'query-string': 'QueryStringConfig',
  'source-ip': 'SourceIpConfig'
}
/** Fields that may also be given as plain `Values`; they are answered in both ways, as AWS was seen to do. */
const PLAIN = ['host-header', 'path-pattern']
/** Elastic Load Balancing quotas: condition values and condition wildcards for each rule. */
const MOST_VALUES = 5
const MOST_WILDCARDS = 5

/**
 * Reads the conditions of a rule; they replace whatever was there before.
 * @returns the conditions as Describe calls answer them
 * @throws AwsFault ValidationError
 */
export function readConditions(conditions: readonly Input[]): Shape[] {
  // ASSUMED: the wordings of this file.
  if (conditions.length === 0) throw invalid('A condition must be specified')
  const read = conditions.map(readCondition)
  const values = read.flatMap(each => each.values)
  if (values.length > MOST_VALUES)
    throw invalid(`A rule cannot have more than ${MOST_VALUES} condition values`)
  if (values.join('').replace(/[^*?]/g, '').length > MOST_WILDCARDS)
    throw invalid(`A rule cannot have more than ${MOST_WILDCARDS} condition wildcards`)
  return read.map(each => each.shape)
}

interface ReadCondition {
  readonly shape: Shape
  readonly values: readonly string[]
}

function readCondition(condition: Input): ReadCondition {
  const field = text(condition, 'Field')
  const member = CONFIGS[field]
  if (member === undefined) {
    const known = Object.keys(CONFIGS).join(', ')
    throw invalid(`Condition field '${field}' must be one of '[${known}]'`)
  }
  const config = record(condition, member)
  if (texts(condition, 'RegexValues').length > 0 || texts(config ?? {}, 'RegexValues').length > 0)
    throw new AwsFault('TwinUnsupported', 'The twin does not model RegexValues of conditions.', 501)
  const plain = PLAIN.includes(field) ? texts(condition, 'Values') : []
  if (plain.length > 0 && config !== undefined)
    throw invalid(`Values and ${member} of a condition cannot both be specified`)
  const values = config === undefined ? plain : valuesOf(config, field)
  if (values.length === 0) throw invalid('A condition value must be specified')
  if (field === 'http-header') checkHeader(config ?? {})
  const shape = PLAIN.includes(field)
    ? { Field: field, Values: values, [member]: { Values: values } }
    : { Field: field, [member]: config }
  return { shape, values }
}

function valuesOf(config: Input, field: string): readonly string[] {
  if (field !== 'query-string') return texts(config, 'Values')
  return records(config, 'Values').map(each => text(each, 'Value'))
}

/** Application Load Balancer guide, "HTTP header conditions": at most 40 characters, no wildcards, not the host. */
function checkHeader(config: Input): void {
  const name = text(config, 'HttpHeaderName')
  if (name.length > 40 || /[*?]/.test(name) || name.toLowerCase() === 'host')
    throw invalid(`The HTTP header name '${name}' is not valid`)
}
