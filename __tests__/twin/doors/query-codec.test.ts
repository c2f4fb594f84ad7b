import { describe, expect, test } from '@jest/globals'
import { queryProtocol } from '../../../src/twin/doors/protocol.ts'
import { autoscaling } from '../../../src/twin/shapes/autoscaling.ts'
import { cloudwatch } from '../../../src/twin/shapes/cloudwatch.ts'

const as = (body: string) => queryProtocol(new URLSearchParams(`Version=2011-01-01&${body}`))
const decode = (body: string) => as(body).decode(autoscaling)
const refusal = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('a Query request', () => {
  test('becomes typed members', () => {
    const input = decode(
      'Action=EnterStandby&AutoScalingGroupName=web&ShouldDecrementDesiredCapacity=true&InstanceIds.member.1=i-1&InstanceIds.member.2=i-2'
    )
    expect(input).toEqual({
      AutoScalingGroupName: 'web',
      ShouldDecrementDesiredCapacity: true,
      InstanceIds: ['i-1', 'i-2']
    })
  })

  test('carries structures in lists, more than nine of them in order', () => {
    const tags = Array.from({ length: 11 }, (_, i) => ({ Key: `k${i}`, Value: '', PropagateAtLaunch: false }))
    const body = tags.map((tag, i) =>
      Object.entries(tag)
        .map(([name, value]) => `Tags.member.${i + 1}.${name}=${value}`)
        .join('&')
    )
    expect(decode(`Action=CreateOrUpdateTags&${body.reverse().join('&')}`)).toEqual({ Tags: tags })
  })

  test('carries timestamps, numbers and empty lists', () => {
    const scheduled = decode(
      'Action=PutScheduledUpdateGroupAction&AutoScalingGroupName=web&ScheduledActionName=night&StartTime=2026-01-05T09%3A00%3A00Z&MinSize=0'
    )
    expect(scheduled).toMatchObject({ StartTime: new Date('2026-01-05T09:00:00Z'), MinSize: 0 })
    expect(decode('Action=DescribeAutoScalingGroups&AutoScalingGroupNames=')).toEqual({
      AutoScalingGroupNames: []
    })
  })

  test.each([
    [
      'an unknown parameter',
      'AutoScalingGroupName=web&MinSzie=1',
      'ValidationError',
      'Unknown parameter: MinSzie'
    ],
    [
      'a parameter of Object.prototype',
      'AutoScalingGroupName=web&constructor=1',
      'ValidationError',
      'constructor'
    ],
    [
      'a text for a number',
      'AutoScalingGroupName=web&MinSize=two',
      'MalformedInput',
      "MinSize 'two' is not an integer"
    ],
    [
      'a list for a text',
      'AutoScalingGroupName.member.1=web',
      'MalformedInput',
      'AutoScalingGroupName is a single'
    ],
    [
      'a text for a list',
      'AutoScalingGroupName=web&AvailabilityZones=a',
      'MalformedInput',
      'AvailabilityZones is a list'
    ],
    [
      'a gap in a list',
      'AutoScalingGroupName=web&AvailabilityZones.member.2=a',
      'MalformedInput',
      'without gaps'
    ],
    [
      'a parameter twice',
      'AutoScalingGroupName=web&AutoScalingGroupName=web',
      'MalformedQueryString',
      'given twice'
    ],
    [
      'a required member that is missing',
      'MinSize=1',
      'ValidationError',
      "1 validation error detected: Value null at 'autoScalingGroupName' failed to satisfy constraint: Member must not be null"
    ],
    [
      'a text that is too short and a number out of range',
      'AutoScalingGroupName=&DefaultInstanceWarmup=1&MaxInstanceLifetime=1&InstanceMaintenancePolicy.MinHealthyPercentage=101',
      'ValidationError',
      '2 validation errors detected: '
    ]
  ])('with %s is refused', (_, body, code, message) => {
    expect(() => decode(`Action=UpdateAutoScalingGroup&${body}`)).toThrow(refusal(code, message))
  })

  test('for an operation or version that the twin lacks is refused', () => {
    const message = 'Could not find operation LaunchInstances for version 2011-01-01'
    expect(() => decode('Action=LaunchInstances')).toThrow(refusal('InvalidAction', message))
    expect(() => as('Action=DescribeAlarms').decode(cloudwatch)).toThrow(
      refusal('InvalidAction', 'DescribeAlarms')
    )
  })

  test('to CloudWatch without a required member is answered in CloudWatch words', () => {
    const body = new URLSearchParams('Action=SetAlarmState&Version=2010-08-01&AlarmName=a&StateValue=OK')
    const missing = refusal('MissingParameter', 'The parameter StateReason is required.')
    expect(() => queryProtocol(body).decode(cloudwatch)).toThrow(missing)
  })
})

describe('a Query answer', () => {
  test('escapes what came from outside and keeps empty lists', () => {
    const tag = { ResourceId: 'web', Key: '<&>"', Value: 'a\r\nb\u0000', PropagateAtLaunch: true }
    const reply = as('Action=DescribeTags').encode(autoscaling, { Tags: [tag] }, 'r-1')
    expect(reply.status).toBe(200)
    expect(reply.body).toContain('<Key>&lt;&amp;&gt;&quot;</Key><Value>a&#xD;&#xA;b\uFFFD</Value>')
    expect(reply.body).toContain('<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>')
    expect(as('Action=DescribeTags').encode(autoscaling, { Tags: [] }, 'r').body).toContain('<Tags/>')
  })

  test('that does not fit the model is a fault of the twin', () => {
    const encode = (output: Record<string, unknown>) => () =>
      as('Action=DescribeTags').encode(autoscaling, output, 'r')
    expect(encode({ Tgas: [] })).toThrow('no member Tgas')
    expect(encode({ Tags: [{ Key: 1 }] })).toThrow('1 is no string')
  })

  test('says whom the error blames: the model first, then the status', () => {
    const body = (code: string, status: number) =>
      as('Action=DescribeTags').encodeError(autoscaling, { status, code, message: 'm' }, 'r').body
    expect(body('ResourceContention', 500)).toContain('<Type>Sender</Type><Code>ResourceContention</Code>')
    expect(body('ServiceLinkedRoleFailure', 500)).toContain('<Type>Sender</Type>')
    expect(body('InternalFailure', 500)).toContain('<Type>Receiver</Type>')
    expect(body('ValidationError', 400)).toContain('<Type>Sender</Type>')
  })
})
