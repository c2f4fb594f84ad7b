import { createHash } from 'node:crypto'
import {
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  EnterStandbyCommand,
  ExitStandbyCommand,
  PutScalingPolicyCommand,
  PutScheduledUpdateGroupActionCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand
} from '@aws-sdk/client-auto-scaling'
import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch'
import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ModifyListenerCommand,
  RegisterTargetsCommand
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterEach, expect, test } from '@jest/globals'
import type { Act } from '../../../src/twin/core/act.ts'
import { createWorld } from '../../../src/twin/core/create-world.ts'
import type { Service } from '../../../src/twin/core/operations.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import type { World } from '../../../src/twin/core/world.ts'
import { createTwin } from '../../../src/twin/doors/function-door.ts'
import { inProcess } from './in-process.ts'
import { type OpenTwin, openTwin, openTwinScenario } from './open-twin.ts'

type Happening =
  | { readonly kind: 'call'; readonly service: Service; readonly operation: string; readonly command: object }
  | { readonly kind: 'advance'; readonly to: number }
  | { readonly kind: 'act'; readonly act: Act }
/** Error code of each call and act; `ok` where it took place. */
type Outcome = { readonly codes: readonly string[]; readonly world: World }

let open: OpenTwin | undefined
afterEach(() => open?.server.close())

const initial = () => createWorld(parseScenario(openTwinScenario, 0))

/** Lives through a release of sorts at the function door and writes down what happened. */
function record(): Outcome & { readonly history: readonly Happening[] } {
  const twin = createTwin(initial())
  const history: Happening[] = []
  const codes: string[] = []
  const call = <Input extends object>(
    service: Service,
    Command: new (input: Input) => object,
    input: Input
  ): Readonly<Record<string, unknown>> => {
    const operation = Command.name.replace(/Command$/, '')
    history.push({ kind: 'call', service, operation, command: new Command(input) })
    const answer = twin.call(service, operation, Object.fromEntries(Object.entries(input)))
    codes.push(answer.ok ? 'ok' : answer.error.code)
    return answer.ok ? answer.output : {}
  }
  const pass = (seconds: number) => {
    const to = twin.world().now + seconds * 1000
    history.push({ kind: 'advance', to })
    twin.advance(to)
  }
  const act = (wanted: Act) => {
    history.push({ kind: 'act', act: wanted })
    codes.push(twin.act(wanted).ok ? 'ok' : 'refused')
  }
  const ids = (name: string) => twin.world().groups[name]?.instances.map(each => each.id) ?? []
  const first = (list: unknown, member: string): string =>
    String((list as Record<string, unknown>[] | undefined)?.[0]?.[member])

  const asg = 'autoscaling' as const
  const elb = 'elasticloadbalancing' as const
  const blue = { AutoScalingGroupName: 'web-blue' }
  const green = { AutoScalingGroupName: 'web-green' }
  const [TargetGroupArn = ''] = Object.keys(twin.world().targetGroups)

  call(asg, CreateOrUpdateTagsCommand, {
    Tags: [
      {
        ResourceId: 'web-green',
        ResourceType: 'auto-scaling-group',
        Key: 'docker:image:version',
        Value: '2.0.0 <&"\'> ü',
        PropagateAtLaunch: true
      }
    ]
  })
  call(asg, PutScalingPolicyCommand, {
    ...blue,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: {
      TargetValue: 50.5,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }
    }
  })
  call(asg, PutScheduledUpdateGroupActionCommand, {
    ...blue,
    ScheduledActionName: 'night',
    StartTime: new Date('2026-01-05T22:00:00Z'),
    MinSize: 1,
    DesiredCapacity: 2
  })
  call('monitoring', PutMetricAlarmCommand, {
    AlarmName: 'errors',
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0.5,
    ComparisonOperator: 'GreaterThanThreshold'
  })
  call(asg, SetDesiredCapacityCommand, { ...green, DesiredCapacity: 9 })
  call(asg, UpdateAutoScalingGroupCommand, { ...green, MinSize: 3, DesiredCapacity: 3 })
  pass(61.5)
  act({ type: 'fail-instance', instanceId: ids('web-green')[0] ?? '', how: 'terminated' })
  act({ type: 'fail-instance', instanceId: 'i-nowhere', how: 'unhealthy' })
  pass(95)
  call(asg, SuspendProcessesCommand, { ...blue, ScalingProcesses: ['AlarmNotification', 'AZRebalance'] })
  const InstanceIds = ids('web-blue')
  call(asg, EnterStandbyCommand, { ...blue, InstanceIds, ShouldDecrementDesiredCapacity: true })
  call(asg, EnterStandbyCommand, { ...blue, InstanceIds, ShouldDecrementDesiredCapacity: true })
  pass(30)
  act({ type: 'scale', group: 'web-green', desired: 5, by: 'policy' })
  pass(40)
  call(asg, ExitStandbyCommand, { ...blue, InstanceIds: InstanceIds.slice(0, 1) })
  call(asg, TerminateInstanceInAutoScalingGroupCommand, {
    InstanceId: InstanceIds[1] ?? '',
    ShouldDecrementDesiredCapacity: false
  })
  call(asg, DescribeAutoScalingGroupsCommand, {})
  const balancer = call(elb, CreateLoadBalancerCommand, { Name: 'second', Subnets: ['subnet-a', 'subnet-b'] })
  const LoadBalancerArn = first(balancer.LoadBalancers, 'LoadBalancerArn')
  const made = call(elb, CreateTargetGroupCommand, {
    Name: 'green',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    Matcher: { HttpCode: '200-204' }
  })
  const other = first(made.TargetGroups, 'TargetGroupArn')
  call(elb, RegisterTargetsCommand, {
    TargetGroupArn: other,
    Targets: ids('web-green').map(Id => ({ Id }))
  })
  const to = (arn: string) => [{ Type: 'forward' as const, TargetGroupArn: arn }]
  const listener = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80 }
  call(elb, CreateListenerCommand, { ...listener, DefaultActions: to(TargetGroupArn) })
  const listened = call(elb, CreateListenerCommand, { ...listener, DefaultActions: to(other) })
  const ListenerArn = first(listened.Listeners, 'ListenerArn')
  const rule = {
    ListenerArn,
    Priority: 10,
    Conditions: [
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-color', Values: ['green'] } }
    ],
    Actions: to(other)
  }
  call(elb, CreateRuleCommand, rule)
  call(elb, CreateRuleCommand, rule)
  call(elb, ModifyListenerCommand, {
    ListenerArn,
    DefaultActions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: other, Weight: 0 }],
          TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 }
        }
      }
    ]
  })
  call(elb, AddTagsCommand, { ResourceArns: [ListenerArn], Tags: [{ Key: 'journal', Value: '{"v":1}' }] })
  call(elb, DescribeTargetHealthCommand, { TargetGroupArn: other })
  pass(1000)
  return { history, codes, world: twin.world() }
}

async function viaRequestHandler(history: readonly Happening[]): Promise<Outcome> {
  const { autoscaling, elb, cloudwatch, living, advance } = inProcess(initial())
  const codes: string[] = []
  for (const each of history) {
    if (each.kind === 'advance') advance(each.to)
    else if (each.kind === 'act') codes.push(living.act(each.act).ok ? 'ok' : 'refused')
    else codes.push(await send({ autoscaling, elb, cloudwatch }, each))
  }
  return { codes, world: living.world() }
}

async function viaHttp(history: readonly Happening[]): Promise<Outcome> {
  open = await openTwin()
  const codes: string[] = []
  for (const each of history) {
    if (each.kind === 'advance') await open.control('POST advance', { to: new Date(each.to).toISOString() })
    else if (each.kind === 'act') {
      const { status } = await open.control('POST act', each.act)
      codes.push(status === 200 ? 'ok' : 'refused')
    } else codes.push(await send(open, each))
  }
  return { codes, world: open.server.twin.world() }
}

async function send(
  clients: Pick<OpenTwin, 'autoscaling' | 'elb' | 'cloudwatch'>,
  { service, command }: Extract<Happening, { kind: 'call' }>
): Promise<string> {
  try {
    if (service === 'autoscaling') await clients.autoscaling.send(command as never)
    else if (service === 'monitoring') await clients.cloudwatch.send(command as never)
    else await clients.elb.send(command as never)
    return 'ok'
  } catch (error) {
    const { Code, name } = error as { Code?: string; name: string }
    return Code ?? name
  }
}

/** Of the world with its members in order of name: a client sends members in its own order. */
function hash(world: World): string {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return createHash('sha256').update(JSON.stringify(world, sorted)).digest('hex')
}

test('one history gives one world, through the function, the request handler and HTTP', async () => {
  const { history, codes, world } = record()
  expect(codes.filter(code => code !== 'ok')).toEqual([
    'ValidationError',
    'refused',
    'ValidationError',
    'TargetGroupAssociationLimit',
    'PriorityInUse'
  ])
  const second = await viaRequestHandler(history)
  expect(second.codes).toEqual(codes)
  expect(hash(second.world)).toBe(hash(world))
  const third = await viaHttp(history)
  expect(third.codes).toEqual(codes)
  expect(hash(third.world)).toBe(hash(world))
})
