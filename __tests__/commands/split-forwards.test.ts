/** What a release by weights finds on load balancers, and what of it is refused. */
import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { onePair } from '../support/simulation.ts'
import { forwardTo, http, ran, splitPair, targetGroup } from '../support/split.ts'
import { groupIn } from '../support/stand.ts'
import { notesIn, placesOf, weightsIn } from '../support/weights.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const LISTENER = 'web:80 default'

const OIDC = {
  Type: 'authenticate-oidc',
  Order: 1,
  AuthenticateOidcConfig: {
    Issuer: 'https://login.example.com',
    AuthorizationEndpoint: 'https://login.example.com/authorize',
    TokenEndpoint: 'https://login.example.com/token',
    UserInfoEndpoint: 'https://login.example.com/me',
    ClientId: 'web',
    ClientSecret: 'not answered'
  }
}
const https = (actions: readonly object[], rules: readonly object[] = []) => ({
  Port: 443,
  Protocol: 'HTTPS',
  Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' }],
  DefaultActions: actions,
  rules
})
const onPath = (path: string, priority: number, actions: readonly object[]) => ({
  Priority: priority,
  Conditions: [{ Field: 'path-pattern', Values: [path] }],
  Actions: actions
})

describe('every listener and rule that names a colour', () => {
  test('moves: HTTP and HTTPS, weights of their own, and actions before the forward stay', async () => {
    const listeners = [
      http(forwardTo({ 'web-blue': 1 }), [
        onPath('/old/*', 10, [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } }])
      ]),
      https(
        [OIDC, { ...forwardTo({ 'web-blue': 100, 'web-green': 0 }), Order: 2 }],
        [onPath('/api/*', 5, [forwardTo({ 'web-blue': 7 })])]
      )
    ]
    const simulation = checked(splitPair({ loadBalancers: [{ name: 'web', listeners }] }))
    const authenticated = () =>
      placesOf(simulation.world()).find(({ name }) => name === 'web:443 default')?.rule.actions[0]
    const before = authenticated()
    await ran(simulation, DEPLOY)
    expect(weightsIn(simulation.world())).toEqual({
      'web:80 default': 'web-blue=0 web-green=1',
      'web:443 default': 'web-blue=0 web-green=100',
      'web:443 5': 'web-blue=0 web-green=1'
    })
    expect(authenticated()).toEqual(before)
    await ran(simulation, FINALIZE)
    expect(notesIn(simulation.world())).toEqual([])
  })

  test('moves behind several load balancers, with target groups paired by their names', async () => {
    const names = ['web-blue-in', 'web-blue-out', 'web-green-in', 'web-green-out']
    const simulation = checked(
      splitPair({
        targetGroups: names.map(name => targetGroup(name)),
        loadBalancers: [
          { name: 'inner', listeners: [http(forwardTo({ 'web-blue-in': 1 }))] },
          { name: 'outer', listeners: [http(forwardTo({ 'web-blue-out': 1 }))] }
        ],
        blue: { targetGroups: names.slice(0, 2) },
        green: { targetGroups: names.slice(2) }
      })
    )
    await ran(simulation, DEPLOY)
    expect(weightsIn(simulation.world())).toEqual({
      'inner:80 default': 'web-blue-in=0 web-green-in=1',
      'outer:80 default': 'web-blue-out=0 web-green-out=1'
    })
    await ran(simulation, ROLLBACK)
    expect(weightsIn(simulation.world())).toEqual({
      'inner:80 default': 'web-blue-in=1 web-green-in=0',
      'outer:80 default': 'web-blue-out=1 web-green-out=0'
    })
  })

  test('a test rule keeps showing the idle colour', async () => {
    const rules = [onPath('/preview/*', 5, [forwardTo({ 'web-green': 1 })])]
    const simulation = checked(
      splitPair({ loadBalancers: [{ name: 'web', listeners: [http(forwardTo({ 'web-blue': 1 }), rules)] }] })
    )
    await ran(simulation, DEPLOY)
    expect(weightsIn(simulation.world())).toEqual({
      [LISTENER]: 'web-blue=0 web-green=1',
      'web:80 5': 'web-green=0 web-blue=1'
    })
    await ran(simulation, ROLLBACK)
    expect(weightsIn(simulation.world())).toEqual({
      [LISTENER]: 'web-blue=1 web-green=0',
      'web:80 5': 'web-green=1 web-blue=0'
    })
    await ran(simulation, DEPLOY, FINALIZE)
    expect(notesIn(simulation.world())).toEqual([])
  })

  test('a test rule shows nobody the version that a rollback keeps', async () => {
    const rules = [onPath('/preview/*', 5, [forwardTo({ 'web-green': 1 })])]
    const scenario = () =>
      checked(
        splitPair({
          loadBalancers: [{ name: 'web', listeners: [http(forwardTo({ 'web-blue': 1 }), rules)] }]
        })
      )
    const kept = scenario()
    await ran(kept, DEPLOY, { ...ROLLBACK, afterRollback: 'standby' })
    expect(weightsIn(kept.world())).toEqual({
      [LISTENER]: 'web-blue=1 web-green=0',
      'web:80 5': 'web-green=1 web-blue=0'
    })
    expect(notesIn(kept.world())).toEqual([])
    const stands = groupIn(kept.world(), 'web-green').instances.map(({ lifecycle }) => lifecycle)
    expect(stands).toEqual(['Standby', 'Standby', 'Standby'])
    await ran(kept, { ...DEPLOY, imageVersion: '3.0.0' }, FINALIZE)
    const once = scenario()
    await ran(once, { ...DEPLOY, imageVersion: '3.0.0' }, FINALIZE)
    expect(weightsIn(kept.world())).toEqual(weightsIn(once.world()))
    expect(endOf(kept.world(), 'web-green')).toEqual(endOf(once.world(), 'web-green'))
  })

  test('that somebody adds while the release runs moves too', async () => {
    const simulation = checked(splitPair())
    let added = false
    const report = await simulation.run(DEPLOY, {
      onSleep: () => {
        if (added) return
        added = true
        const [balancer] = Object.values(simulation.world().loadBalancers)
        const [blue] = groupIn(simulation.world(), 'web-blue').targetGroups
        const answer = simulation.twin.call('elasticloadbalancing', 'CreateRule', {
          ListenerArn: balancer?.listeners[0]?.arn,
          ...onPath('/late/*', 9, [{ Type: 'forward', TargetGroupArn: blue }])
        })
        expect(answer.ok).toBe(true)
      }
    })
    expect(report).toMatchObject({ status: 'succeeded', findings: [] })
    expect(weightsIn(simulation.world())).toMatchObject({ 'web:80 9': 'web-blue=0 web-green=1' })
  })
})

describe('stickiness', () => {
  const sticky = (seconds: number) =>
    splitPair({
      loadBalancers: [
        { name: 'web', listeners: [http(forwardTo({ 'web-blue': 1, 'web-green': 0 }, seconds))] }
      ]
    })

  test('is refused without consent', async () => {
    const simulation = checked(sticky(600))
    expect(await simulation.run(DEPLOY)).toMatchObject({ changed: false, findings: [{ code: 'BGR-STICKY' }] })
    expect(simulation.violations()).toEqual([])
  })

  test('of a target group alone is refused even with consent: AWS would refuse the second target group', async () => {
    const attributes = { 'stickiness.enabled': 'true' }
    const simulation = checked(
      splitPair({ targetGroups: [targetGroup('web-blue', { attributes }), targetGroup('web-green')] })
    )
    expect(await simulation.run({ ...DEPLOY, allowSticky: true })).toMatchObject({
      changed: false,
      findings: [{ code: 'BGR-STICKY' }]
    })
  })

  test('with consent nothing is ended before the last cookie', async () => {
    const simulation = await ran(checked(sticky(3_600)), { ...DEPLOY, allowSticky: true })
    const switched = simulation.world().now
    expect(await simulation.run(FINALIZE)).toMatchObject({
      changed: false,
      findings: [{ code: 'BGR-STICKY' }]
    })
    simulation.twin.advance(switched + 3_500_000)
    await ran(simulation, FINALIZE)
    expect(simulation.world().now).toBeGreaterThan(switched + 3_600_000)
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ lifecycles: [] })
  })

  test('a rollback returns the weight at once and waits with the end of the new version', async () => {
    const simulation = await ran(checked(sticky(300)), { ...DEPLOY, allowSticky: true })
    const began = simulation.world().now
    await ran(simulation, ROLLBACK)
    expect(simulation.world().now - began).toBeGreaterThan(300_000)
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ lifecycles: [] })
  })
})

describe('refused before anything is changed', () => {
  const refusal = async (scenario: object) => {
    const simulation = checked(scenario)
    const report = await simulation.run(DEPLOY)
    expect(simulation.violations()).toEqual([])
    return { changed: report.changed, codes: report.findings.map(({ code }) => code) }
  }
  const listener = (action: object) => [{ name: 'web', listeners: [http(action)] }]

  test('a canary of their own in the same forward', async () => {
    const scenario = splitPair({
      targetGroups: ['web-blue', 'web-green', 'canary'].map(name => targetGroup(name)),
      loadBalancers: listener(forwardTo({ 'web-blue': 9, canary: 1 }))
    })
    expect(await refusal(scenario)).toEqual({ changed: false, codes: ['BGR-FORWARD-UNFIT'] })
  })

  test('requests for both colours', async () => {
    const scenario = splitPair({ loadBalancers: listener(forwardTo({ 'web-blue': 9, 'web-green': 1 })) })
    expect(await refusal(scenario)).toEqual({ changed: false, codes: ['BGR-FORWARD-UNFIT'] })
  })

  test('a live target group that no listener forwards to', async () => {
    const scenario = splitPair({ loadBalancers: listener(forwardTo({ 'web-green': 1 })) })
    expect((await refusal(scenario)).codes).toContain('BGR-TARGET-GROUP-UNFIT')
  })

  test('one target group in common and others not', async () => {
    const scenario = splitPair({
      targetGroups: ['web-blue', 'web-green', 'web'].map(name => targetGroup(name, { inUse: true })),
      loadBalancers: [],
      blue: { targetGroups: ['web', 'web-blue'] },
      green: { targetGroups: ['web', 'web-green'] }
    })
    expect(await refusal(scenario)).toEqual({ changed: false, codes: ['BGR-TARGET-GROUPS-DIFFER'] })
  })
})

test('services that share their target groups cost no call for listeners, and those that do not a few', async () => {
  const shared = checked(onePair())
  await ran(shared, DEPLOY)
  const asked = (simulation: typeof shared) =>
    ['DescribeListeners', 'DescribeRules', 'DescribeTags'].map(name => simulation.requests.get(name) ?? 0)
  expect(asked(shared)).toEqual([0, 0, 0])
  const split = await ran(checked(splitPair()), DEPLOY)
  const [listeners = 0, rules = 0, tags = 0] = asked(split)
  expect(rules).toBeLessThan(4)
  expect(Math.max(listeners, tags)).toBeLessThan(split.requests.get('DescribeTargetHealth') ?? 0)
})

test('people are told what Route 53 makes of an empty target group', async () => {
  const report = await checked(splitPair()).run(DEPLOY)
  expect(report.notes?.map(({ note }) => note.message).join()).toContain('Route 53')
})
