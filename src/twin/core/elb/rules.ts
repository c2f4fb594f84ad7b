import { AwsFault, invalid } from '../fault.ts'
import { between, type Input, integer, missing, onlyModelled, records, text } from '../input.ts'
import type { World } from '../world.ts'
import { readActions } from './actions.ts'
import { readConditions } from './conditions.ts'
import { type FoundListener, type FoundRule, listenerOf, ruleOf } from './find.ts'
import type { Listener, Rule } from './model.ts'
import { newArn } from './names.ts'
import { ruleShape } from './shapes.ts'
import { newTags } from './tags.ts'
import { noteUses } from './uses.ts'

/** Elastic Load Balancing quotas: rules for each Application Load Balancer, default rules not counted. */
const MOST_RULES = 100

/**
 * CreateRule. @throws AwsFault ListenerNotFound, PriorityInUse, TooManyRules, UnsupportedProtocol for a listener of a
 * network load balancer, and those of `readActions` and `readConditions`
 */
export function createRule(world: World, input: Input): Record<string, unknown> {
  onlyModelled(withoutEmpty(input), ['ListenerArn', 'Conditions', 'Priority', 'Actions', 'Tags'])
  const found = listenerOf(world, text(input, 'ListenerArn'))
  needApplication(found)
  const { listener, loadBalancer } = found
  const priority = priorityOf(input)
  if (listener.rules.some(each => each.priority === priority)) throw inUse(priority)
  const count = loadBalancer.listeners.flatMap(each => each.rules).filter(each => !each.isDefault).length
  if (count >= MOST_RULES)
    throw new AwsFault(
      'TooManyRules',
      `The maximum number of rules '${MOST_RULES}' on load balancer '${loadBalancer.arn}' has been reached`
    )
  const rule: Rule = {
    arn: newArn(world, listener.arn.replace(/^.*:listener/, 'listener-rule')),
    priority,
    conditions: readConditions(records(input, 'Conditions')),
    actions: readActions(world, records(input, 'Actions'), { protocol: listener.protocol, before: [] }),
    isDefault: false,
    tags: newTags(input)
  }
  listener.rules = inOrder([...listener.rules, rule])
  noteUses(world)
  return { Rules: [ruleShape(rule)] }
}

/** ModifyRule. Conditions or actions that are given replace the whole list (ELBv2 API Reference, ModifyRule). */
export function modifyRule(world: World, input: Input): Record<string, unknown> {
  onlyModelled(withoutEmpty(input), ['RuleArn', 'Conditions', 'Actions'])
  const { rule, listener } = changeable(world, input, 'modified')
  const conditions = records(input, 'Conditions')
  const actions = records(input, 'Actions')
  if (conditions.length === 0 && actions.length === 0)
    throw invalid('Either conditions or actions must be specified')
  if (conditions.length > 0) rule.conditions = readConditions(conditions)
  if (actions.length > 0)
    rule.actions = readActions(world, actions, { protocol: listener.protocol, before: rule.actions })
  noteUses(world)
  return { Rules: [ruleShape(rule)] }
}

/** DeleteRule. @throws AwsFault RuleNotFound, OperationNotPermitted for the default rule */
export function deleteRule(world: World, input: Input): Record<string, unknown> {
  const { rule, listener } = changeable(world, input, 'deleted')
  listener.rules = listener.rules.filter(each => each.arn !== rule.arn)
  noteUses(world)
  return {}
}

/**
 * SetRulePriorities: all at once, so that rules can change places. @throws AwsFault PriorityInUse for a priority that a
 * rule has which is not in the list
 */
export function setRulePriorities(world: World, input: Input): Record<string, unknown> {
  const wanted = records(input, 'RulePriorities')
  if (wanted.length === 0) throw missing('RulePriorities')
  const changed = wanted.map(each => {
    const found = changeable(world, each, 'modified')
    return { ...found, priority: priorityOf(each) }
  })
  for (const [n, each] of changed.entries()) {
    // ASSUMED: the wordings.
    if (changed.findIndex(other => other.rule.arn === each.rule.arn) !== n)
      throw invalid(`Rule '${each.rule.arn}' was provided multiple times`)
    const rival = changed.findIndex(
      other => other.listener.arn === each.listener.arn && other.priority === each.priority
    )
    if (rival !== n) throw invalid(`Priority '${each.priority}' was provided multiple times`)
    const taken = each.listener.rules.some(
      rule => rule.priority === each.priority && changed.every(other => other.rule.arn !== rule.arn)
    )
    if (taken) throw inUse(each.priority)
  }
  for (const { rule, priority } of changed) rule.priority = priority
  for (const { listener } of changed) listener.rules = inOrder(listener.rules)
  return { Rules: changed.map(each => ruleShape(each.rule)) }
}

/** A rule that is not a default rule. ASSUMED: the wording. */
function changeable(world: World, input: Input, what: 'modified' | 'deleted'): FoundRule {
  const found = ruleOf(world, text(input, 'RuleArn'))
  if (found.rule.isDefault)
    throw new AwsFault('OperationNotPermitted', `Default rule '${found.rule.arn}' cannot be ${what}`)
  return found
}

function needApplication({ loadBalancer, listener }: FoundListener): void {
  if (loadBalancer.type !== 'application')
    throw new AwsFault('UnsupportedProtocol', `A ${listener.protocol} listener cannot have rules`)
}

/** A number in requests, text in answers. */
function priorityOf(input: Input): string {
  return String(between('Priority', integer(input, 'Priority'), 1, 50_000))
}

function inUse(priority: string): AwsFault {
  return new AwsFault('PriorityInUse', `Priority '${priority}' is currently in use`)
}

function inOrder(rules: readonly Rule[]): Listener['rules'] {
  const place = (rule: Rule): number => (rule.isDefault ? Number.POSITIVE_INFINITY : Number(rule.priority))
  return [...rules].sort((a, b) => place(a) - place(b))
}

/** An empty list of transforms is as good as none. */
function withoutEmpty(input: Input): Input {
  const { Transforms, ...rest } = input
  return Array.isArray(Transforms) && Transforms.length === 0 ? rest : input
}
