import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  EnterStandbyCommand
} from '@aws-sdk/client-auto-scaling'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { startTwinServer } from '../../../src/twin/doors/http-server.ts'
import { type OpenTwin, openTwin, START } from './open-twin.ts'

let twin: OpenTwin
beforeEach(async () => {
  twin = await openTwin()
})
afterEach(() => twin.server.close())

const describeGroups = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web-blue'] })
const blue = async () => (await twin.control('GET state')).content.groups[0]

/** A hand-made request with a signature that nobody checks. */
async function post(headers: Record<string, string>, body: string, path = '/') {
  const scope = 'BGRELEASETWIN0000000/20260105/eu-west-1/monitoring/aws4_request'
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const sent = { 'x-amz-date': date, authorization, ...headers }
  const response = await fetch(`${twin.server.endpoint}${path}`, { method: 'POST', headers: sent, body })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
const listAlarms = 'Action=DescribeAlarms&Version=2010-08-01'

describe('the AWS side', () => {
  test('CloudWatch still speaks Query', async () => {
    const answer = await post(form, listAlarms)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<DescribeAlarmsResult><CompositeAlarms/><MetricAlarms/>')
  })

  test('a protocol that it does not speak is said to be so', async () => {
    const path = '/service/GraniteServiceVersion20100801/operation/DescribeAlarms'
    const answer = await post({ 'content-type': 'application/cbor' }, '', path)
    expect(answer.status).toBe(415)
    expect(answer.text).toContain('AWS JSON 1.0')
  })

  test('a request without Authorization, or longer than any, is refused', async () => {
    expect((await post({ ...form, authorization: '' }, listAlarms)).text).toContain(
      'MissingAuthenticationToken'
    )
    expect((await post(form, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413)
  })

  test('a sender in virtual time is judged by it, any other by the wall clock', async () => {
    const virtual = { ...form, 'x-amz-date': '20260105T090000Z', 'x-twin-participant': 'p1' }
    const answer = await post(virtual, listAlarms)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('date')).toBe('Mon, 05 Jan 2026 09:00:00 GMT')
    await twin.control('POST advance', { seconds: 301 })
    const late = await post(virtual, listAlarms)
    expect(late.status).toBe(403)
    expect(late.text).toContain(
      'Signature expired: 20260105T090000Z is now earlier than 20260105T090001Z (20260105T090501Z - 5 min.)'
    )
    const wall = await post(form, listAlarms)
    expect(wall.status).toBe(200)
    expect(Math.abs(Date.parse(wall.headers.get('date') ?? '') - Date.now())).toBeLessThan(5000)
    expect(wall.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('the control side', () => {
  test('logs every call', async () => {
    await twin.autoscaling.send(describeGroups)
    await post(form, 'Action=ListMetrics&Version=2010-08-01')
    const { calls } = (await twin.control('GET log')).content
    expect(calls).toMatchObject([
      {
        n: 1,
        at: START,
        service: 'autoscaling',
        operation: 'DescribeAutoScalingGroups',
        region: 'eu-west-1',
        mutating: false,
        input: { AutoScalingGroupNames: ['web-blue'] },
        ok: true,
        userAgent: expect.stringContaining('aws-sdk-js')
      },
      { n: 2, service: 'monitoring', operation: 'ListMetrics', ok: false, code: 'InvalidAction' }
    ])
    expect((await twin.control('GET log?since=1')).content.calls).toHaveLength(1)
  })

  test('acts on the world', async () => {
    const instanceId = (await blue()).instances[0].id
    await twin.control('POST act', { type: 'fail-instance', instanceId, how: 'unhealthy' })
    await twin.control('POST act', { type: 'resize', group: 'web-blue', max: 9 })
    await twin.control('POST advance', { seconds: 60 })
    const { content } = await twin.control('GET state')
    expect(content.groups[0].max).toBe(9)
    expect(content.targetGroups[0].targets[0]).toMatchObject({ id: instanceId, state: 'unhealthy' })
  })

  test.each([
    ['POST act', { type: 'explode' }, 'type has to be fail-instance'],
    ['POST act', { type: 'recover-instance', instanceId: 'i-0' }, 'no instance i-0'],
    ['POST act', { type: 'resize', group: 'web-blue', min: -1 }, 'min has to be a whole number'],
    ['POST fault', { kind: 'throttle', cuont: 2 }, 'unknown member cuont'],
    ['POST fault', { kind: 'slow' }, 'kind has to be throttle'],
    ['POST fault', { kind: 'hang', mutating: 'yes' }, 'mutating has to be true or false'],
    ['POST advance', {}, 'either seconds or to'],
    ['POST advance', { to: '2025-01-01T00:00:00Z' }, 'in the past'],
    ['POST advance', { to: 'tomorrow' }, 'ISO 8601'],
    ['POST clock', [], 'there is no POST /_twin/clock'],
    ['GET log?since=x', undefined, 'since has to be'],
    ['GET nothing', undefined, 'there is no GET /_twin/nothing']
  ])('refuses %s %j', async (route, body, message) => {
    const { status, content } = await twin.control(route, body)
    expect(status).toBe(400)
    expect(content.error).toContain(message)
  })
})

describe('a fault', () => {
  const enter = async () => {
    const InstanceIds = [(await blue()).instances[0].id]
    const input = { AutoScalingGroupName: 'web-blue', InstanceIds, ShouldDecrementDesiredCapacity: true }
    return twin.autoscaling.send(new EnterStandbyCommand(input), { abortSignal: AbortSignal.timeout(300) })
  }

  test.each([
    ['throttle', 'Throttling', false],
    ['access-denied', 'AccessDenied', false],
    ['expired-token', 'ExpiredToken', false],
    ['error-500', 'InternalFailure', false],
    ['html-500', '', false],
    ['lost-request', 'socket hang up', false],
    ['lost-response', 'socket hang up', true],
    ['hang', 'AbortError', false],
    ['hang-after', 'AbortError', true]
  ])('%s strikes once', async (kind, said, applied) => {
    await twin.control('POST fault', { kind, operation: 'EnterStandby' })
    await twin.autoscaling.send(describeGroups)
    const failure = await enter().catch(error => error)
    expect(failure).toBeInstanceOf(Error)
    expect(`${failure.name}: ${failure.message}`).toContain(said)
    expect((await blue()).desired).toBe(applied ? 2 : 3)
    const { calls } = (await twin.control('GET log')).content
    expect(calls.at(-1)).toMatchObject({ operation: 'EnterStandby', ok: applied, fault: kind })
    await twin.autoscaling.send(describeGroups)
  })

  test('can be taken back', async () => {
    await twin.control('POST fault', { kind: 'throttle', count: 9 })
    await twin.control('DELETE fault')
    expect((await twin.autoscaling.send(describeGroups)).AutoScalingGroups).toHaveLength(1)
  })

  test('that hangs does not hold time back', async () => {
    const process = await twin.join()
    await twin.control('POST fault', { kind: 'hang' })
    const client = new AutoScalingClient(twin.config())
    const call = client
      .send(describeGroups, { abortSignal: AbortSignal.timeout(500) })
      .catch(error => error.name)
    const until = '2026-01-05T09:01:00.000Z'
    expect(await process.sleep(until)).toEqual({ now: until })
    expect(await call).toBe('AbortError')
  })
})

test('a scenario that is wrong and a port that is taken are refused', async () => {
  const options = { speed: 1, skip: false }
  await expect(startTwinServer({ ...options, scenario: { grops: [] }, port: 0 })).rejects.toThrow('grops')
  const port = Number(new URL(twin.server.endpoint).port)
  await expect(startTwinServer({ ...options, scenario: undefined, port })).rejects.toThrow('EADDRINUSE')
})
