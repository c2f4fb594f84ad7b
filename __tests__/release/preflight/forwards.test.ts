import { expect, test } from '@jest/globals'
import { forwards } from '../../../src/release/preflight/forwards.ts'
import type { Forward } from '../../../src/release/traffic/forward.ts'
import { candidate } from '../../support/candidate.ts'
import { group, observe, serving } from '../../support/observation.ts'

const arnOf = (name: string): string => `arn:targetgroup/${name}/1`
const ARNS = ['api-blue', 'api-green', 'admin-blue', 'admin-green'].map(arnOf)

const forward = (service: string, blue: number, green: number, tags: readonly string[] = []): Forward => ({
  arn: `arn:listener/${service}`,
  of: 'listener',
  name: `${service}:443`,
  loadBalancer: 'web',
  protocol: 'HTTPS',
  actions: '[]',
  shares: [
    { targetGroup: arnOf(`${service}-blue`), weight: blue },
    { targetGroup: arnOf(`${service}-green`), weight: green }
  ],
  stickySeconds: 0,
  tags: new Map(tags.map(key => [key, 'x']))
})

/** Blue serves behind two target groups of its own. @param unused of no load balancer */
const found = (given: readonly Forward[], unused: readonly string[] = []): readonly string[] => {
  const blue = serving('web-blue', 2, { targetGroups: ['admin-blue', 'api-blue'].map(arnOf) })
  const green = group('web-green', { targetGroups: ['admin-green', 'api-green'].map(arnOf) })
  const targetGroups = ARNS.map(arn => ({
    arn,
    name: arn,
    targetType: 'instance',
    healthCheckEnabled: true,
    inUse: !unused.map(arnOf).includes(arn)
  }))
  const at = candidate({ ...observe(blue, green), forwards: given }, { targetGroups })
  return forwards(at).map(({ code, message }) => `${code} ${message}`)
}

test('each target group that a load balancer names has to get requests', () => {
  const nothingTo = (name: string) =>
    `BGR-FORWARD-UNFIT No listener or rule forwards requests to ${name}, a target group of web-blue.`
  expect(found([forward('api', 1, 0), forward('admin', 5, 0)])).toEqual([])
  expect(found([forward('api', 1, 0)])).toEqual([nothingTo('admin-blue')])
  expect(found([forward('api', 1, 0)], ['admin-blue'])).toEqual([])
  expect(found([forward('api', 1, 0), forward('admin', 0, 1)])).toEqual([nothingTo('admin-blue')])
  expect(found([])).toEqual([nothingTo('admin-blue'), nothingTo('api-blue')])
})

test('notes of earlier releases make room for the next one', () => {
  const notes = ['bg-release:forward:7', 'bg-release:forward:8']
  const own = (count: number) => Array.from({ length: count }, (_, n) => `team:${n}`)
  const on = (tags: readonly string[]) => found([forward('api', 1, 0, tags), forward('admin', 1, 0)])
  expect(on(own(49))).toEqual([])
  expect(on([...own(48), ...notes])).toEqual([])
  expect(on([...own(49), ...notes.slice(1)])).toEqual([])
  expect(on(own(50))).toEqual([expect.stringMatching(/^BGR-TAG-ROOM .* api:443, which has 50/)])
})

test('a pair of target groups belongs to one load balancer, another pair may belong to another one', () => {
  const elsewhere = (service: string): Forward => ({
    ...forward(service, 1, 0),
    name: `${service}:8443`,
    loadBalancer: 'internal'
  })
  const api = forward('api', 1, 0)
  expect(found([api, elsewhere('admin')])).toEqual([])
  expect(found([api, forward('admin', 1, 0), elsewhere('api')])).toEqual([
    expect.stringMatching(/^BGR-FORWARD-UNFIT api-blue and api-green .* api:443 and api:8443 belong to two/),
    expect.stringMatching(/^BGR-FORWARD-UNFIT api-blue and api-green .* api:8443 and api:443 belong to two/)
  ])
})
