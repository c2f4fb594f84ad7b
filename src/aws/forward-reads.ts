import { canonical } from '../release/traffic/actions.ts'
import type { Forward } from '../release/traffic/forward.ts'
import { answerOf, type Cursor, count, flag, items, itemsIfAny, member, text, textIfAny } from './cursor.ts'
import { chunksOf, MARKER, readPages } from './paging.ts'
import type { Send } from './transport.ts'

const SERVICE = 'elasticloadbalancing'
/** DescribeTags takes 20 ARNs (ELBv2 API Reference); the other lists of ARNs name no limit and are cut the same. */
const ARNS_A_CALL = 20

/** A forward before its tags are read. */
type Bare = Omit<Forward, 'tags'>

/**
 * What forwards to any of these target groups: their load balancers, these's listeners, and the rules of those that may
 * have any. A load balancer, a listener and twenty forwards take a call each.
 * @throws AwsError
 */
export async function findForwards(
  send: Send,
  targetGroups: readonly string[],
  signal: AbortSignal | undefined
): Promise<readonly Forward[]> {
  const found: Bare[] = []
  for (const loadBalancer of await loadBalancersOf(send, targetGroups, signal)) {
    const listeners = await list(send, 'DescribeListeners', { LoadBalancerArn: loadBalancer }, signal)
    for (const listener of listeners) {
      const own = listenerForward(listener)
      found.push(own)
      // The other listeners of load balancers have no rules but the default one, whose actions are the listener's.
      if (!own.protocol.startsWith('HTTP')) continue
      const rules = await list(send, 'DescribeRules', { ListenerArn: own.arn }, signal)
      found.push(...rules.flatMap(rule => ruleForward(rule, own)))
    }
  }
  const wanted = new Set(targetGroups)
  return await withTags(
    send,
    found.filter(({ shares }) => shares.some(({ targetGroup }) => wanted.has(targetGroup))),
    signal
  )
}

/** @throws AwsError; `refused` (ListenerNotFound, RuleNotFound) where one of them is gone */
export async function readForwards(
  send: Send,
  known: readonly Forward[],
  signal: AbortSignal | undefined
): Promise<readonly Forward[]> {
  const found: Bare[] = []
  const arnsOf = (of: Forward['of']) => known.filter(each => each.of === of).map(({ arn }) => arn)
  for (const chunk of chunksOf(arnsOf('listener'), ARNS_A_CALL)) {
    const listeners = await list(send, 'DescribeListeners', { ListenerArns: chunk }, signal)
    found.push(...listeners.map(listenerForward))
  }
  for (const chunk of chunksOf(arnsOf('rule'), ARNS_A_CALL)) {
    const rules = await list(send, 'DescribeRules', { RuleArns: chunk }, signal)
    for (const rule of rules) {
      const before = known.find(({ arn }) => arn === text(member(rule, 'RuleArn')))
      if (before) found.push({ ...before, ...actionsOf(member(rule, 'Actions')) })
    }
  }
  return await withTags(send, found, signal)
}

async function loadBalancersOf(
  send: Send,
  targetGroups: readonly string[],
  signal: AbortSignal | undefined
): Promise<readonly string[]> {
  const arns = new Set<string>()
  for (const chunk of chunksOf(targetGroups, ARNS_A_CALL)) {
    for (const group of await list(send, 'DescribeTargetGroups', { TargetGroupArns: chunk }, signal)) {
      for (const arn of itemsIfAny(member(group, 'LoadBalancerArns'))) arns.add(text(arn))
    }
  }
  return [...arns].sort()
}

const LISTS = {
  DescribeTargetGroups: 'TargetGroups',
  DescribeListeners: 'Listeners',
  DescribeRules: 'Rules'
} as const

const list = (
  send: Send,
  operation: keyof typeof LISTS,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined
): Promise<readonly Cursor[]> =>
  readPages(send, { service: SERVICE, operation, input }, { list: LISTS[operation], tokens: MARKER }, signal)

/** ARNs of load balancers end in `loadbalancer/app/NAME/ID` (Service Authorization Reference). */
const loadBalancerName = (arn: string): string => arn.split('/').at(-2) ?? arn

function listenerForward(at: Cursor): Bare {
  const loadBalancer = text(member(at, 'LoadBalancerArn'))
  return {
    arn: text(member(at, 'ListenerArn')),
    of: 'listener',
    name: `${loadBalancerName(loadBalancer)}:${count(member(at, 'Port'))}`,
    loadBalancer,
    protocol: text(member(at, 'Protocol')),
    ...actionsOf(member(at, 'DefaultActions'))
  }
}

/** The default rule holds the listener's default actions once more. */
function ruleForward(at: Cursor, { name, loadBalancer, protocol }: Bare): readonly Bare[] {
  if (flag(member(at, 'IsDefault'))) return []
  const arn = text(member(at, 'RuleArn'))
  const rule = `${name} rule ${text(member(at, 'Priority'))}`
  return [{ arn, of: 'rule', name: rule, loadBalancer, protocol, ...actionsOf(member(at, 'Actions')) }]
}

function actionsOf(at: Cursor): Pick<Forward, 'actions' | 'shares' | 'stickySeconds'> {
  const actions = items(at)
  const forward = actions.find(action => text(member(action, 'Type')) === 'forward')
  return {
    actions: canonical(at.value),
    shares: forward ? sharesOf(forward) : [],
    stickySeconds: forward
      ? stickyOf(member(member(forward, 'ForwardConfig'), 'TargetGroupStickinessConfig'))
      : 0
  }
}

/** A single target group may stand in `TargetGroupArn` alone (ELBv2 API Reference, Action); it has all the weight. */
function sharesOf(forward: Cursor): Forward['shares'] {
  const tuples = itemsIfAny(member(member(forward, 'ForwardConfig'), 'TargetGroups'))
  if (tuples.length === 0) {
    const only = textIfAny(member(forward, 'TargetGroupArn'))
    return only === '' ? [] : [{ targetGroup: only, weight: 1 }]
  }
  return tuples.map(tuple => {
    const weight = member(tuple, 'Weight')
    return {
      targetGroup: text(member(tuple, 'TargetGroupArn')),
      weight: weight.value === undefined ? 1 : count(weight)
    }
  })
}

const stickyOf = (config: Cursor): number =>
  member(config, 'Enabled').value === true ? count(member(config, 'DurationSeconds')) : 0

async function withTags(
  send: Send,
  found: readonly Bare[],
  signal: AbortSignal | undefined
): Promise<readonly Forward[]> {
  const operation = 'DescribeTags'
  const tags = new Map<string, ReadonlyMap<string, string>>()
  for (const chunk of chunksOf(found, ARNS_A_CALL)) {
    const input = { ResourceArns: chunk.map(({ arn }) => arn) }
    const answer = answerOf(operation, await send({ service: SERVICE, operation, input }, signal))
    for (const each of items(member(answer, 'TagDescriptions'))) {
      const own = itemsIfAny(member(each, 'Tags'))
      tags.set(
        text(member(each, 'ResourceArn')),
        new Map(own.map(tag => [text(member(tag, 'Key')), textIfAny(member(tag, 'Value'))]))
      )
    }
  }
  return found.map(each => ({ ...each, tags: tags.get(each.arn) ?? new Map() }))
}
