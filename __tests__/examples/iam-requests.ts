/** What IAM is asked for a call of an AWS API: action, resource and the keys of the request. */
import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate'
import type { Policy } from '../../scripts/iam/policies.ts'
import type { AwsCall } from '../../src/aws/transport.ts'
import type { World } from '../../src/twin/core/world.ts'

export interface Request {
  readonly action: string
  readonly resource: string
  readonly context: Readonly<Record<string, readonly string[]>>
}

type Member = Readonly<Record<string, unknown>>

const members = (value: unknown): readonly Member[] => (Array.isArray(value) ? value : [])
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** The API of CloudWatch is called `monitoring` where requests are signed, and `cloudwatch` in policies. */
const actionOf = ({ service, operation }: AwsCall): string =>
  `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`

/** @throws Error for a call whose resource is not known here */
export function requestsOf(call: AwsCall, world: World): readonly Request[] {
  const { operation, input } = call
  const action = actionOf(call)
  const asks = (resources: readonly string[], context: Request['context'] = {}) =>
    resources.map(resource => ({ action, resource, context }))
  const alarm = (name: unknown) => `arn:aws:cloudwatch:${world.region}:${world.account}:alarm:${name}`
  const group = (name: unknown) => {
    const found = world.groups[String(name)]
    if (!found) throw new Error(`${action} names no group: ${name}`)
    return found.arn
  }
  if (operation === 'ListTagsForResource') return asks([String(input.ResourceARN)])
  if (operation.startsWith('Describe')) return asks(['*'])
  switch (operation) {
    case 'CreateOrUpdateTags':
    case 'DeleteTags': {
      const tags = members(input.Tags)
      const owners = [...new Set(tags.map(({ ResourceId }) => group(ResourceId)))]
      return asks(owners, { 'aws:TagKeys': tags.map(({ Key }) => String(Key)) })
    }
    case 'AddTags':
      return asks(texts(input.ResourceArns), {
        'aws:TagKeys': members(input.Tags).map(({ Key }) => String(Key))
      })
    case 'RemoveTags':
      return asks(texts(input.ResourceArns), { 'aws:TagKeys': texts(input.TagKeys) })
    case 'ModifyListener':
      return asks([String(input.ListenerArn)])
    case 'ModifyRule':
      return asks([String(input.RuleArn)])
    case 'DeleteAlarms':
      return asks(texts(input.AlarmNames).map(alarm))
    case 'PutMetricAlarm': {
      const tags = members(input.Tags)
      const keys = { 'aws:TagKeys': tags.map(({ Key }) => String(Key)) }
      const tagging = { action: 'cloudwatch:TagResource', resource: alarm(input.AlarmName), context: keys }
      return [...asks([alarm(input.AlarmName)]), ...(tags.length > 0 ? [tagging] : [])]
    }
    case 'TerminateInstanceInAutoScalingGroup': {
      const owner = Object.values(world.groups).find(each =>
        each.instances.some(({ id }) => id === input.InstanceId)
      )
      if (!owner) throw new Error(`${action} names no instance: ${input.InstanceId}`)
      return asks([owner.arn])
    }
    default:
      return asks([group(input.AutoScalingGroupName)])
  }
}

/** IAM's data has AddTags and RemoveTags of Classic Load Balancers only, so that no listener passes its validation. */
const UNKNOWN_RESOURCES = ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags']

/** @throws Error where the policy or the request is not one that AWS would take */
export async function allows(
  policies: readonly Policy[],
  { action, resource, context }: Request
): Promise<boolean> {
  const simulation: Simulation = {
    request: {
      principal: 'arn:aws:iam::111122223333:role/bg-release',
      action,
      resource: { resource, accountId: '111122223333' },
      contextVariables: Object.fromEntries(Object.entries(context).map(([key, values]) => [key, [...values]]))
    },
    identityPolicies: policies.map((policy, n) => ({ name: `policy-${n}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: []
  }
  if (UNKNOWN_RESOURCES.includes(action)) return runUnsafeSimulation(simulation, {}) === 'Allowed'
  const answer = await runSimulation(simulation, {})
  if (answer.resultType === 'error') throw new Error(JSON.stringify({ action, resource, ...answer.errors }))
  return answer.overallResult === 'Allowed'
}
