import { expect, test } from '@jest/globals'
import { balancedWorld, fixed, forward, onPath, weighted } from './balanced-world.ts'

const UNUSED = 'unused/Target.NotInUse'
const INITIAL = 'initial/Elb.InitialHealthChecking'

test('a target group is unused until a listener forwards to it, and again after the listener is gone', () => {
  const { world, web, health, listener, call } = balancedWorld()
  world.pass(100)
  expect(health()).toEqual([UNUSED])
  const arn = listener([forward(web)])
  expect(health()).toEqual(['initial/Elb.RegistrationInProgress'])
  world.pass(9)
  expect(health()).toEqual([INITIAL])
  world.pass(1)
  expect(health()).toEqual(['healthy'])
  call('DeleteListener', { ListenerArn: arn })
  expect(health()).toEqual([UNUSED])
  world.pass(100)
  expect(health()).toEqual([UNUSED])
})

test('a rule alone brings a target group into use, and deleting the rule takes it out', () => {
  const { world, web, health, listener, call } = balancedWorld()
  const ListenerArn = listener([fixed])
  expect(health()).toEqual([UNUSED])
  const made = call('CreateRule', {
    ListenerArn,
    Priority: 1,
    Conditions: onPath('/*'),
    Actions: [forward(web)]
  })
  world.pass(10)
  expect(health()).toEqual(['healthy'])
  expect(call('DescribeTargetGroups', { Names: ['web'] }).TargetGroups).toMatchObject([
    { LoadBalancerArns: [expect.stringContaining('loadbalancer/app/lb/')] }
  ])
  const [rule] = made.Rules as { RuleArn: string }[]
  call('DeleteRule', { RuleArn: rule?.RuleArn })
  expect(health()).toEqual([UNUSED])
})

test('weight 0 keeps a target group in use, leaving it out of the list does not', () => {
  const { world, web, health, listener, call, targetGroup } = balancedWorld()
  const other = targetGroup('other')
  const ListenerArn = listener([weighted({ [web]: 1, [other]: 1 })])
  world.pass(10)
  call('ModifyListener', { ListenerArn, DefaultActions: [weighted({ [web]: 0, [other]: 1 })] })
  expect(health()).toEqual(['healthy'])
  call('ModifyListener', { ListenerArn, DefaultActions: [forward(other)] })
  expect(health()).toEqual([UNUSED])
})

test('instances that fail their checks turn unhealthy once the target group is in use', () => {
  const { world, web, health, listener } = balancedWorld()
  for (const instanceId of world.ids('web-blue'))
    world.twin.act({ type: 'fail-instance', instanceId, how: 'unhealthy' })
  listener([forward(web)])
  world.pass(20)
  expect(health()).toEqual(['unhealthy/Target.ResponseCodeMismatch'])
})

test('a target leaves a used target group by draining, an unused one at once', () => {
  const { world, web, seen, listener, call } = balancedWorld()
  const [first, second] = world.ids('web-blue')
  const states = () => seen('web').targets.map(each => `${each.id === second}: ${each.state}`)
  call('DeregisterTargets', { TargetGroupArn: web, Targets: [{ Id: first }] })
  expect(seen('web').targets).toHaveLength(2)
  listener([forward(web)])
  world.pass(10)
  call('DeregisterTargets', { TargetGroupArn: web, Targets: [{ Id: second }] })
  expect(states()).toEqual(['true: draining', 'false: healthy'])
  world.pass(59)
  expect(states()).toEqual(['true: draining', 'false: healthy'])
  world.pass(1)
  expect(states()).toEqual(['false: healthy'])
})

test('a deleted load balancer leaves its target groups unused, unless it is protected', () => {
  const { world, web, health, listener, call, refusal, balancer } = balancedWorld()
  listener([forward(web)])
  world.pass(10)
  const protect = (Value: string) =>
    call('ModifyLoadBalancerAttributes', {
      LoadBalancerArn: balancer,
      Attributes: [{ Key: 'deletion_protection.enabled', Value }]
    })
  protect('true')
  expect(refusal('DeleteLoadBalancer', { LoadBalancerArn: balancer })).toMatch(
    /^OperationNotPermitted: .*deletion/
  )
  protect('false')
  call('DeleteLoadBalancer', { LoadBalancerArn: balancer })
  call('DeleteLoadBalancer', { LoadBalancerArn: balancer })
  expect(health()).toEqual([UNUSED])
  expect(refusal('DescribeListeners', { LoadBalancerArn: balancer })).toMatch(/^LoadBalancerNotFound/)
})

test('new thresholds of the health check hold for the next checks', () => {
  const { world, web, health, listener, call } = balancedWorld()
  listener([forward(web)])
  world.pass(10)
  call('ModifyTargetGroup', {
    TargetGroupArn: web,
    UnhealthyThresholdCount: 4,
    HealthCheckIntervalSeconds: 6
  })
  for (const instanceId of world.ids('web-blue'))
    world.twin.act({ type: 'fail-instance', instanceId, how: 'unhealthy' })
  world.pass(18)
  expect(health()).toEqual(['healthy'])
  world.pass(6)
  expect(health()).toEqual(['unhealthy/Target.ResponseCodeMismatch'])
})

test('a named target: unregistered is unused, another port is unused, an unknown instance is an error', () => {
  const { world, web, call, refusal } = balancedWorld()
  const [Id] = world.ids('web-blue')
  const reason = (target: object) => {
    const { TargetHealthDescriptions } = call('DescribeTargetHealth', {
      TargetGroupArn: web,
      Targets: [target]
    })
    return (TargetHealthDescriptions as { TargetHealth: { Reason: string } }[])[0]?.TargetHealth.Reason
  }
  expect(reason({ Id, Port: 80 })).toBe('Target.NotInUse')
  expect(reason({ Id, Port: 81 })).toBe('Target.NotRegistered')
  call('DeregisterTargets', { TargetGroupArn: web, Targets: [{ Id }] })
  expect(reason({ Id })).toBe('Target.NotRegistered')
  const unknown = { TargetGroupArn: web, Targets: [{ Id: 'i-0ffffffffffffffff' }] }
  expect(refusal('DescribeTargetHealth', unknown)).toMatch(/^InvalidTarget: /)
  expect(refusal('RegisterTargets', unknown)).toMatch(/^InvalidTarget: /)
  expect(refusal('DescribeTargetHealth', { TargetGroupArn: web, Include: ['All'] })).toMatch(
    /^TwinUnsupported: /
  )
})

test('addresses and functions are kept; their health is told while unused and refused in use', () => {
  const { call, refusal, targetGroup, listener } = balancedWorld()
  const ip = targetGroup('ip', { TargetType: 'ip' })
  call('RegisterTargets', { TargetGroupArn: ip, Targets: [{ Id: '10.0.0.254', Port: 8080 }] })
  expect(call('DescribeTargetHealth', { TargetGroupArn: ip }).TargetHealthDescriptions).toMatchObject([
    { Target: { Id: '10.0.0.254', Port: 8080 }, TargetHealth: { Reason: 'Target.NotInUse' } }
  ])
  const made = call('CreateTargetGroup', { Name: 'function', TargetType: 'lambda' })
  expect(made.TargetGroups).toMatchObject([{ TargetType: 'lambda', HealthCheckEnabled: false }])
  listener([forward(ip)])
  expect(refusal('DescribeTargetHealth', { TargetGroupArn: ip })).toMatch(/^TwinUnsupported: /)
  expect(refusal('CreateTargetGroup', { Name: 'x', TargetType: 'alb' })).toMatch(/^TwinUnsupported: /)
})
