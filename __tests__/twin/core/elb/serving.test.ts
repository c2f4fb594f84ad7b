import { expect, test } from '@jest/globals'
import { loadBalancerViews } from '../../../../src/twin/core/elb/view.ts'
import { type BalancedWorld, balancedWorld, fixed, forward, onPath, weighted } from './balanced-world.ts'

function serving(of: BalancedWorld): BalancedWorld {
  of.listener([forward(of.web)])
  of.world.pass(10)
  return of
}

const fail = ({ world }: BalancedWorld, count: number) => {
  for (const instanceId of world.ids('web-blue').slice(0, count))
    world.twin.act({ type: 'fail-instance', instanceId, how: 'unhealthy' })
  world.pass(30)
}

test('healthy targets serve; draining ones get no new requests', () => {
  const of = serving(balancedWorld())
  const [first] = of.world.ids('web-blue')
  expect(of.seen('web')).toMatchObject({
    failOpen: false,
    serving: [{ share: 1 }, { share: 1 }, { share: 1 }]
  })
  of.call('DeregisterTargets', { TargetGroupArn: of.web, Targets: [{ Id: first }] })
  expect(of.seen('web').serving.map(each => each.id)).toEqual(of.world.ids('web-blue').slice(1))
})

test('while none is healthy all of them serve', () => {
  const of = serving(balancedWorld())
  fail(of, 2)
  expect(of.seen('web')).toMatchObject({ failOpen: false, serving: [{ id: of.world.ids('web-blue')[2] }] })
  fail(of, 3)
  expect(of.seen('web').failOpen).toBe(true)
  expect(of.seen('web').serving.map(each => each.id)).toEqual(of.world.ids('web-blue'))
})

test('the minimum of healthy targets can be set', () => {
  const of = serving(balancedWorld())
  const Key = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage'
  of.call('ModifyTargetGroupAttributes', { TargetGroupArn: of.web, Attributes: [{ Key, Value: '50' }] })
  fail(of, 1)
  expect(of.seen('web').failOpen).toBe(false)
  fail(of, 2)
  expect(of.seen('web').failOpen).toBe(true)
})

test('an empty or unused target group serves nobody', () => {
  const of = balancedWorld()
  expect(of.seen('web')).toMatchObject({ serving: [], failOpen: false })
  of.listener([forward(of.targetGroup('empty'))])
  expect(of.seen('empty')).toMatchObject({ serving: [], failOpen: false })
})

test('in slow start the share of a new target rises beside warm ones', () => {
  const of = serving(balancedWorld())
  of.call('ModifyTargetGroupAttributes', {
    TargetGroupArn: of.web,
    Attributes: [{ Key: 'slow_start.duration_seconds', Value: '100' }]
  })
  const shares = () => of.seen('web').serving.map(each => each.share)
  expect(shares()).toEqual([1, 1, 1])
  const [Id] = of.world.ids('web-blue')
  of.call('DeregisterTargets', { TargetGroupArn: of.web, Targets: [{ Id }] })
  of.world.pass(60)
  of.call('RegisterTargets', { TargetGroupArn: of.web, Targets: [{ Id }] })
  of.world.pass(35)
  expect(shares()).toEqual([1, 1, 0.25])
  of.world.pass(100)
  expect(shares()).toEqual([1, 1, 1])
})

test('the view shows where each rule forwards to, and with which weights', () => {
  const of = balancedWorld()
  const green = of.targetGroup('green')
  const ListenerArn = of.listener([weighted({ [of.web]: 90, [green]: 10 })])
  of.call('CreateRule', { ListenerArn, Priority: 7, Conditions: onPath('/down'), Actions: [fixed] })
  const [balancer] = loadBalancerViews(of.world.twin.world())
  expect(balancer).toMatchObject({
    name: 'lb',
    listeners: [
      {
        port: 80,
        rules: [
          { priority: '7', type: 'fixed-response', forwards: [] },
          {
            priority: 'default',
            type: 'forward',
            forwards: [
              { targetGroup: 'web', weight: 90 },
              { targetGroup: 'green', weight: 10 }
            ]
          }
        ]
      }
    ]
  })
})
