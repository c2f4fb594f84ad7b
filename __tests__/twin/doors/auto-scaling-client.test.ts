import {
  AutoScalingClient,
  BatchDeleteScheduledActionCommand,
  BatchPutScheduledUpdateGroupActionCommand,
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
  DeleteAutoScalingGroupCommand,
  DeletePolicyCommand,
  DeleteScheduledActionCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeInstanceRefreshesCommand,
  DescribePoliciesCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  DescribeTagsCommand,
  EnterStandbyCommand,
  ExitStandbyCommand,
  PutScalingPolicyCommand,
  PutScheduledUpdateGroupActionCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand
} from '@aws-sdk/client-auto-scaling'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type OpenTwin, openTwin, START } from './open-twin.ts'

let twin: OpenTwin
beforeEach(async () => {
  twin = await openTwin()
})
afterEach(() => twin.server.close())

const blue = { AutoScalingGroupName: 'web-blue' }
const group = async (name = 'web-blue') => {
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] })
  return (await twin.autoscaling.send(command)).AutoScalingGroups?.[0]
}
const firstId = async () => (await group())?.Instances?.[0]?.InstanceId ?? ''

describe('the Auto Scaling client', () => {
  test('moves an instance to standby and back', async () => {
    const id = await firstId()
    const ids = { ...blue, InstanceIds: [id] }
    const entered = await twin.autoscaling.send(
      new EnterStandbyCommand({ ...ids, ShouldDecrementDesiredCapacity: true })
    )
    expect(entered.Activities?.[0]).toMatchObject({ StatusCode: 'InProgress', StartTime: new Date(START) })
    await twin.control('POST advance', { seconds: 90 })
    const standby = await twin.autoscaling.send(
      new DescribeAutoScalingInstancesCommand({ InstanceIds: [id] })
    )
    expect(standby.AutoScalingInstances?.[0]).toMatchObject({
      LifecycleState: 'Standby',
      HealthStatus: 'HEALTHY'
    })
    await twin.autoscaling.send(new ExitStandbyCommand(ids))
    await twin.control('POST advance', { seconds: 60 })
    const back = (await group())?.Instances?.find(({ InstanceId }) => InstanceId === id)
    expect(back?.LifecycleState).toBe('InService')
    const history = await twin.autoscaling.send(new DescribeScalingActivitiesCommand(blue))
    expect(history.Activities?.map(({ StatusCode }) => StatusCode)).toEqual(['Successful', 'Successful'])
  })

  test('sizes groups, protects and ends instances', async () => {
    const id = await firstId()
    await twin.autoscaling.send(
      new UpdateAutoScalingGroupCommand({ ...blue, MinSize: 1, MaxSize: 5, DesiredCapacity: 4 })
    )
    await twin.autoscaling.send(new SetDesiredCapacityCommand({ ...blue, DesiredCapacity: 3 }))
    await twin.autoscaling.send(
      new SetInstanceProtectionCommand({ ...blue, InstanceIds: [id], ProtectedFromScaleIn: true })
    )
    expect(await group()).toMatchObject({ MinSize: 1, MaxSize: 5, DesiredCapacity: 3 })
    expect((await group())?.Instances?.[0]?.ProtectedFromScaleIn).toBe(true)
    await twin.autoscaling.send(
      new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: id, ShouldDecrementDesiredCapacity: true })
    )
    await twin.control('POST advance', { seconds: 120 })
    const { Instances = [], DesiredCapacity } = (await group()) ?? {}
    expect(DesiredCapacity).toBe(2)
    expect(Instances.map(({ InstanceId }) => InstanceId)).not.toContain(id)
  })

  test('writes tags of any content, reads them back, removes them', async () => {
    const tag = { ResourceId: 'web-blue', ResourceType: 'auto-scaling-group', Key: 'a&<b>' }
    const value = ' ü \n"\' '
    await twin.autoscaling.send(
      new CreateOrUpdateTagsCommand({ Tags: [{ ...tag, Value: value, PropagateAtLaunch: false }] })
    )
    const find = new DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['a&<b>'] }] })
    expect((await twin.autoscaling.send(find)).Tags).toEqual([
      { ...tag, Value: value, PropagateAtLaunch: false }
    ])
    await twin.autoscaling.send(new DeleteTagsCommand({ Tags: [tag] }))
    expect((await twin.autoscaling.send(find)).Tags).toEqual([])
  })

  test('suspends and resumes processes', async () => {
    const processes = { ...blue, ScalingProcesses: ['AZRebalance', 'AlarmNotification'] }
    await twin.autoscaling.send(new SuspendProcessesCommand(processes))
    expect((await group())?.SuspendedProcesses?.map(({ ProcessName }) => ProcessName)?.sort()).toEqual(
      ['AZRebalance', 'AlarmNotification'].sort()
    )
    await twin.autoscaling.send(new ResumeProcessesCommand(processes))
    expect((await group())?.SuspendedProcesses).toEqual([])
  })

  test('keeps policies and scheduled actions', async () => {
    const tracking = {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' as const },
      TargetValue: 50.5
    }
    const policy = { ...blue, PolicyName: 'cpu' }
    await twin.autoscaling.send(
      new PutScalingPolicyCommand({
        ...policy,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: tracking
      })
    )
    const policies = await twin.autoscaling.send(new DescribePoliciesCommand(blue))
    expect(policies.ScalingPolicies?.[0]?.TargetTrackingConfiguration).toMatchObject(tracking)
    await twin.autoscaling.send(new DeletePolicyCommand(policy))

    const at = new Date('2026-01-06T08:00:00Z')
    const put = new PutScheduledUpdateGroupActionCommand({
      ...blue,
      ScheduledActionName: 'up',
      StartTime: at,
      MinSize: 2
    })
    await twin.autoscaling.send(put)
    const batch = [{ ScheduledActionName: 'night', Recurrence: '0 20 * * *', DesiredCapacity: 1 }]
    const both = await twin.autoscaling.send(
      new BatchPutScheduledUpdateGroupActionCommand({ ...blue, ScheduledUpdateGroupActions: batch })
    )
    expect(both.FailedScheduledUpdateGroupActions ?? []).toEqual([])
    const listed = await twin.autoscaling.send(new DescribeScheduledActionsCommand(blue))
    const up = listed.ScheduledUpdateGroupActions?.find(
      ({ ScheduledActionName }) => ScheduledActionName === 'up'
    )
    expect(up).toMatchObject({ StartTime: at, MinSize: 2 })
    await twin.autoscaling.send(new DeleteScheduledActionCommand({ ...blue, ScheduledActionName: 'up' }))
    await twin.autoscaling.send(
      new BatchDeleteScheduledActionCommand({ ...blue, ScheduledActionNames: ['night'] })
    )
    expect(
      (await twin.autoscaling.send(new DescribeScheduledActionsCommand(blue))).ScheduledUpdateGroupActions
    ).toEqual([])
    expect((await twin.autoscaling.send(new DescribePoliciesCommand(blue))).ScalingPolicies).toEqual([])
  })

  test('creates and deletes groups; refreshes there are none', async () => {
    const fresh = { AutoScalingGroupName: 'new' }
    const template = { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '$Latest' }
    await twin.autoscaling.send(
      new CreateAutoScalingGroupCommand({
        ...fresh,
        MinSize: 0,
        MaxSize: 1,
        AvailabilityZones: ['eu-west-1a'],
        LaunchTemplate: template
      })
    )
    expect((await group('new'))?.MaxSize).toBe(1)
    await twin.autoscaling.send(new DeleteAutoScalingGroupCommand(fresh))
    await twin.control('POST advance', { seconds: 60 })
    expect(await group('new')).toBeUndefined()
    const refreshes = await twin.autoscaling.send(new DescribeInstanceRefreshesCommand(blue))
    expect(refreshes.InstanceRefreshes).toEqual([])
  })

  test('gets errors it knows by name, and the others by code', async () => {
    await expect(twin.autoscaling.send(new DeleteAutoScalingGroupCommand(blue))).rejects.toMatchObject({
      name: 'ResourceInUseFault'
    })
    await expect(
      twin.autoscaling.send(new UpdateAutoScalingGroupCommand({ ...blue, MinSize: 9 }))
    ).rejects.toMatchObject({
      name: 'ValidationError',
      $fault: 'client',
      message: expect.stringContaining('9')
    })
  })

  test('sees an empty account in any other region', async () => {
    const elsewhere = new AutoScalingClient(twin.config('us-east-1'))
    expect((await elsewhere.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups).toEqual([])
  })

  test('is refused with any other key id', async () => {
    const foreign = new AutoScalingClient(twin.config('eu-west-1', 'AKIAIOSFODNN7EXAMPLE'))
    await expect(foreign.send(new DescribeAutoScalingGroupsCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: expect.objectContaining({ httpStatusCode: 403 })
    })
  })
})
