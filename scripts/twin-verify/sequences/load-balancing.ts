import fc from 'fast-check'
import { type Call, type Command, call } from './call.ts'

const ELB = 'elasticloadbalancing'
export const balancer = fc.constantFrom('l', 'l', 'l', 'm')
const targets = fc.constantFrom('x', 'y', 'z')
export const port = fc.constantFrom(80, 80, 80, 81)
const weight = fc.constantFrom(0, 1, 50, 999)

export const needing =
  (names: readonly string[], made: Call): Command =>
  sight =>
    names.every(each => sight.knows(each)) ? made : undefined

const forward = (first: number, second: number): readonly Call['input'][] => [
  {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: { ref: 'tg x' }, Weight: first },
        { TargetGroupArn: { ref: 'tg y' }, Weight: second }
      ]
    }
  }
]
const only = (name: string) => [{ Type: 'forward', TargetGroupArn: { ref: `tg ${name}` } }]
const closed = [
  {
    Type: 'fixed-response',
    FixedResponseConfig: { StatusCode: '503', ContentType: 'text/plain', MessageBody: 'no' }
  }
]

interface ActionChoice {
  readonly kind: number
  readonly first: number
  readonly second: number
}
export const actionChoice: fc.Arbitrary<ActionChoice> = fc.record({
  kind: fc.nat(3),
  first: weight,
  second: weight
})
/** Target groups by the load balancer: one belongs to one load balancer. */
export const actions = (each: ActionChoice, owner: string) => {
  if (owner === 'm') return each.kind < 2 ? only('z') : closed
  return each.kind < 2 ? forward(each.first, each.second) : each.kind === 2 ? only('x') : closed
}
export const neededBy = (owner: string): readonly string[] => (owner === 'm' ? ['tg z'] : ['tg x', 'tg y'])

/** moto refuses one that is there with the same settings, so there it is asked for with others. */
const makeTargets =
  (name: string, path: string): Command =>
  ({ world }) => {
    const present = Object.values(world.targetGroups).find(each => each.name === name)
    if (present?.healthCheck.path === path) return undefined
    return call(
      ELB,
      'CreateTargetGroup',
      { Name: name, Protocol: 'HTTP', Port: 8080, VpcId: { env: 'vpc' }, HealthCheckPath: path },
      { names: { [`tg ${name}`]: ['TargetGroups', 0, 'TargetGroupArn'] } }
    )
  }
const createTargets = fc
  .record({ targets, path: fc.constantFrom('/', '/ready') })
  .map(each => makeTargets(each.targets, each.path))
const describeTargets = fc
  .record({ targets, kind: fc.nat(2) })
  .map(({ targets: name, kind }) =>
    needing(
      kind === 1 ? [`tg ${name}`] : [],
      call(
        ELB,
        'DescribeTargetGroups',
        [{}, { TargetGroupArns: [{ ref: `tg ${name}` }] }, { Names: [name] }][kind] ?? {}
      )
    )
  )
const modifyTargets = fc
  .record({
    targets,
    healthy: fc.integer({ min: 2, max: 10 }),
    interval: fc.constantFrom(10, 30),
    code: fc.constantFrom('200', '200-299')
  })
  .map(each =>
    needing(
      [`tg ${each.targets}`],
      call(ELB, 'ModifyTargetGroup', {
        TargetGroupArn: { ref: `tg ${each.targets}` },
        HealthyThresholdCount: each.healthy,
        HealthCheckIntervalSeconds: each.interval,
        Matcher: { HttpCode: each.code }
      })
    )
  )
const setDelay = fc.record({ targets, delay: fc.constantFrom('0', '60', '300') }).map(each =>
  needing(
    [`tg ${each.targets}`],
    call(ELB, 'ModifyTargetGroupAttributes', {
      TargetGroupArn: { ref: `tg ${each.targets}` },
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: each.delay }]
    })
  )
)
const onTargets = (operation: string) =>
  targets.map(each =>
    needing([`tg ${each}`], call(ELB, operation, { TargetGroupArn: { ref: `tg ${each}` } }))
  )

/** moto refuses to delete one that is gone, and fails to delete groups whose target group is gone. */
const removeTargets = targets.map(
  (each): Command =>
    sight => {
      const attached = Object.values(sight.world.groups).flatMap(group => group.targetGroups)
      const wanted = Object.values(sight.world.targetGroups).find(one => one.name === each)
      if (wanted === undefined || attached.includes(wanted.arn)) return undefined
      return call(ELB, 'DeleteTargetGroup', { TargetGroupArn: { ref: `tg ${each}` } })
    }
)
/** Whether tags are among the settings of one that is there already is not known, so it is not asked for again. */
const makeBalancer =
  (name: string): Command =>
  sight =>
    sight.exists(`lb ${name}`)
      ? undefined
      : call(
          ELB,
          'CreateLoadBalancer',
          { Name: name, Scheme: 'internet-facing', Subnets: [{ env: 'subnet-a' }, { env: 'subnet-b' }] },
          { names: { [`lb ${name}`]: ['LoadBalancers', 0, 'LoadBalancerArn'] } }
        )
const createBalancer = balancer.map(makeBalancer)
const describeBalancers = fc
  .record({ balancer, kind: fc.nat(2) })
  .map(each =>
    needing(
      each.kind === 1 ? [`lb ${each.balancer}`] : [],
      call(
        ELB,
        'DescribeLoadBalancers',
        [{}, { LoadBalancerArns: [{ ref: `lb ${each.balancer}` }] }, { Names: [each.balancer] }][each.kind] ??
          {}
      )
    )
  )
const setProtection = fc.record({ balancer, on: fc.constantFrom('true', 'false') }).map(each =>
  needing(
    [`lb ${each.balancer}`],
    call(ELB, 'ModifyLoadBalancerAttributes', {
      LoadBalancerArn: { ref: `lb ${each.balancer}` },
      Attributes: [{ Key: 'deletion_protection.enabled', Value: each.on }]
    })
  )
)
const onBalancer = (operation: string) =>
  balancer.map(each =>
    needing([`lb ${each}`], call(ELB, operation, { LoadBalancerArn: { ref: `lb ${each}` } }))
  )

/** moto does not obey the protection against deletion. */
const remove = balancer.map(
  (each): Command =>
    sight => {
      const protectedOnes = Object.values(sight.world.loadBalancers).filter(
        ({ attributes }) => attributes['deletion_protection.enabled'] === 'true'
      )
      if (!sight.knows(`lb ${each}`) || protectedOnes.some(one => one.name === each)) return undefined
      return call(ELB, 'DeleteLoadBalancer', { LoadBalancerArn: { ref: `lb ${each}` } })
    }
)

/** moto takes a second listener on a port. */
const makeListener =
  (owner: string, on: number, choice: ActionChoice): Command =>
  sight => {
    if ([`lb ${owner}`, ...neededBy(owner)].some(each => !sight.knows(each))) return undefined
    if (sight.exists(`listener ${owner} ${on}`)) return undefined
    return call(
      ELB,
      'CreateListener',
      {
        LoadBalancerArn: { ref: `lb ${owner}` },
        Protocol: 'HTTP',
        Port: on,
        DefaultActions: actions(choice, owner)
      },
      { names: { [`listener ${owner} ${on}`]: ['Listeners', 0, 'ListenerArn'] } }
    )
  }
const createListener = fc
  .record({ balancer, port, choice: actionChoice })
  .map(each => makeListener(each.balancer, each.port, each.choice))
const modifyListener = fc.record({ balancer, port, choice: actionChoice }).map(each =>
  needing(
    [`listener ${each.balancer} ${each.port}`, ...neededBy(each.balancer)],
    call(ELB, 'ModifyListener', {
      ListenerArn: { ref: `listener ${each.balancer} ${each.port}` },
      DefaultActions: actions(each.choice, each.balancer)
    })
  )
)
const onListener = (operation: string, plural = false) =>
  fc.record({ balancer, port }).map(each => {
    const ref = { ref: `listener ${each.balancer} ${each.port}` }
    return needing([ref.ref], call(ELB, operation, plural ? { ListenerArns: [ref] } : { ListenerArn: ref }))
  })

/** A load balancer `l` that weighs x and y. */
export const service: readonly Command[] = [
  makeTargets('x', '/'),
  makeTargets('y', '/'),
  makeBalancer('l'),
  makeListener('l', 80, { kind: 0, first: 1, second: 0 })
]

export const loadBalancingCommands: readonly fc.Arbitrary<Command>[] = [
  createTargets,
  createTargets,
  createTargets,
  describeTargets,
  modifyTargets,
  setDelay,
  onTargets('DescribeTargetGroupAttributes'),
  removeTargets,
  createBalancer,
  createBalancer,
  describeBalancers,
  setProtection,
  onBalancer('DescribeLoadBalancerAttributes'),
  remove,
  createListener,
  createListener,
  modifyListener,
  onBalancer('DescribeListeners'),
  onListener('DescribeListeners', true),
  onListener('DeleteListener')
]
