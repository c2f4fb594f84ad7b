/** Wrong engines whose mistake is in how they send: see strictness.test.ts. */
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { expect, test } from '@jest/globals'
import { createWorld } from '../../src/twin/core/create-world.ts'
import { parseScenario } from '../../src/twin/core/scenario.ts'
import { TWIN_ACCESS_KEY_ID } from '../../src/twin/doors/credentials.ts'
import { inProcess } from './doors/in-process.ts'

const twin = () =>
  inProcess(
    createWorld(parseScenario({ groups: [{ name: 'web-blue', min: 1 }] }, Date.parse('2026-01-05T09:00:00Z')))
  )

async function post(form: string, { signedAt = Date.now(), service = 'autoscaling' } = {}) {
  const scope = `${TWIN_ACCESS_KEY_ID}/20260105/eu-west-1/${service}/aws4_request`
  const { response } = await twin().config.requestHandler.handle({
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'x-amz-date': new Date(signedAt).toISOString().replace(/[-:]|\.\d{3}/g, '')
    },
    body: form
  })
  return `${response.statusCode} ${new TextDecoder().decode(response.body)}`
}
const UPDATE = 'Action=UpdateAutoScalingGroup&Version=2011-01-01&AutoScalingGroupName=web-blue'

test('a misspelt member is refused, where AWS would ignore it', async () => {
  expect(await post(`${UPDATE}&MinSise=0`)).toMatch(/^400 .*Unknown parameter: MinSise/)
})

test('a member that the twin has no model of is refused, where a fake would ignore it', async () => {
  expect(await post(`${UPDATE}&MaxInstanceLifetime=86400`)).toMatch(/^501 .*does not model the member MaxIn/)
})

test('a number that is none is refused', async () => {
  expect(await post(`${UPDATE}&MinSize=two`)).toMatch(/^400 .*is not an integer/)
})

test('an unknown region is an empty account and no error', async () => {
  const { config } = twin()
  const client = new AutoScalingClient({ ...config, region: 'eu-central-1' })
  expect((await client.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups).toEqual([])
})

test('a change that was signed six minutes ago is refused', async () => {
  const signedAt = Date.now() - 360_000
  expect(await post(`${UPDATE}&MinSize=0`, { signedAt })).toMatch(/^403 .*Signature expired/)
})

test('real credentials do not open the twin', async () => {
  const { config } = twin()
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }
  const client = new AutoScalingClient({ ...config, credentials })
  const failure = await client.send(new DescribeAutoScalingGroupsCommand({})).catch(error => error)
  expect(failure).toMatchObject({ name: 'InvalidClientTokenId', $metadata: { httpStatusCode: 403 } })
})

test('a call of one service that is signed for another one is refused', async () => {
  expect(await post(`${UPDATE}&MinSize=0`, { service: 'elasticloadbalancing' })).toMatch(
    /^400 .*Could not find operation UpdateAutoScalingGroup/
  )
})
