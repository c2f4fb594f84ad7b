import { dictionary } from '../dictionary.ts'
import { AwsFault, invalid } from '../fault.ts'
import { atMost, type Input, missing, optionalText, records, text, texts } from '../input.ts'
import type { World } from '../world.ts'
import { listenerOf, loadBalancerOf, ruleOf, targetGroupOf } from './find.ts'

/** Elastic Load Balancing guides, "Tag restrictions": 50 tags, keys of 128 and values of 256 characters. */
const MOST_TAGS = 50

type Tags = Record<string, string>

/** AddTags: overwrites tags of the same key. @throws AwsFault TooManyTags, DuplicateTagKeys, ...NotFound */
export function addTags(world: World, input: Input): Record<string, unknown> {
  for (const tags of resources(world, input)) putTags(tags, input)
  return {}
}

/** RemoveTags. A key that is not there is no error. */
export function removeTags(world: World, input: Input): Record<string, unknown> {
  const keys = texts(input, 'TagKeys')
  if (keys.length === 0) throw missing('TagKeys')
  for (const tags of resources(world, input)) for (const key of keys) delete tags[key]
  return {}
}

/** DescribeTags of up to 20 load balancers, target groups, listeners and rules. */
export function describeTags(world: World, input: Input): Record<string, unknown> {
  const arns = texts(input, 'ResourceArns')
  atMost('ResourceArns', arns, 20)
  const found = resources(world, input)
  return {
    TagDescriptions: arns.map((ResourceArn, n) => ({
      ResourceArn,
      Tags: Object.entries(found[n] ?? {}).map(([Key, Value]) => ({ Key, Value }))
    }))
  }
}

/** The `Tags` of a create call. */
export function newTags(input: Input): Tags {
  const tags = dictionary<string>()
  putTags(tags, input, false)
  return tags
}

function putTags(tags: Tags, input: Input, required = true): void {
  const wanted = records(input, 'Tags')
  if (required && wanted.length === 0) throw missing('Tags')
  const keys = wanted.map(each => text(each, 'Key'))
  const twice = keys.find((key, n) => keys.indexOf(key) !== n)
  // ASSUMED: the wordings.
  if (twice !== undefined)
    throw new AwsFault('DuplicateTagKeys', `Tag key was specified more than once: ${twice}`)
  for (const each of wanted) {
    const key = text(each, 'Key')
    const value = optionalText(each, 'Value') ?? ''
    if (key.length > 128 || key.toLowerCase().startsWith('aws:'))
      throw invalid(`Tag key '${key}' is not valid`)
    if (value.length > 256) throw invalid(`The value of tag '${key}' cannot be longer than '256' characters`)
    tags[key] = value
  }
  if (Object.keys(tags).length > MOST_TAGS)
    throw new AwsFault('TooManyTags', `A resource cannot have more than ${MOST_TAGS} tags`)
}

function resources(world: World, input: Input): readonly Tags[] {
  const arns = texts(input, 'ResourceArns')
  if (arns.length === 0) throw missing('ResourceArns')
  return arns.map(arn => tagsOf(world, arn))
}

function tagsOf(world: World, arn: string): Tags {
  switch (arn.split(':')[5]?.split('/')[0]) {
    case 'loadbalancer':
      return loadBalancerOf(world, { LoadBalancerArn: arn }).tags
    case 'targetgroup':
      return targetGroupOf(world, { TargetGroupArn: arn }).tags
    case 'listener':
      return listenerOf(world, arn).listener.tags
    case 'listener-rule':
      return ruleOf(world, arn).rule.tags
    default:
      throw invalid(`'${arn}' is not a valid load balancer, target group, listener or rule ARN`)
  }
}
