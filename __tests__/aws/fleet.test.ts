import { describe, expect, test } from '@jest/globals'
import { createFleet } from '../../src/aws/fleet.ts'
import type { AwsCall, Send } from '../../src/aws/transport.ts'
import { AwsError } from '../../src/release/errors.ts'

type Data = Readonly<Record<string, unknown>>

/** A group as DescribeAutoScalingGroups gives it. */
function groupNamed(AutoScalingGroupName: string, members: Data = {}): Data {
  return {
    AutoScalingGroupName,
    AutoScalingGroupARN: `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:u:autoScalingGroupName/${AutoScalingGroupName}`,
    MinSize: 1,
    MaxSize: 6,
    DesiredCapacity: 3,
    Instances: [],
    ...members
  }
}

/** A transport that answers from a table of lists, `perPage` entries at a time, as AWS does. */
function pagedAws(
  lists: Readonly<Record<string, readonly [name: string, entries: (call: AwsCall) => readonly Data[]]>>,
  perPage: number
): Send {
  return async call => {
    const [name, entries] = lists[call.operation] ?? ['', () => []]
    const elb = call.service === 'elasticloadbalancing'
    const start = Number(call.input[elb ? 'Marker' : 'NextToken'] ?? 0)
    const all = entries(call)
    const next =
      start + perPage < all.length ? { [elb ? 'NextMarker' : 'NextToken']: String(start + perPage) } : {}
    return { [name]: all.slice(start, start + perPage), ...next }
  }
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `g${String(index).padStart(3, '0')}`)

describe('groups', () => {
  const all = numbered(250).map(name =>
    groupNamed(name, {
      Tags: [
        { Key: 'docker:image:name', Value: name < 'g120' ? 'acme/web' : 'acme/api', PropagateAtLaunch: true }
      ]
    })
  )
  const fleet = createFleet(
    pagedAws(
      {
        DescribeAutoScalingGroups: [
          'AutoScalingGroups',
          ({ input }) => {
            const names = input.AutoScalingGroupNames
            if (!Array.isArray(names)) return all
            if (names.length > 100)
              throw new AwsError('refused', 'Describe', 'ValidationError', 'too many names', 'r')
            return all.filter(group => names.includes(group.AutoScalingGroupName))
          }
        ]
      },
      40
    )
  )

  test('are all found, whatever the number of pages', async () => {
    expect((await fleet.allGroups()).map(group => group.name)).toEqual(numbered(250))
  })

  test('are found by name, more names than a call takes and names that do not exist included', async () => {
    const groups = await fleet.groupsByName([...numbered(250), 'nobody', 'g000'])
    expect(groups.map(group => group.name)).toEqual(numbered(250))
  })

  test('are not all found when no name is given', async () => {
    expect(await fleet.groupsByName([])).toEqual([])
  })

  test('are found by tag, and only those whose tag says so', async () => {
    const groups = await fleet.groupsByTag('docker:image:name', 'acme/web')
    expect(groups.map(group => group.name)).toEqual(numbered(120))
  })

  test('are asked for with the tag as a filter', async () => {
    const asked: Data[] = []
    const narrow = createFleet(async ({ input }) => {
      asked.push(input)
      return { AutoScalingGroups: [] }
    })
    await narrow.groupsByTag('docker:image:name', 'acme/web')
    expect(asked).toEqual([
      { Filters: [{ Name: 'tag:docker:image:name', Values: ['acme/web'] }], MaxRecords: 100 }
    ])
  })
})

describe('an answer that cannot be true is as good as none', () => {
  test.each([
    [
      'a group that was not asked for',
      [groupNamed('web-green')],
      'holds group web-green, which was not asked for'
    ],
    ['a group twice', [groupNamed('web-blue'), groupNamed('web-blue')], 'lists group web-blue twice'],
    ['no list', undefined, 'AutoScalingGroups is no list']
  ])('%s', async (_name, groups, message) => {
    const fleet = createFleet(async () => ({ AutoScalingGroups: groups }))
    await expect(fleet.groupsByName(['web-blue'])).rejects.toMatchObject({
      kind: 'unknown',
      message: expect.stringContaining(message)
    })
  })

  test('a token that comes back', async () => {
    const fleet = createFleet(async () => ({ AutoScalingGroups: [], NextToken: 'again' }))
    await expect(fleet.allGroups()).rejects.toMatchObject({
      kind: 'unknown',
      message: expect.stringContaining('NextToken came back a second time')
    })
  })

  test('pages without an end', async () => {
    let page = 0
    const fleet = createFleet(async () => ({ AutoScalingGroups: [], NextToken: String(page++) }))
    await expect(fleet.allGroups()).rejects.toMatchObject({
      kind: 'unknown',
      message: expect.stringContaining('100 pages')
    })
    expect(page).toBe(100)
  })
})

describe('target groups', () => {
  const arns = Array.from(
    { length: 45 },
    (_, index) => `arn:aws:elasticloadbalancing:x:1:targetgroup/t${index}/0`
  )
  const facts = (arn: string) => ({
    TargetGroupArn: arn,
    TargetGroupName: arn.split('/')[1],
    TargetType: 'instance',
    HealthCheckEnabled: true,
    ...(arn.includes('/t7/') ? {} : { LoadBalancerArns: ['lb'] })
  })

  test('are described in batches of 20, each to its last page', async () => {
    const batches: number[] = []
    const describe: Send = pagedAws(
      {
        DescribeTargetGroups: ['TargetGroups', ({ input }) => (input.TargetGroupArns as string[]).map(facts)]
      },
      8
    )
    const fleet = createFleet(call => {
      if (call.input.Marker === undefined) batches.push((call.input.TargetGroupArns as string[]).length)
      return describe(call)
    })
    const found = await fleet.targetGroupFacts(arns)
    expect(found.map(one => one.arn)).toEqual(arns)
    expect(found.filter(one => !one.inUse).map(one => one.name)).toEqual(['t7'])
    expect(batches).toEqual([20, 20, 5])
  })

  test.each([
    ['leaves out', [0]],
    ['lists twice', [0, 1, 1]],
    ['was not asked for', [0, 2]]
  ])('that AWS %s are no answer', async (_name, answered) => {
    const fleet = createFleet(async () => ({ TargetGroups: answered.map(index => facts(arns[index] ?? '')) }))
    await expect(fleet.targetGroupFacts(arns.slice(0, 2))).rejects.toMatchObject({ kind: 'unknown' })
  })

  test('list their targets with state and reason', async () => {
    const fleet = createFleet(async () => ({
      TargetHealthDescriptions: [
        { Target: { Id: 'i-1', Port: 80 }, TargetHealth: { State: 'healthy' } },
        {
          Target: { Id: 'i-2' },
          TargetHealth: { State: 'draining', Reason: 'Target.DeregistrationInProgress' }
        }
      ]
    }))
    expect(await fleet.targetHealth('arn')).toEqual([
      { instanceId: 'i-1', state: 'healthy' },
      { instanceId: 'i-2', state: 'draining', reason: 'Target.DeregistrationInProgress' }
    ])
  })

  test('whose list of targets is missing have not said that they are empty', async () => {
    await expect(createFleet(async () => ({})).targetHealth('arn')).rejects.toMatchObject({ kind: 'unknown' })
  })
})

test('activities come newest first, and no more than asked for', async () => {
  const entries = Array.from({ length: 9 }, (_, index) => ({
    StartTime: new Date(1_000 * (9 - index)),
    StatusCode: index === 0 ? 'MidTerminatingLifecycleAction' : 'Successful',
    Description: `Launching a new EC2 instance: i-${index}`,
    ...(index === 1 ? { StatusMessage: 'We currently do not have sufficient capacity' } : {})
  }))
  let calls = 0
  const send = pagedAws({ DescribeScalingActivities: ['Activities', () => entries] }, 2)
  const fleet = createFleet(call => {
    calls += 1
    return send(call)
  })
  expect(await fleet.activities('web-blue', 3)).toEqual([
    {
      startedAt: 9_000,
      status: 'MidTerminatingLifecycleAction',
      description: 'Launching a new EC2 instance: i-0',
      message: ''
    },
    {
      startedAt: 8_000,
      status: 'Successful',
      description: 'Launching a new EC2 instance: i-1',
      message: 'We currently do not have sufficient capacity'
    },
    { startedAt: 7_000, status: 'Successful', description: 'Launching a new EC2 instance: i-2', message: '' }
  ])
  expect(calls).toBe(2)
})

test.each([
  [[], false],
  [['Successful', 'Cancelled', 'Failed', 'RollbackSuccessful', 'RollbackFailed'], false],
  [['Successful', 'InProgress'], true],
  [['Baking'], true],
  [['Pending'], true],
  [['RollbackInProgress'], true],
  [['SomethingNew'], true]
])('of refreshes %j one is running: %p', async (statuses, running) => {
  const send = pagedAws(
    { DescribeInstanceRefreshes: ['InstanceRefreshes', () => statuses.map(Status => ({ Status }))] },
    1
  )
  expect(await createFleet(send).refreshInProgress('web-blue')).toBe(running)
})

describe('changes', () => {
  test('leave as one call that is dated with the observation', async () => {
    const sent: AwsCall[] = []
    const fleet = createFleet(async call => {
      sent.push(call)
      return {}
    })
    await fleet.apply({ kind: 'resize', group: 'web-blue', min: 0 }, 1234)
    expect(sent).toEqual([
      {
        service: 'autoscaling',
        operation: 'UpdateAutoScalingGroup',
        input: { AutoScalingGroupName: 'web-blue', MinSize: 0 },
        signedAt: 1234
      }
    ])
  })

  test('that are a mistake do not leave', async () => {
    let sent = 0
    const fleet = createFleet(async () => {
      sent += 1
      return {}
    })
    await expect(fleet.apply({ kind: 'resume', group: 'web-blue', processes: [] }, 1)).rejects.toThrow(
      RangeError
    )
    expect(sent).toBe(0)
  })
})
