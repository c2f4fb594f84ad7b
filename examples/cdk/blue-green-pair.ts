import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Duration, Tags } from 'aws-cdk-lib'
import {
  AdditionalHealthCheckType,
  AutoScalingGroup,
  HealthChecks,
  Schedule
} from 'aws-cdk-lib/aws-autoscaling'
import {
  InstanceType,
  type IVpc,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  SecurityGroup,
  UserData
} from 'aws-cdk-lib/aws-ec2'
import { EcsOptimizedImage } from 'aws-cdk-lib/aws-ecs'
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  TargetType
} from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { Construct } from 'constructs'

const BOOT = join(import.meta.dirname, '../user-data/boot.sh')
const COLOURS = ['blue', 'green'] as const
type Colour = (typeof COLOURS)[number]

export interface BlueGreenPairProps {
  /** The groups are called `service-blue` and `service-green`. */
  readonly service: string
  /** `shared`: both colours in one target group. `split`: one each, and weights. Decided once. */
  readonly topology: 'shared' | 'split'
  /** Policies and schedules on both groups. */
  readonly scaling: boolean
  /** Who has the weight when the listener is written; `split` only. */
  readonly live: Colour
  /** Docker repository, the value of the tag docker:image:name. */
  readonly imageName: string
  readonly vpc: IVpc
}

/**
 * A pair of groups behind an Application Load Balancer. It has neither a version nor sizes that serve: bg-release sets both,
 * and an update of the stack must not take them back.
 */
export class BlueGreenPair extends Construct {
  constructor(scope: Construct, id: string, props: BlueGreenPairProps) {
    super(scope, id)
    const { service, topology, vpc } = props
    const targetGroups = new Map<string, ApplicationTargetGroup>()
    const targetGroupOf = (colour: Colour): ApplicationTargetGroup => {
      const name = topology === 'split' ? `${service}-${colour}` : service
      const made = targetGroups.get(name) ?? this.targetGroup(name, vpc)
      targetGroups.set(name, made)
      return made
    }
    const loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      loadBalancerName: service,
      vpc,
      internetFacing: true
    })
    loadBalancer.addListener('Http', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      defaultAction:
        topology === 'shared'
          ? ListenerAction.forward([targetGroupOf('blue')])
          : ListenerAction.weightedForward(
              COLOURS.map(colour => ({
                targetGroup: targetGroupOf(colour),
                weight: colour === props.live ? 100 : 0
              }))
            )
    })
    const launchTemplate = this.launchTemplate(props)
    for (const colour of COLOURS) {
      const group = this.group(colour, launchTemplate, props)
      group.attachToApplicationTargetGroup(targetGroupOf(colour))
      if (props.scaling) scale(group)
    }
  }

  private targetGroup(name: string, vpc: IVpc): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, `TargetGroup-${name}`, {
      targetGroupName: name,
      vpc,
      targetType: TargetType.INSTANCE,
      protocol: ApplicationProtocol.HTTP,
      port: 80,
      // A release waits for as long until the old colour has drained.
      deregistrationDelay: Duration.seconds(60),
      healthCheck: { path: '/health', interval: Duration.seconds(10), healthyThresholdCount: 2 }
    })
  }

  private launchTemplate({ service, vpc }: BlueGreenPairProps): LaunchTemplate {
    return new LaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateName: service,
      instanceType: new InstanceType('t3.small'),
      // A machine image with Docker and curl.
      machineImage: EcsOptimizedImage.amazonLinux2023(),
      securityGroup: new SecurityGroup(this, 'Instances', { vpc }),
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      // Instances read their version here.
      instanceMetadataTags: true,
      userData: UserData.custom(readFileSync(BOOT, 'utf8'))
    })
  }

  private group(
    colour: Colour,
    launchTemplate: LaunchTemplate,
    { service, vpc, imageName }: BlueGreenPairProps
  ): AutoScalingGroup {
    const group = new AutoScalingGroup(this, colour === 'blue' ? 'Blue' : 'Green', {
      autoScalingGroupName: `${service}-${colour}`,
      vpc,
      launchTemplate,
      // No desired capacity: an update of the group would write it. No update policy: nothing replaces instances but a
      // release. Sizes that the template does not change stay as they are (ignoreUnmodifiedSizeProperties is the default).
      minCapacity: 0,
      maxCapacity: 6,
      healthChecks: HealthChecks.withAdditionalChecks({
        additionalTypes: [AdditionalHealthCheckType.ELB],
        gracePeriod: Duration.minutes(3)
      })
    })
    // The group's consent to be released. docker:image:version and bg-release:* belong to bg-release.
    Tags.of(group).add('docker:image:name', imageName, { applyToLaunchedInstances: true })
    return group
  }
}

/** The same on both groups; with keep-idle-scaling: true each keeps its own, and the live group's are in force. */
function scale(group: AutoScalingGroup): void {
  const timeZone = 'Europe/Berlin'
  group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 })
  group.scaleOnSchedule('Morning', {
    schedule: Schedule.expression('0 7 * * MON-FRI'),
    timeZone,
    minCapacity: 3
  })
  group.scaleOnSchedule('Evening', {
    schedule: Schedule.expression('0 20 * * MON-FRI'),
    timeZone,
    minCapacity: 2
  })
}
