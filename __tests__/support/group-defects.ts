/** Groups, tags and instances for which a deploy is refused. */
import type { Row } from './defect.ts'
import { call, hook, list, MINUTE, scale, shown } from './defect-makers.ts'
import { TAGS } from './simulation.ts'

const MANY_TAGS = Object.fromEntries(Array.from({ length: 36 }, (_, n) => [`tag-${n}`, 'x']))

export const GROUP_DEFECTS: readonly Row[] = [
  ['BGR-BOTH-LIVE', 'two colours that serve', { green: { desired: 1 }, says: /both do/ }],
  ['BGR-NONE-LIVE', 'no colour that serves', { blue: { min: 0, desired: 0 }, says: /neither does/ }],
  [
    'BGR-INPUT',
    'a redeploy of what is not live',
    { options: { redeploy: true }, says: /runs 1\.0\.0 and not 2\.0\.0/ }
  ],
  [
    'BGR-GROUP-DELETING',
    'a group that is being deleted',
    {
      prepare: shown('web-green', () => ({ Status: 'Delete in progress' })),
      says: /web-green .*Delete in progress/
    }
  ],
  [
    'BGR-GROUP-MANAGED',
    'a group of an AWS service',
    {
      prepare: shown('web-green', () => ({ Operator: { Principal: 'eks.amazonaws.com' } })),
      says: /eks\.amazonaws\.com/
    }
  ],
  [
    'BGR-CAPACITY-UNITS',
    'capacity in vCPUs',
    {
      prepare: shown('web-blue', () => ({ DesiredCapacityType: 'vcpu' })),
      says: /web-blue is counted in weights, vCPUs/
    }
  ],
  [
    'BGR-WARM-POOL',
    'a warm pool',
    {
      prepare: call('autoscaling', 'PutWarmPool', { AutoScalingGroupName: 'web-green' }),
      says: /web-green has a warm pool/
    }
  ],
  [
    'BGR-PROCESS-SUSPENDED',
    'Launch suspended on the idle group',
    { green: { suspended: ['Launch'] }, says: /Launch must run on web-green/ }
  ],
  [
    'BGR-PROCESS-SUSPENDED',
    'AddToLoadBalancer suspended on the live group',
    { blue: { suspended: ['AddToLoadBalancer'] }, says: /AddToLoadBalancer must run on web-blue/ }
  ],
  [
    'BGR-INSTANCE-REFRESH',
    'an instance refresh',
    {
      prepare: call('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: 'web-blue' }),
      says: /running on web-blue/
    }
  ],
  [
    'BGR-TAG-ROOM',
    'a group full of tags',
    {
      green: { tags: { ...TAGS, ...MANY_TAGS } },
      says: /may need \d+ more tags on web-green, and it has room for 12/
    }
  ],
  [
    'BGR-NO-VERSION-TAG',
    'a live group without a version',
    { blue: { tags: { 'docker:image:name': TAGS['docker:image:name'] } }, says: /no such tag/ }
  ],
  [
    'BGR-IMAGE-NAME-TAG',
    'a name that only the live group hands to its instances',
    {
      prepare: call('autoscaling', 'CreateOrUpdateTags', {
        Tags: [
          {
            ResourceId: 'web-green',
            ResourceType: 'auto-scaling-group',
            Key: 'docker:image:name',
            Value: 'acme/web',
            PropagateAtLaunch: false
          }
        ]
      }),
      says: /on web-blue it is acme\/web, propagating, on web-green acme\/web\./
    }
  ],
  [
    'BGR-IDLE-NOT-EMPTY',
    'an idle group with instances',
    { green: { standby: 1 }, says: /lists 1 instances \(Standby\)/ }
  ],
  [
    'BGR-DRIFT',
    'a live group with parked instances',
    { blue: { standby: 1 }, says: /Standby that no release put there/ }
  ],
  [
    'BGR-LIFECYCLE-STATE',
    'a state that AWS keeps on purpose',
    {
      prepare: shown('web-blue', group => ({
        Instances: list(group, 'Instances').map((each, n) =>
          n === 0 ? { ...each, LifecycleState: 'Terminating:Retained' } : each
        )
      })),
      says: /is Terminating:Retained/
    }
  ],
  [
    'BGR-INSTANCE-TWICE',
    'an instance in both groups',
    {
      prepare: simulation => {
        const [instance] = simulation.group('web-blue').instances
        const { id } = instance ?? { id: '' }
        const member = {
          InstanceId: id,
          AvailabilityZone: 'eu-west-1a',
          LifecycleState: 'Detaching',
          HealthStatus: 'Healthy'
        }
        shown('web-green', () => ({ Instances: [member] }))(simulation)
      },
      says: /in web-blue and in web-green/
    }
  ],
  [
    'BGR-INSTANCE-TWICE',
    'a target under two ports',
    {
      prepare: simulation =>
        simulation.alter('DescribeTargetHealth', output => {
          const [first, ...more] = list(output, 'TargetHealthDescriptions')
          return { TargetHealthDescriptions: [first, first, ...more] }
        }),
      says: /target group web holds i-\w+ under more than one port/
    }
  ],
  [
    'BGR-LIVE-UNHEALTHY',
    'a live group that is ill',
    {
      prepare: simulation => {
        const instanceId = simulation.group('web-blue').instances[0]?.id ?? ''
        simulation.twin.act({ type: 'fail-instance', instanceId, how: 'unhealthy' })
        simulation.twin.advance(simulation.world().now + MINUTE)
      },
      says: /2 of 3 instances of the live group web-blue/
    }
  ],
  [
    'BGR-UNSETTLED',
    'a live group that cannot launch',
    {
      prepare: simulation => {
        simulation.twin.act({ type: 'set-version-health', version: '1.0.0', health: 'launch-fails' })
        scale(simulation, 4, 5)
      },
      says: /wants 4 instances, has 3 in service, and its last launch failed: .+: .+/
    }
  ],
  [
    'BGR-UNSETTLED',
    'a live group that somebody has just set to 0',
    {
      prepare: call('autoscaling', 'UpdateAutoScalingGroup', {
        AutoScalingGroupName: 'web-blue',
        MinSize: 0,
        DesiredCapacity: 0
      }),
      says: /web-blue is the group that serves, and its desired capacity is 0: what is in service now \(3\)/
    }
  ],
  [
    'BGR-UNSETTLED',
    'a launch that waits for a hook for longer than the run may take',
    {
      prepare: simulation => {
        hook('web-blue', 7200)(simulation)
        scale(simulation, 4, 45)
      },
      says: /web-blue has been under way for 4\d minutes, longer than this run may wait: Launching/
    }
  ],
  [
    'BGR-LIFECYCLE-HOOK',
    'a launch hook that outlasts the run',
    {
      prepare: hook('web-green', 3600),
      says: /may wait 1 hour for the lifecycle hook register .* may take 30 minutes/
    }
  ]
]
