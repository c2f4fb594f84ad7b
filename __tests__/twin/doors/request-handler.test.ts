import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand
} from '@aws-sdk/client-auto-scaling'
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { expect, test } from '@jest/globals'
import { smallWorld } from '../core/small-world.ts'
import { inProcess } from './in-process.ts'

const start = () => inProcess(smallWorld().twin.world())
const resize = (DesiredCapacity: number) =>
  new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web-blue', DesiredCapacity })

test('the real clients of all services read and change the world without a connection', async () => {
  const { autoscaling, elb, cloudwatch, living } = start()
  await autoscaling.send(resize(4))
  const { AutoScalingGroups } = await autoscaling.send(new DescribeAutoScalingGroupsCommand({}))
  expect(AutoScalingGroups?.map(each => each.DesiredCapacity)).toEqual([4, 0])
  const TargetGroupArn = Object.keys(living.world().targetGroups)[0]
  const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))
  expect(health.TargetHealthDescriptions).toHaveLength(3)
  expect((await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([])
})

test('a refusal comes as the error that AWS would have sent', async () => {
  const { autoscaling } = start()
  await expect(autoscaling.send(resize(40))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'New SetDesiredCapacity value 40 is above max value 6 for the AutoScalingGroup.',
    $metadata: { httpStatusCode: 400 }
  })
})

test('foreign credentials are refused', async () => {
  const { config } = start()
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }
  const client = new AutoScalingClient({ ...config, credentials })
  await expect(client.send(resize(4))).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
})

test('an answer that is lost is a cut connection after the change, and retried by the SDK', async () => {
  const { autoscaling, config, faults, living, log } = start()
  faults.order({ kind: 'lost-response', after: 0, count: 1 })
  await expect(autoscaling.send(resize(4))).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(living.world().groups['web-blue']?.desired).toBe(4)
  faults.order({ kind: 'lost-request', after: 0, count: 1 })
  await new AutoScalingClient({ ...config, maxAttempts: 2 }).send(resize(5))
  expect(log.since(1).map(({ ok, fault }) => [ok, fault])).toEqual([
    [false, 'lost-request'],
    [true, undefined]
  ])
})

test('a call that hangs ends with the abort signal', async () => {
  const { autoscaling, faults } = start()
  faults.order({ kind: 'hang', after: 0, count: 1 })
  const abort = new AbortController()
  const sent = autoscaling.send(resize(4), { abortSignal: abort.signal })
  setTimeout(() => abort.abort(), 5)
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' })
})
