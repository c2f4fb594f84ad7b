import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createSdkTransport } from '../../src/aws/sdk-transport.ts'
import { type FakeAws, startFakeAws } from './fake-aws.ts'

const environment = { ...process.env }
const NOW = Date.parse('2026-03-01T12:00:30.000Z')
let aws: FakeAws
let date = ''

beforeEach(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  date = new Date(NOW).toUTCString()
  aws = await startFakeAws(({ action }) => ({
    body: `<${action}Response><${action}Result><AutoScalingGroups/></${action}Result></${action}Response>`,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'r', date }
  }))
})

afterEach(async () => {
  await aws.close()
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
})

async function sessionAfter(dates: readonly string[]) {
  const transport = createSdkTransport({
    region: 'eu-west-1',
    endpoint: aws.endpoint,
    clock: { now: () => NOW, sleep: async () => undefined },
    userAgent: [['bg-release', '0.1.0']]
  })
  for (const each of dates) {
    date = each
    await transport.send({ service: 'autoscaling', operation: 'DescribeAutoScalingGroups', input: {} })
  }
  const session = await transport.session()
  transport.close()
  return session
}

const header = (ms: number): string => new Date(ms).toUTCString()

test.each([
  ['right', NOW, 0],
  ['ahead, all but the second that the header rounds away', NOW - 91_000, 90_000],
  ['behind', NOW + 90_000, -90_000]
])('a clock that is %s', async (_, at, clockAheadMs) => {
  expect(await sessionAfter([header(at)])).toEqual({ clockAheadMs })
})

test('the first answer counts, and one without a date says nothing', async () => {
  expect(await sessionAfter([header(NOW - 91_000), header(NOW)])).toEqual({ clockAheadMs: 90_000 })
  expect(await sessionAfter(['no date'])).toEqual({})
  expect(await sessionAfter([])).toEqual({})
})

test.each([
  ['2026-03-01T12:30:00Z', { expiresAt: Date.parse('2026-03-01T12:30:00Z') }],
  ['"2026-03-01T12:30:00Z"', {}],
  ['', {}]
])('credentials of the environment end when AWS_CREDENTIAL_EXPIRATION says so: %s', async (text, session) => {
  process.env.AWS_SESSION_TOKEN = 'token'
  process.env.AWS_CREDENTIAL_EXPIRATION = text
  expect(await sessionAfter([])).toEqual(session)
})
