/** What a template must be for bg-release to work on its groups, and for a later update to leave a release alone. */
import { dictionary, list, type Resource } from './template.ts'

/** @param bootScript text of examples/user-data/boot.sh @returns what is wrong, a sentence each */
export function pairFindings(
  resources: readonly Resource[],
  topology: 'shared' | 'split',
  bootScript: string
): readonly string[] {
  const groups = resources.filter(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup')
  const [blue, green] = groups.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  if (!blue || !green || groups.length !== 2) return [`there are ${groups.length} groups`]
  return [
    ...namesOf(nameOf(blue), nameOf(green)),
    ...groups.flatMap(groupFindings),
    ...targetGroupFindings(blue, green, topology),
    ...weightFindings(resources, topology),
    ...attachedFindings(resources, blue, green),
    ...launchFindings(resources, bootScript)
  ]
}

const nameOf = ({ properties }: Resource): string => String(properties.AutoScalingGroupName)

function namesOf(blue: string, green: string): readonly string[] {
  const base = blue.replace(/-blue$/, '')
  return blue === `${base}-blue` && green === `${base}-green` ? [] : [`${blue} and ${green} are no pair`]
}

function groupFindings(group: Resource): readonly string[] {
  const { properties, updatePolicy } = group
  const tags = list(properties.Tags).map(dictionary)
  const wrong: string[] = []
  const expect = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(`${nameOf(group)} ${what}`)
  }
  const owned = tags
    .map(({ Key }) => String(Key))
    .filter(key => /^(docker:image:version$|bg-release:)/.test(key))
  expect(owned.length === 0, `has ${owned.join(', ')}, which an update would write over a release's`)
  const name = tags.find(({ Key }) => Key === 'docker:image:name')
  expect(name?.PropagateAtLaunch === true, 'does not hand docker:image:name on to its instances')
  expect(properties.DesiredCapacity === undefined, 'has a desired capacity, which every update would write')
  expect(Number(properties.MinSize) === 0, 'starts instances before a release gives it a version')
  const { AutoScalingScheduledAction: sizes, ...replacing } = updatePolicy
  expect(
    dictionary(sizes ?? {}).IgnoreUnmodifiedGroupSizeProperties === true,
    'gets its sizes back on every update (IgnoreUnmodifiedGroupSizeProperties)'
  )
  expect(
    Object.keys(replacing).length === 0,
    `has its instances replaced by ${Object.keys(replacing).join(', ')}`
  )
  return wrong
}

function targetGroupFindings(blue: Resource, green: Resource, topology: string): readonly string[] {
  const [ofBlue, ofGreen] = [blue, green].map(({ properties }) => list(properties.TargetGroupARNs))
  if (ofBlue?.length !== 1 || ofGreen?.length !== 1) return ['each group needs one target group']
  const same = ofBlue[0] === ofGreen[0]
  return same === (topology === 'shared') ? [] : [`the target groups are not ${topology}`]
}

/** One colour has all of the weight, whatever the listener. */
function weightFindings(resources: readonly Resource[], topology: string): readonly string[] {
  const actions = resources
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::Listener')
    .flatMap(({ properties }) => list(properties.DefaultActions).map(dictionary))
    .filter(({ Type }) => Type === 'forward')
  if (actions.length === 0) return ['no listener forwards']
  if (topology === 'shared') return []
  return actions
    .map(({ ForwardConfig }) =>
      list(dictionary(ForwardConfig ?? {}).TargetGroups)
        .map(dictionary)
        .map(({ Weight }) => Number(Weight))
    )
    .filter(weights => weights.toSorted((a, b) => a - b).join() !== '0,100')
    .map(weights => `a listener's weights are ${weights.join(' and ') || 'missing'}`)
}

/** Policies and schedules are the same on both, so that none has to move. */
function attachedFindings(
  resources: readonly Resource[],
  blue: Resource,
  green: Resource
): readonly string[] {
  const of = ({ id }: Resource): string =>
    resources
      .filter(({ type }) => /^AWS::AutoScaling::(ScalingPolicy|ScheduledAction)$/.test(type))
      .filter(({ properties }) => properties.AutoScalingGroupName === id)
      .map(({ properties: { AutoScalingGroupName: _, ...settings } }) => JSON.stringify(settings))
      .sort()
      .join('\n')
  return of(blue) === of(green) ? [] : ['the groups have different policies or schedules']
}

function launchFindings(resources: readonly Resource[], bootScript: string): readonly string[] {
  const template = resources.find(({ type }) => type === 'AWS::EC2::LaunchTemplate')
  const data = dictionary(template?.properties.LaunchTemplateData ?? {})
  const metadata = dictionary(data.MetadataOptions ?? {})
  return [
    ...(metadata.InstanceMetadataTags === 'enabled'
      ? []
      : ['instances cannot read their tags (InstanceMetadataTags)']),
    ...(metadata.HttpTokens === 'required' ? [] : ['the metadata service answers without a token']),
    ...(String(data.UserData).includes(bootScript.trim()) ? [] : ['the user data is not user-data/boot.sh'])
  ]
}
