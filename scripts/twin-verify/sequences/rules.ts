import fc from 'fast-check'
import { type Call, type Command, call } from './call.ts'
import { actionChoice, actions, balancer, neededBy, needing, port } from './load-balancing.ts'

const ELB = 'elasticloadbalancing'
const slot = fc.constantFrom('1', '2')
const priority = fc.constantFrom(10, 20, 30, 40, 50, 60)
const condition = fc.constantFrom(
  { Field: 'path-pattern', Values: ['/a/*'] },
  { Field: 'path-pattern', PathPatternConfig: { Values: ['/b/*', '/c'] } },
  { Field: 'host-header', HostHeaderConfig: { Values: ['*.example.org'] } },
  { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['yes'] } },
  { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET', 'HEAD'] } },
  { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
  { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }] } }
)

const place = fc.record({ balancer, port, slot })
type Place = { readonly balancer: string; readonly port: number; readonly slot: string }
const listener = (each: Place): string => `listener ${each.balancer} ${each.port}`
const rule = (each: Place): string => `rule ${each.balancer} ${each.port} ${each.slot}`

const create = fc.record({ place, priority, condition, choice: actionChoice }).map(each =>
  needing(
    [listener(each.place), ...neededBy(each.place.balancer)],
    call(
      ELB,
      'CreateRule',
      {
        ListenerArn: { ref: listener(each.place) },
        Priority: each.priority,
        Conditions: [each.condition],
        Actions: actions(each.choice, each.place.balancer)
      },
      { names: { [rule(each.place)]: ['Rules', 0, 'RuleArn'] } }
    )
  )
)
const modify = fc.record({ place, condition, choice: actionChoice, both: fc.boolean() }).map(each =>
  needing(
    [rule(each.place), ...neededBy(each.place.balancer)],
    call(ELB, 'ModifyRule', {
      RuleArn: { ref: rule(each.place) },
      Actions: actions(each.choice, each.place.balancer),
      ...(each.both ? { Conditions: [each.condition] } : {})
    })
  )
)
/** moto refuses a priority that one of the named rules gives up or keeps. */
const reorder = fc
  .record({ balancer, port, priorities: fc.uniqueArray(priority, { minLength: 2, maxLength: 2 }) })
  .map(
    (each): Command =>
      sight => {
        const rules = ['1', '2'].map(n => rule({ ...each, slot: n }))
        const balancers = Object.values(sight.world.loadBalancers)
        const taken = balancers.flatMap(one =>
          one.listeners.flatMap(other => other.rules.map(({ priority }) => priority))
        )
        if (each.priorities.some(wanted => taken.includes(String(wanted)))) return undefined
        if (!rules.every(name => sight.exists(name))) return undefined
        return call(ELB, 'SetRulePriorities', {
          RulePriorities: rules.map((ref, n) => ({ RuleArn: { ref }, Priority: each.priorities[n] }))
        })
      }
  )
const describe = place.map(each =>
  needing([listener(each)], call(ELB, 'DescribeRules', { ListenerArn: { ref: listener(each) } }))
)
/** What was deleted is still there for some of moto's calls. */
const ofExisting =
  (name: string, made: Call): Command =>
  sight =>
    sight.exists(name) ? made : undefined
const remove = place.map(each =>
  ofExisting(rule(each), call(ELB, 'DeleteRule', { RuleArn: { ref: rule(each) } }))
)

const resource = fc.constantFrom('tg x', 'tg y', 'lb l', 'listener l 80', 'rule l 80 1')
const tags = fc.record({
  resource,
  key: fc.constantFrom('role', 'a b'),
  value: fc.constantFrom('web', 'ü & <x>', '')
})
const addTags = tags.map(each =>
  ofExisting(
    each.resource,
    call(ELB, 'AddTags', {
      ResourceArns: [{ ref: each.resource }],
      Tags: [{ Key: each.key, Value: each.value }]
    })
  )
)
const removeTags = tags.map(each =>
  ofExisting(
    each.resource,
    call(ELB, 'RemoveTags', { ResourceArns: [{ ref: each.resource }], TagKeys: [each.key] })
  )
)
const describeTags = resource.map(each =>
  ofExisting(each, call(ELB, 'DescribeTags', { ResourceArns: [{ ref: each }] }))
)

export const ruleCommands: readonly fc.Arbitrary<Command>[] = [
  create,
  create,
  create,
  modify,
  reorder,
  describe,
  remove,
  addTags,
  removeTags,
  describeTags
]
