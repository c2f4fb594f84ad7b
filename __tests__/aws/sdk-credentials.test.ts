import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createSdkTransport, type SdkTransportOptions } from '../../src/aws/sdk-transport.ts'
import { type FakeAws, ok, startFakeAws } from './fake-aws.ts'

const environment = { ...process.env }
let home = ''
let aws: FakeAws

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bg-release-'))
  aws = await startFakeAws(({ action }) => ok(action, '<AutoScalingGroups/>'))
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  process.env.HOME = home
  process.env.AWS_CONFIG_FILE = join(home, 'config')
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(home, 'credentials')
})

afterEach(async () => {
  await aws.close()
  await rm(home, { recursive: true })
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
})

function create(options: Partial<SdkTransportOptions> = {}) {
  return createSdkTransport({
    region: 'eu-west-1',
    clock: { now: () => Date.now(), sleep: async () => undefined },
    userAgent: [['bg-release', '0.1.0']],
    limits: { request: 300, total: 3_000, attempts: 1 },
    ...options
  })
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => 'no failure',
    error => error
  )
}

const describeGroups = { service: 'autoscaling', operation: 'DescribeAutoScalingGroups', input: {} } as const

test('without any credentials the answer comes at once', async () => {
  process.env.AWS_EC2_METADATA_DISABLED = 'true'
  const begin = performance.now()
  const failed = await failureOf(create({ endpoint: aws.endpoint }).credentials())
  expect(failed).toMatchObject({ kind: 'credentials', code: '' })
  expect(performance.now() - begin).toBeLessThan(1_000)
})

test('a metadata service that never answers is given up, and the call is not sent', async () => {
  const silent = await startFakeAws(() => 'silence')
  process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = silent.endpoint
  const { send } = create({ endpoint: aws.endpoint, limits: { total: 250 } })
  expect(await failureOf(send(describeGroups))).toMatchObject({
    kind: 'credentials',
    operation: 'DescribeAutoScalingGroups',
    message: 'no credentials: no answer within 0.25 s'
  })
  expect(aws.seen).toHaveLength(0)
  await silent.close()
})

test('credentials of the environment are found, and only what may be said about them comes out', async () => {
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  process.env.AWS_SESSION_TOKEN = 'token'
  process.env.AWS_CREDENTIAL_EXPIRATION = '2099-01-01T00:00:00Z'
  const transport = create({ endpoint: aws.endpoint })
  expect(await transport.credentials()).toEqual({
    accessKeyId: 'AKIDEXAMPLE',
    expiresAt: Date.parse('2099-01-01T00:00:00Z'),
    renewable: false
  })
  expect(await transport.send(describeGroups)).toEqual({ AutoScalingGroups: [] })
  transport.close()
})

test('an endpoint that a profile puts in place of AWS receives nothing', async () => {
  await writeFile(join(home, 'config'), `[default]\nendpoint_url = ${aws.endpoint}\n`)
  const transport = create({ credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } })
  expect(await failureOf(transport.send(describeGroups))).toMatchObject({
    kind: 'refused',
    message: '"127.0.0.1" is no host of the AWS API: nothing is signed for it'
  })
  expect(aws.seen).toHaveLength(0)
})
