import { parseWeather } from '../weather/parse-weather.ts'
import type { Weather } from '../weather/profile.ts'
import { type Assumptions, parseAssumptions } from './assumptions.ts'
import { PROCESSES } from './auto-scaling/processes.ts'
import { type Reader, reader } from './scenario-reader.ts'
import type { Timing } from './world.ts'

/** What a world starts with. Counts are instances, `*Ms` are ms. */
export interface Scenario {
  readonly region: string
  readonly account: string
  /** Ms since the epoch. */
  readonly start: number
  readonly seed: number
  readonly timing: Timing
  /** Answers to what AWS does not document. */
  readonly assumptions: Assumptions
  readonly targetGroups: readonly TargetGroupScenario[]
  readonly loadBalancers: readonly LoadBalancerScenario[]
  readonly groups: readonly GroupScenario[]
  /** What the doors let go wrong from the start. */
  readonly weather: Weather
}

export interface TargetGroupScenario {
  readonly name: string
  readonly deregistrationDelaySeconds: number
  readonly intervalMs: number
  readonly healthyThreshold: number
  readonly slowStartSeconds: number
  /** Whether a load balancer forwards to it: one of its own, where no listener of the scenario names it. */
  readonly inUse: boolean
  /** Target group attributes that differ from those of a new one, by key. */
  readonly attributes: Readonly<Record<string, string>>
}

export interface LoadBalancerScenario {
  readonly name: string
  readonly listeners: readonly ListenerScenario[]
}

export interface ListenerScenario {
  /** CreateListener input without the load balancer; target groups by name. */
  readonly input: Readonly<Record<string, unknown>>
  /** CreateRule inputs without the listener; target groups by name. */
  readonly rules: readonly Readonly<Record<string, unknown>>[]
}

export interface GroupScenario {
  readonly name: string
  readonly min: number
  readonly max: number
  /** Instances InService at the start. */
  readonly desired: number
  /** Instances in Standby at the start, beside the desired ones. */
  readonly standby: number
  /** Names of target groups of the scenario. */
  readonly targetGroups: readonly string[]
  readonly zones: readonly string[]
  readonly suspended: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  readonly newInstancesProtected: boolean
  /** EC2, or ELB which adds the verdict of the target groups. */
  readonly healthCheckType: string
  readonly healthCheckGraceSeconds: number
  /** PutScalingPolicy inputs without the group. */
  readonly policies: readonly Readonly<Record<string, unknown>>[]
  /** PutScheduledUpdateGroupAction inputs without the group. */
  readonly scheduledActions: readonly Readonly<Record<string, unknown>>[]
}

const MOST_INSTANCES = 10_000

/**
 * Reads a scenario and fills in what it leaves out.
 * @param startDefault ms since the epoch, for a scenario without `start`
 * @throws ScenarioError naming the path of the first wrong or unknown member
 */
export function parseScenario(json: unknown, startDefault: number): Scenario {
  const root = reader(json, '')
  root.only([
    'region',
    'account',
    'start',
    'seed',
    'timing',
    'targetGroups',
    'loadBalancers',
    'groups',
    'weather',
    'assumptions'
  ])
  const region = root.text('region', 'eu-west-1')
  const account = root.text('account', '111122223333')
  if (!/^\d{12}$/.test(account)) root.fail('account', 'must have twelve digits')
  const start = Date.parse(root.text('start', new Date(startDefault).toISOString()))
  if (Number.isNaN(start)) root.fail('start', 'must be a time such as 2026-01-05T09:00:00Z')
  const timing = parseTiming(root.child('timing'))
  const targetGroups = root.children('targetGroups').map(parseTargetGroup)
  unique(root, 'targetGroups', targetGroups)
  const names = targetGroups.map(each => each.name)
  const loadBalancers = root.children('loadBalancers').map(parseLoadBalancer)
  unique(root, 'loadBalancers', loadBalancers)
  const groups = root.children('groups').map(each => parseGroup(each, region, names))
  if (groups.length === 0) root.fail('groups', 'must name at least one group')
  unique(root, 'groups', groups)
  const seed = root.whole('seed', 0, 0xffff_ffff, 1)
  const weather = parseWeather(root.child('weather'))
  const assumptions = parseAssumptions(root.child('assumptions'))
  return { region, account, start, seed, timing, assumptions, targetGroups, loadBalancers, groups, weather }
}

function parseTiming(json: Reader): Timing {
  json.only(['launchSeconds', 'bootSeconds', 'terminateSeconds', 'standbySeconds'])
  return {
    launchMs: json.seconds('launchSeconds', 20),
    bootMs: json.seconds('bootSeconds', 25),
    terminateMs: json.seconds('terminateSeconds', 15),
    standbyMs: json.seconds('standbySeconds', 2)
  }
}

function parseTargetGroup(json: Reader): TargetGroupScenario {
  json.only([
    'name',
    'deregistrationDelaySeconds',
    'healthCheckIntervalSeconds',
    'healthyThreshold',
    'slowStartSeconds',
    'inUse',
    'attributes'
  ])
  return {
    name: json.text('name'),
    deregistrationDelaySeconds: json.whole('deregistrationDelaySeconds', 0, 3600, 300),
    intervalMs: json.whole('healthCheckIntervalSeconds', 5, 300, 30) * 1000,
    healthyThreshold: json.whole('healthyThreshold', 2, 10, 5),
    slowStartSeconds: json.whole('slowStartSeconds', 0, 900, 0),
    inUse: json.flag('inUse', true),
    attributes: json.textMap('attributes')
  }
}

function parseLoadBalancer(json: Reader): LoadBalancerScenario {
  json.only(['name', 'listeners'])
  return { name: json.text('name'), listeners: json.objects('listeners').map(parseListener) }
}

function parseListener({ rules = [], ...input }: Readonly<Record<string, unknown>>): ListenerScenario {
  return { input, rules: Array.isArray(rules) ? rules : [rules] }
}

function parseGroup(json: Reader, region: string, targetGroups: readonly string[]): GroupScenario {
  json.only([
    'name',
    'min',
    'max',
    'desired',
    'standby',
    'targetGroups',
    'zones',
    'suspended',
    'tags',
    'newInstancesProtected',
    'healthCheckType',
    'healthCheckGraceSeconds',
    'policies',
    'scheduledActions'
  ])
  const min = json.whole('min', 0, MOST_INSTANCES, 0)
  const desired = json.whole('desired', 0, MOST_INSTANCES, min)
  const max = json.whole('max', 0, MOST_INSTANCES, desired)
  if (max < min) json.fail('max', `must not be below min ${min}`)
  if (desired < min || desired > max) json.fail('desired', `must be from ${min} to ${max}`)
  const attached = json.texts('targetGroups', [])
  for (const [n, name] of attached.entries()) {
    if (!targetGroups.includes(name))
      json.fail(`targetGroups[${n}]`, `names no target group of the scenario: ${name}`)
  }
  const suspended = json.texts('suspended', [])
  for (const [n, name] of suspended.entries()) {
    if (!PROCESSES.includes(name)) json.fail(`suspended[${n}]`, `is no process of Auto Scaling: ${name}`)
  }
  const zones = json.texts('zones', [`${region}a`, `${region}b`])
  if (zones.length === 0) json.fail('zones', 'must name at least one zone')
  const healthCheck = json.text('healthCheckType', 'EC2')
  if (healthCheck !== 'EC2' && healthCheck !== 'ELB') json.fail('healthCheckType', 'must be EC2 or ELB')
  return {
    name: json.text('name'),
    min,
    max,
    desired,
    standby: json.whole('standby', 0, MOST_INSTANCES, 0),
    targetGroups: attached,
    zones,
    suspended,
    tags: json.textMap('tags'),
    newInstancesProtected: json.flag('newInstancesProtected', false),
    healthCheckType: healthCheck,
    healthCheckGraceSeconds: json.whole('healthCheckGraceSeconds', 0, 7200, 0),
    policies: json.objects('policies'),
    scheduledActions: json.objects('scheduledActions')
  }
}

function unique(root: Reader, member: string, items: readonly { readonly name: string }[]): void {
  const seen = new Set<string>()
  for (const [n, { name }] of items.entries()) {
    if (seen.has(name)) root.fail(`${member}[${n}].name`, `is used twice: ${name}`)
    seen.add(name)
  }
}
