import { afterEach, describe, expect, test } from '@jest/globals'
import {
  createSdkTransport,
  type SdkTransport,
  type SdkTransportOptions
} from '../../src/aws/sdk-transport.ts'
import type { AwsCall } from '../../src/aws/transport.ts'
import { type FakeAws, failure, ok, type Reply, type SeenRequest, startFakeAws } from './fake-aws.ts'

const NOW = Date.parse('2026-03-01T12:00:30.000Z')
const OBSERVED = Date.parse('2026-03-01T11:58:07.000Z')
const QUICK = { connect: 200, request: 150, total: 2_000, attempts: 2 }

const enterStandby: AwsCall = {
  service: 'autoscaling',
  operation: 'EnterStandby',
  input: {
    AutoScalingGroupName: 'web-blue',
    InstanceIds: ['i-1', 'i-2'],
    ShouldDecrementDesiredCapacity: true
  },
  signedAt: OBSERVED
}
const describeGroups: AwsCall = { service: 'autoscaling', operation: 'DescribeAutoScalingGroups', input: {} }

let aws: FakeAws | undefined
let transport: SdkTransport | undefined

afterEach(async () => {
  transport?.close()
  await aws?.close()
})

async function start(
  reply: (request: SeenRequest, index: number) => Reply,
  options: Partial<SdkTransportOptions> = {}
) {
  aws = await startFakeAws(reply)
  transport = createSdkTransport({
    region: 'eu-west-1',
    endpoint: aws.endpoint,
    clock: { now: () => NOW, sleep: async () => undefined },
    userAgent: [
      ['bg-release', '0.1.0'],
      ['run', '123-1']
    ],
    limits: QUICK,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    ...options
  })
  return { aws, send: transport.send }
}

/** What a promise was rejected with. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => 'no failure',
    error => error
  )
}

describe('requests', () => {
  test('a mutation is signed with the time of the observation and reads with the time of the clock', async () => {
    const { aws, send } = await start(({ action }) => ok(action))
    await send(describeGroups)
    await send(enterStandby)
    await send(describeGroups)
    expect(aws.seen.map(({ action, headers }) => [action, headers['x-amz-date']])).toEqual([
      ['DescribeAutoScalingGroups', '20260301T120030Z'],
      ['EnterStandby', '20260301T115807Z'],
      ['DescribeAutoScalingGroups', '20260301T120030Z']
    ])
    expect(aws.seen[1]?.headers.authorization).toContain(
      'AKIDEXAMPLE/20260301/eu-west-1/autoscaling/aws4_request'
    )
  })

  test('what servers say about the time changes no signing date', async () => {
    const { aws, send } = await start((_request, index) => ({
      ...failure(index % 2 === 0 ? 400 : 403, 'RequestTimeTooSkewed', 'Signature expired'),
      headers: { date: 'Sun, 01 Mar 2026 18:00:00 GMT', 'x-amzn-requestid': 'r' }
    }))
    for (let call = 0; call < 4; call += 1) await failureOf(send(enterStandby))
    expect(aws.seen.map(({ headers }) => headers['x-amz-date'])).toEqual(Array(4).fill('20260301T115807Z'))
  })

  test('a refused signing date is not tried again with another one', async () => {
    const { aws, send } = await start(() => ({
      ...failure(403, 'RequestTimeTooSkewed'),
      headers: { date: 'Sun, 01 Mar 2026 18:00:00 GMT', 'x-amzn-requestid': 'r' }
    }))
    expect(await failureOf(send(describeGroups))).toMatchObject({ kind: 'credentials' })
    expect(aws.seen).toHaveLength(1)
  })

  test('they name the run, carry the extra headers under the signature, and the input as the API spells it', async () => {
    const { aws, send } = await start(({ action }) => ok(action), {
      extraHeaders: { 'x-twin-participant': 'p7' }
    })
    await send(enterStandby)
    const [request] = aws.seen
    expect(request?.headers['user-agent']).toMatch(/bg-release\/0\.1\.0 run\/123-1/)
    expect(request?.headers['x-twin-participant']).toBe('p7')
    expect(request?.headers.authorization).toMatch(/SignedHeaders=[^,]*x-twin-participant/)
    expect(request?.headers.host).toBe(new URL(aws.endpoint).host)
    expect(Object.fromEntries(request?.params ?? [])).toEqual({
      Action: 'EnterStandby',
      Version: '2011-01-01',
      AutoScalingGroupName: 'web-blue',
      'InstanceIds.member.1': 'i-1',
      'InstanceIds.member.2': 'i-2',
      ShouldDecrementDesiredCapacity: 'true'
    })
  })

  test('answers are plain data: numbers, dates, empty lists', async () => {
    const { send } = await start(({ action }) =>
      ok(
        action,
        '<AutoScalingGroups><member><MinSize>2</MinSize><Instances/><Tags/><CreatedTime>2026-01-05T09:00:00Z</CreatedTime></member></AutoScalingGroups>'
      )
    )
    expect(await send(describeGroups)).toEqual({
      AutoScalingGroups: [
        { MinSize: 2, Instances: [], Tags: [], CreatedTime: new Date('2026-01-05T09:00:00Z') }
      ]
    })
  })
})

describe('limits', () => {
  test('a mutation into silence ends as unknown after one request', async () => {
    const { aws, send } = await start(() => 'silence')
    const begin = performance.now()
    expect(await failureOf(send(enterStandby))).toMatchObject({
      kind: 'unknown',
      operation: 'EnterStandby',
      code: ''
    })
    expect(performance.now() - begin).toBeLessThan(QUICK.request + 400)
    expect(aws.seen).toHaveLength(1)
  })

  test('a read into silence is tried as often as allowed', async () => {
    const { aws, send } = await start(() => 'silence')
    expect(await failureOf(send(describeGroups))).toMatchObject({ kind: 'unknown' })
    expect(aws.seen).toHaveLength(QUICK.attempts)
  })

  test.each(['drip', 'stall'] as const)('an answer that never ends (%s) ends as unknown', async reply => {
    const { aws, send } = await start(() => reply)
    const begin = performance.now()
    expect(await failureOf(send(enterStandby))).toMatchObject({ kind: 'unknown' })
    expect(performance.now() - begin).toBeLessThan(QUICK.request + 400)
    expect(aws.seen).toHaveLength(1)
  })

  test('the total limit ends a read whose single attempts would go on', async () => {
    const { send } = await start(() => 'silence', {
      limits: { ...QUICK, request: 5_000, total: 200, attempts: 9 }
    })
    const begin = performance.now()
    expect(await failureOf(send(describeGroups))).toMatchObject({
      kind: 'unknown',
      message: 'no answer within 0.2 s'
    })
    expect(performance.now() - begin).toBeLessThan(700)
  })
})

describe('answers that are none', () => {
  test('a cut connection leaves a mutation unknown after one request', async () => {
    const { aws, send } = await start(() => 'reset')
    expect(await failureOf(send(enterStandby))).toMatchObject({ kind: 'unknown', code: '', requestId: '' })
    expect(aws.seen).toHaveLength(1)
  })

  test('a mutation is not repeated on server errors and throttling either', async () => {
    const { aws, send } = await start((_request, index) =>
      index === 0 ? failure(500, 'ResourceContention') : failure(400, 'Throttling', 'Rate exceeded')
    )
    expect(await failureOf(send(enterStandby))).toMatchObject({ kind: 'busy', code: 'ResourceContention' })
    expect(await failureOf(send(enterStandby))).toMatchObject({ kind: 'busy', code: 'Throttling' })
    expect(aws.seen).toHaveLength(2)
  })

  test('a read gets over a cut connection', async () => {
    const { aws, send } = await start(({ action }, index) =>
      index === 0 ? 'reset' : ok(action, '<AutoScalingGroups/>')
    )
    expect(await send(describeGroups)).toEqual({ AutoScalingGroups: [] })
    expect(aws.seen).toHaveLength(2)
  })

  const html = '<html><body><h1>Sign in to the network</h1></body></html>'
  test.each([
    ['HTML with status 200', { body: html, headers: { 'content-type': 'text/html' } }],
    ['HTML with status 403', { status: 403, body: html, headers: { 'content-type': 'text/html' } }],
    ['HTML with status 502', { status: 502, body: html, headers: { 'content-type': 'text/html' } }],
    ['an empty body with status 200', { body: '', headers: {} }],
    ['XML cut short', { body: '<EnterStandbyResponse><EnterStandbyResult><Activ' }]
  ])('%s is unknown', async (_name, reply) => {
    const { aws, send } = await start(() => reply)
    expect(await failureOf(send(enterStandby))).toMatchObject({ kind: 'unknown', operation: 'EnterStandby' })
    expect(aws.seen).toHaveLength(1)
  })
})

test.each(['localhost', '[::1]'])('a twin may be called %s', async name => {
  const { send } = await start(({ action }) => ok(action, '<AutoScalingGroups/>'), {
    endpoint: `http://${name}:1`,
    limits: { ...QUICK, attempts: 1 }
  })
  expect(await failureOf(send(describeGroups))).toMatchObject({
    message: expect.stringContaining('ECONNREFUSED')
  })
})

describe('the caller', () => {
  test('gets its own reason back when it aborts, and the connection ends', async () => {
    const { aws, send } = await start(() => 'silence', { limits: { ...QUICK, request: 5_000 } })
    const controller = new AbortController()
    const reason = new Error('SIGTERM')
    const failed = failureOf(send(enterStandby, controller.signal))
    setTimeout(() => controller.abort(reason), 50)
    const begin = performance.now()
    expect(await failed).toBe(reason)
    expect(performance.now() - begin).toBeLessThan(500)
    await new Promise(resolve => setTimeout(resolve, 50))
    expect([aws.seen.length, aws.closed()]).toEqual([1, 1])
  })

  test('that has aborted already sends nothing', async () => {
    const { aws, send } = await start(({ action }) => ok(action))
    const reason = new Error('too late')
    expect(await failureOf(send(enterStandby, AbortSignal.abort(reason)))).toBe(reason)
    expect(aws.seen).toHaveLength(0)
  })

  test('cannot use an operation that is not on the list', async () => {
    const { aws, send } = await start(({ action }) => ok(action))
    const call: AwsCall = { service: 'autoscaling', operation: 'DeleteAutoScalingGroup', input: {} }
    expect(await failureOf(send(call))).toMatchObject({ kind: 'refused' })
    expect(aws.seen).toHaveLength(0)
  })
})
