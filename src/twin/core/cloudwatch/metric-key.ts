/** How a metric is named. */
import { type Input, records, text } from '../input.ts'

/** Names a metric: two spellings of the same dimensions give the same key. */
export function metricKey(
  namespace: string,
  name: string,
  dimensions: readonly (readonly [name: string, value: string])[]
): string {
  const sorted = [...dimensions].sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([namespace, name, sorted])
}

/** The `Dimensions` of a request. */
export function dimensionsOf(input: Input): readonly (readonly [string, string])[] {
  return records(input, 'Dimensions').map(each => [text(each, 'Name'), text(each, 'Value')])
}
