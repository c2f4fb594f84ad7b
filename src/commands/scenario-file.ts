/** A fleet at rest as a scenario of the twin (docs/scenario.schema.json): what a rehearsal needs, and nothing that is ours. */
import type { Attached, ScheduledAction, Settings } from '../release/attached.ts'
import { type Problem, readSide, TAG_PREFIX } from '../release/journal/journal.ts'
import { type Forward, targetGroupName } from '../release/traffic/forward.ts'
import type { Group, TargetGroupFacts } from '../release/world.ts'

export interface FleetAtRest {
  readonly region: string
  readonly account: string
  /** Ms since the epoch. */
  readonly at: number
  readonly groups: readonly Group[]
  /** By name of the group. */
  readonly attached: ReadonlyMap<string, Attached>
  readonly forwards: readonly Forward[]
  readonly targetGroups: readonly TargetGroupFacts[]
  /** By ARN of the target group. */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export interface ScenarioFile {
  readonly scenario: Readonly<Record<string, unknown>>
  /** What the scenario lacks or has a stand-in for, a sentence each. */
  readonly notes: readonly string[]
}

type Json = Readonly<Record<string, unknown>>

export function scenarioFile(fleet: FleetAtRest): ScenarioFile {
  const notes: string[] = []
  const balanced = fleet.forwards.filter(({ protocol }) => protocol.startsWith('HTTP'))
  const named = new Set(balanced.flatMap(({ shares }) => shares.map(share => share.targetGroup)))
  const known = new Set(fleet.targetGroups.map(({ arn }) => arn))
  const foreign = [...named].filter(arn => !known.has(arn))
  const scenario = {
    region: fleet.region,
    account: fleet.account,
    start: new Date(fleet.at).toISOString(),
    targetGroups: [
      ...fleet.targetGroups.map(facts => targetGroup(facts, fleet, named)),
      ...foreign.map(arn => ({ name: targetGroupName(arn), inUse: false }))
    ],
    loadBalancers: loadBalancers(balanced, notes),
    groups: fleet.groups.map(group => scenarioGroup(group, fleet, notes))
  }
  return { scenario, notes }
}

function targetGroup(facts: TargetGroupFacts, fleet: FleetAtRest, named: ReadonlySet<string>): Json {
  const attributes = fleet.attributes.get(facts.arn)
  const seconds = (member: string, key: string): Json => {
    const text = attributes?.get(key)
    return text === undefined ? {} : { [member]: Number(text) }
  }
  const health = [...(attributes ?? [])].filter(([key]) => key.startsWith('target_group_health.'))
  return {
    name: facts.name,
    inUse: facts.inUse && !named.has(facts.arn),
    ...(facts.healthCheckIntervalSeconds !== undefined && {
      healthCheckIntervalSeconds: facts.healthCheckIntervalSeconds
    }),
    ...(facts.healthyThreshold !== undefined && { healthyThreshold: facts.healthyThreshold }),
    ...seconds('deregistrationDelaySeconds', 'deregistration_delay.timeout_seconds'),
    ...seconds('slowStartSeconds', 'slow_start.duration_seconds'),
    ...(health.length > 0 && { attributes: Object.fromEntries(health) })
  }
}

/** By load balancer and port, as `web:443` and `web:443 rule 10` say (Forward). */
function loadBalancers(forwards: readonly Forward[], notes: string[]): readonly Json[] {
  const names = [...new Set(forwards.map(({ name }) => name.split(':')[0] ?? name))].sort()
  return names.map(name => {
    const own = forwards.filter(each => each.name.split(':')[0] === name)
    const ports = [...new Set(own.map(each => Number(/:(\d+)/.exec(each.name)?.[1])))].sort((a, b) => a - b)
    return { name, listeners: ports.map(port => listener(name, port, own, notes)) }
  })
}

function listener(balancer: string, port: number, forwards: readonly Forward[], notes: string[]): Json {
  const own = forwards.filter(({ name }) => new RegExp(`:${port}( rule |$)`).test(name))
  const itself = own.find(({ of }) => of === 'listener')
  const protocol = own[0]?.protocol ?? 'HTTP'
  const rules = own.filter(({ of }) => of === 'rule')
  if (rules.length > 0)
    notes.push(
      `${balancer}:${port}: the conditions of its rules are stand-ins; their actions and weights are real`
    )
  return {
    Port: port,
    Protocol: protocol,
    ...(protocol === 'HTTPS' && {
      Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/stand-in' }]
    }),
    DefaultActions: itself
      ? actionsOf(itself, notes)
      : [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    rules: rules.map(rule => {
      const priority = Number(/ rule (\d+)$/.exec(rule.name)?.[1])
      return {
        Priority: priority,
        Conditions: [{ Field: 'path-pattern', Values: [`/rule-${priority}/*`] }],
        Actions: actionsOf(rule, notes)
      }
    })
  }
}

/** With names of target groups for their ARNs. Authentication needs a secret that no read shows. */
function actionsOf({ name, actions }: Forward, notes: string[]): readonly Json[] {
  const all: readonly Json[] = JSON.parse(actions, (key, value: unknown) =>
    key === 'TargetGroupArn' ? targetGroupName(String(value)) : value
  )
  const kept = all.filter(({ Type }) => !String(Type).startsWith('authenticate-'))
  if (kept.length < all.length) notes.push(`${name}: its authentication is left out`)
  return kept
}

function scenarioGroup(group: Group, { attached, at }: FleetAtRest, notes: string[]): Json {
  const held = readSide(group, 0, [] satisfies Problem[] as Problem[]).hold
  const { policies = [], scheduledActions = [], alarms = [] } = attached.get(group.name) ?? {}
  const copied = policies.filter(({ settings }) => !/"ResourceLabel"/.test(JSON.stringify(settings)))
  const left = policies.filter(each => !copied.includes(each))
  for (const { name } of left)
    notes.push(
      `${group.name}: the policy ${name} is left out, because it measures by the ARN of a load balancer`
    )
  if (alarms.length > 0) notes.push(`${group.name}: its ${alarms.length} alarms are left out`)
  return {
    name: group.name,
    min: group.min,
    max: group.max,
    desired: group.desired,
    targetGroups: group.targetGroups.map(targetGroupName),
    zones: group.settings.zones,
    // What a release has suspended is not the user's.
    suspended: group.suspended.filter(process => !held.includes(process)),
    tags: Object.fromEntries([...group.tags].filter(([key]) => !key.startsWith(TAG_PREFIX))),
    newInstancesProtected: group.protectsNew,
    healthCheckType: group.settings.healthCheckType.includes('ELB') ? 'ELB' : 'EC2',
    policies: copied.map(({ name, settings }) => ({ PolicyName: name, ...settings })),
    scheduledActions: scheduledActions.map(action => ({
      ScheduledActionName: action.name,
      ...fromNow(action, at)
    }))
  }
}

/** A recurring action keeps telling when it began; nobody may begin in the past (PutScheduledUpdateGroupAction). */
function fromNow({ settings }: ScheduledAction, at: number): Settings {
  const { StartTime, ...rest } = settings
  const begins = StartTime instanceof Date ? StartTime.getTime() : Date.parse(String(StartTime))
  return begins > at ? settings : rest
}
