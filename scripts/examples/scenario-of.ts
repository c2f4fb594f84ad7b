/** The resources of a template as a scenario of the twin (docs/scenario.schema.json). */
import { dictionary, list, type Resource } from './template.ts'

const AUTO_SCALING = 'AWS::AutoScaling::'
const ELB = 'AWS::ElasticLoadBalancingV2::'

export interface TemplateScenario {
  readonly targetGroups: readonly object[]
  readonly loadBalancers: readonly object[]
  readonly groups: readonly {
    readonly name: string
    /** Inputs of PutScalingPolicy and PutScheduledUpdateGroupAction without the group. */
    readonly policies: readonly object[]
    readonly scheduledActions: readonly object[]
  }[]
}

/** Whatever a template leaves to AWS gets the twin's default, which is AWS's. */
export function scenarioOf(resources: readonly Resource[]): TemplateScenario {
  const of = (type: string): readonly Resource[] => resources.filter(each => each.type === type)
  const nameOf = new Map(resources.map(({ id, properties }) => [id, String(properties.Name ?? id)]))
  const withNames = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, each: unknown) =>
        key === 'TargetGroupArn' ? nameOf.get(String(each)) : each
      )
    )
  const owned = (type: string, group: string): readonly object[] =>
    of(type)
      .filter(({ properties }) => properties.AutoScalingGroupName === group)
      .map(({ id, properties: { AutoScalingGroupName: _, ...input } }) => ({
        [type.endsWith('ScalingPolicy') ? 'PolicyName' : 'ScheduledActionName']: id,
        ...dictionary(numbers(input))
      }))

  return {
    targetGroups: of(`${ELB}TargetGroup`).map(({ id, properties }) => ({
      name: nameOf.get(id),
      inUse: false,
      healthCheckIntervalSeconds: properties.HealthCheckIntervalSeconds,
      healthyThreshold: properties.HealthyThresholdCount,
      ...delayOf(properties.TargetGroupAttributes)
    })),
    loadBalancers: of(`${ELB}LoadBalancer`).map(({ id }) => ({
      name: nameOf.get(id),
      listeners: of(`${ELB}Listener`)
        .filter(({ properties }) => properties.LoadBalancerArn === id)
        .map(({ properties: { LoadBalancerArn: _, ...input } }) => withNames(input))
    })),
    groups: of(`${AUTO_SCALING}AutoScalingGroup`).map(({ id, properties }) => ({
      name: String(properties.AutoScalingGroupName),
      min: Number(properties.MinSize),
      max: Number(properties.MaxSize),
      desired: Number(properties.DesiredCapacity ?? properties.MinSize),
      targetGroups: list(properties.TargetGroupARNs).map(arn => nameOf.get(String(arn))),
      healthCheckType: properties.HealthCheckType ?? 'EC2',
      healthCheckGraceSeconds: properties.HealthCheckGracePeriod ?? 0,
      tags: Object.fromEntries(
        list(properties.Tags)
          .map(dictionary)
          .map(({ Key, Value }) => [Key, Value])
      ),
      policies: owned(`${AUTO_SCALING}ScalingPolicy`, id),
      scheduledActions: owned(`${AUTO_SCALING}ScheduledAction`, id)
    }))
  }
}

function delayOf(attributes: unknown): object {
  const found = list(attributes)
    .map(dictionary)
    .find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')
  return found ? { deregistrationDelaySeconds: Number(found.Value) } : {}
}

/** Templates may give numbers as text. */
const numbers = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, each: unknown) =>
      /^(MinSize|MaxSize|DesiredCapacity)$/.test(key) ? Number(each) : each
    )
  )
