/** What an apply must leave alone, in a configuration as read_hcl.py reads it. */
import { dictionary, list } from './template.ts'

type Body = Readonly<Record<string, unknown>>

interface Named {
  readonly type: string
  readonly name: string
  readonly body: Body
}

/** Moved by every release (README.md, "What your groups must look like"). */
const OF_GROUPS = ['min_size', 'max_size', 'desired_capacity', 'suspended_processes', 'tag']
/** Weights, and the notes that a release keeps on a listener. */
const OF_LISTENERS = ['default_action', 'tags', 'tags_all']

/** @returns what is wrong, a sentence each */
export function terraformFindings(configuration: unknown): readonly string[] {
  const blocks = dictionary(plain(configuration))
  const resources = list(blocks.resource).flatMap(named)
  const of = (type: string): readonly Named[] => resources.filter(each => each.type === type)
  const groups = of('aws_autoscaling_group')
  const forwards = of('aws_lb_listener').filter(({ body }) => JSON.stringify(body).includes('"forward"'))
  return [
    ...(groups.length > 0 ? groups.flatMap(groupFindings) : ['there is no group']),
    ...(forwards.length > 0 ? forwards : []).flatMap(each => unignored(each, OF_LISTENERS)),
    ...(forwards.length > 0 ? [] : ['no listener forwards']),
    ...of('aws_autoscaling_schedule').flatMap(scheduleFindings),
    ...of('aws_launch_template').flatMap(launchFindings),
    ...providerFindings(blocks)
  ]
}

function groupFindings(group: Named): readonly string[] {
  const { body } = group
  const tags = list(body.tag).map(dictionary)
  const owned = tags.filter(({ key }) => /^(docker:image:version$|bg-release:)/.test(String(key)))
  const name = tags.find(({ key }) => key === 'docker:image:name')
  return [
    ...unignored(group, OF_GROUPS),
    ...(['blue', 'green'].every(colour => String(body.for_each).includes(`"${colour}"`))
      ? []
      : ['the groups are no pair']),
    ...(body.min_size === 0 && body.desired_capacity === undefined
      ? []
      : ['the groups start instances before a release gives them a version']),
    ...(body.instance_refresh === undefined
      ? []
      : ['an instance refresh replaces instances beside a release']),
    ...(owned.length === 0 ? [] : ['the groups are made with a tag that belongs to bg-release']),
    ...(name?.propagate_at_launch === true ? [] : ['docker:image:name is not handed on to instances'])
  ]
}

/** A size that is left out is 0 (AWS provider, aws_autoscaling_schedule), and 0 for MaxSize ends the service. */
const scheduleFindings = ({ name, body }: Named): readonly string[] =>
  ['min_size', 'max_size', 'desired_capacity']
    .filter(size => body[size] === undefined)
    .map(size => `the schedule ${name} sets ${size} to 0, because it leaves it out`)

function launchFindings({ body }: Named): readonly string[] {
  const metadata = dictionary(list(body.metadata_options)[0] ?? {})
  return [
    ...(metadata.instance_metadata_tags === 'enabled' ? [] : ['instances cannot read their tags']),
    ...(metadata.http_tokens === 'required' ? [] : ['the metadata service answers without a token']),
    ...(String(body.user_data).includes('/../user-data/boot.sh')
      ? []
      : ['the user data is not user-data/boot.sh'])
  ]
}

function providerFindings(blocks: Body): readonly string[] {
  const ignored = list(blocks.provider)
    .map(each => dictionary(dictionary(each).aws ?? {}))
    .flatMap(({ ignore_tags }) => list(ignore_tags).map(dictionary))
  const keys = ignored.flatMap(each => list(each.keys))
  const prefixes = ignored.flatMap(each => list(each.key_prefixes))
  return keys.includes('docker:image:version') && prefixes.includes('bg-release:')
    ? []
    : ['the provider does not ignore the tags of bg-release (ignore_tags)']
}

const unignored = ({ type, name, body }: Named, wanted: readonly string[]): readonly string[] => {
  const ignored = list(body.lifecycle).flatMap(each => list(dictionary(each).ignore_changes))
  return wanted
    .filter(each => !ignored.includes(each))
    .map(each => `an apply changes ${each} of ${type}.${name}`)
}

/** `[{ type: { name: body } }]`, as blocks with two labels are read. */
const named = (block: unknown): readonly Named[] =>
  Object.entries(dictionary(block)).flatMap(([type, bodies]) =>
    Object.entries(dictionary(bodies)).map(([name, body]) => ({ type, name, body: dictionary(body) }))
  )

/** Text and labels come with their quotation marks. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^"(.*)"$/s, '$1')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [String(plain(key)), plain(each)]))
}
