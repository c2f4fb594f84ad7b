import { type TargetGroupView, targetGroupViews } from '../../../../src/twin/core/elb/view.ts'
import { type Driver, smallWorld } from '../small-world.ts'

const elb = 'elasticloadbalancing' as const

/** A small world whose target group `web` nobody uses, beside a load balancer `lb` made by calls. */
export interface BalancedWorld {
  readonly world: Driver
  /** ARN of the load balancer. */
  readonly balancer: string
  /** ARN of the target group web, which has the three instances of web-blue. */
  readonly web: string
  call(operation: string, input: object): Record<string, unknown>
  refusal(operation: string, input: object): string
  /** ARN of a new target group. */
  targetGroup(name: string, more?: object): string
  /** ARN of a new HTTP listener on port 80. */
  listener(actions: readonly object[], more?: object): string
  rules(listener: string): readonly RuleAnswer[]
  seen(name: string): TargetGroupView
  /** Distinct `state/reason` of the targets of web. */
  health(): string[]
}

export interface RuleAnswer {
  readonly RuleArn: string
  readonly Priority: string
  readonly Conditions: readonly object[]
  readonly Actions: readonly object[]
  readonly IsDefault: boolean
}

export const forward = (TargetGroupArn: string) => ({ Type: 'forward', TargetGroupArn })
export const weighted = (weights: Readonly<Record<string, number>>, stickiness?: object) => ({
  Type: 'forward',
  ForwardConfig: {
    TargetGroups: Object.entries(weights).map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })),
    ...(stickiness === undefined ? {} : { TargetGroupStickinessConfig: stickiness })
  }
})
export const fixed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }
export const onPath = (...Values: string[]) => [{ Field: 'path-pattern', Values }]

export function balancedWorld(rest: object = {}): BalancedWorld {
  const world = smallWorld(
    {},
    {
      targetGroups: [
        { name: 'web', healthCheckIntervalSeconds: 10, deregistrationDelaySeconds: 60, inUse: false, ...rest }
      ]
    }
  )
  const call = (operation: string, input: object) => world.ok(operation, input, elb)
  const arnOf = (operation: string, list: string, member: string, input: object): string => {
    const made = call(operation, input)[list] as Record<string, string>[]
    return String(made[0]?.[member])
  }
  const balancer = arnOf('CreateLoadBalancer', 'LoadBalancers', 'LoadBalancerArn', {
    Name: 'lb',
    Subnets: ['subnet-1', 'subnet-2']
  })
  const seen = (name: string): TargetGroupView => {
    const found = targetGroupViews(world.twin.world()).find(each => each.name === name)
    if (found === undefined) throw new Error(`no target group ${name}`)
    return found
  }
  return {
    world,
    balancer,
    web: seen('web').arn,
    call,
    refusal: (operation, input) => world.refusal(operation, input, elb),
    targetGroup: (Name, more = {}) =>
      arnOf('CreateTargetGroup', 'TargetGroups', 'TargetGroupArn', {
        Name,
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        ...more
      }),
    listener: (DefaultActions, more = {}) =>
      arnOf('CreateListener', 'Listeners', 'ListenerArn', {
        LoadBalancerArn: balancer,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions,
        ...more
      }),
    rules: ListenerArn => call('DescribeRules', { ListenerArn }).Rules as RuleAnswer[],
    seen,
    health: () => [
      ...new Set(seen('web').targets.map(({ state, reason }) => [state, reason].filter(Boolean).join('/')))
    ]
  }
}
