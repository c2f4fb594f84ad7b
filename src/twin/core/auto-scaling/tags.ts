import { AwsFault, constraint, invalid } from '../fault.ts'
import { type Input, missing, optionalFlag, optionalText, records, text, texts } from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import type { Group, World } from '../world.ts'
import { byName, tagShapes } from './describe.ts'
import { groupOf } from './find.ts'

/** EC2 Auto Scaling guide, "Tag Auto Scaling groups and instances". Lengths in characters. */
const LIMITS = { perCall: 25, perGroup: 50, key: 128, value: 256 } as const

/** CreateOrUpdateTags. Overwrites silently, PropagateAtLaunch included; instances that exist keep what they were born with. */
export function createOrUpdateTags(world: World, input: Input): Record<string, unknown> {
  for (const tag of tagList(input)) {
    putTag(world, taggedGroup(world, tag), tag)
  }
  return {}
}

/** Sets one tag of a request on a group. @throws AwsFault ValidationError, LimitExceeded */
export function putTag(world: World, group: Group, tag: Input): void {
  const { key, value, propagate } = readTag(tag)
  // ASSUMED (`tag-without-propagate`): a tag sent without PropagateAtLaunch does not propagate.
  const kept = world.assumptions['tag-without-propagate'] === 'keeps' && group.tags[key]?.propagate
  const isNew = group.tags[key] === undefined
  group.tags[key] = { value, propagate: propagate ?? (kept || false) }
  if (isNew && Object.keys(group.tags).length > LIMITS.perGroup) {
    // ASSUMED: the wording.
    throw new AwsFault(
      'LimitExceeded',
      `The maximum number of tags (${LIMITS.perGroup}) per resource has been exceeded`
    )
  }
}

/** DeleteTags. A tag that is not there is no error; a given value is ignored. */
export function deleteTags(world: World, input: Input): Record<string, unknown> {
  for (const tag of tagList(input)) delete taggedGroup(world, tag).tags[text(tag, 'Key')]
  return {}
}

/** DescribeTags with the filters auto-scaling-group, key, value and propagate-at-launch. */
export function describeTags(world: World, input: Input): Record<string, unknown> {
  const filters = records(input, 'Filters').map(each => ({
    name: text(each, 'Name'),
    values: texts(each, 'Values')
  }))
  const members: Readonly<Record<string, string>> = {
    'auto-scaling-group': 'ResourceId',
    key: 'Key',
    value: 'Value',
    'propagate-at-launch': 'PropagateAtLaunch'
  }
  for (const { name } of filters) {
    // ASSUMED: the wording.
    if (members[name] === undefined) throw invalid(`Filter type ${name} is not correct.`)
  }
  const found = byName(world, [])
    .flatMap(tagShapes)
    .filter(tag => filters.every(({ name, values }) => values.includes(String(tag[members[name] ?? '']))))
  const { items, next } = page(AUTO_SCALING_PAGE, input, found)
  return { Tags: items, ...next }
}

function readTag(tag: Input): { readonly key: string; readonly value: string; readonly propagate?: boolean } {
  const key = text(tag, 'Key')
  const value = optionalText(tag, 'Value') ?? ''
  if ([...key].length > LIMITS.key) {
    throw constraint('Key', `'${key}'`, `Member must have length less than or equal to ${LIMITS.key}`)
  }
  if ([...value].length > LIMITS.value) {
    throw constraint('Value', `'${value}'`, `Member must have length less than or equal to ${LIMITS.value}`)
  }
  // ASSUMED: the wording, and that the prefix is reserved in every case.
  if (key.toLowerCase().startsWith('aws:'))
    throw invalid(`Tag keys starting with 'aws:' are reserved for system use: ${key}`)
  const propagate = optionalFlag(tag, 'PropagateAtLaunch')
  return { key, value, ...(propagate === undefined ? {} : { propagate }) }
}

function tagList(input: Input): readonly Input[] {
  const tags = records(input, 'Tags')
  if (tags.length === 0) throw missing('Tags')
  if (tags.length > LIMITS.perCall) {
    // ASSUMED: the wording.
    throw invalid(`The number of tags in one call must not exceed ${LIMITS.perCall}, but was ${tags.length}`)
  }
  const names = tags.map(tag => JSON.stringify([tag.ResourceId, tag.Key]))
  // ASSUMED: the wording.
  if (new Set(names).size < names.length) throw invalid('Duplicate tag keys found in the request')
  return tags
}

function taggedGroup(world: World, tag: Input): Group {
  const type = text(tag, 'ResourceType')
  // ASSUMED: the wording.
  if (type !== 'auto-scaling-group') throw invalid(`Invalid resource type: ${type}`)
  return groupOf(world, { AutoScalingGroupName: text(tag, 'ResourceId') })
}
