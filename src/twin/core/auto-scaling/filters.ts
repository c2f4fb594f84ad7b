import { invalid } from '../fault.ts'
import { type Input, records, text, texts } from '../input.ts'
import type { Group } from '../world.ts'

interface Filter {
  readonly name: string
  readonly values: readonly string[]
}

/** The filters of DescribeAutoScalingGroups: `tag-key`, `tag-value` and `tag:<key>`, where the key may hold colons. */
export function readFilters(input: Input): readonly Filter[] {
  return records(input, 'Filters').map(filter => {
    const name = text(filter, 'Name')
    const values = texts(filter, 'Values')
    // ASSUMED: the wording.
    if (name !== 'tag-key' && name !== 'tag-value' && !name.startsWith('tag:')) {
      throw invalid(
        `Filter type ${name} is not correct. Allowed Filter types are: tag-key tag-value tag:<key>`
      )
    }
    return { name, values }
  })
}

/** AND across filters, OR across the values of one, case-sensitive (Auto Scaling API Reference, Filter). */
export function matchesFilters(group: Group, filters: readonly Filter[]): boolean {
  return filters.every(({ name, values }) => {
    if (name === 'tag-key') return values.some(key => group.tags[key] !== undefined)
    if (name === 'tag-value') return Object.values(group.tags).some(tag => values.includes(tag.value))
    const tag = group.tags[name.slice('tag:'.length)]
    return tag !== undefined && values.includes(tag.value)
  })
}
