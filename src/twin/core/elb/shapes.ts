import { present } from '../record.ts'
import type { World } from '../world.ts'
import { defaultActionsOf } from './find.ts'
import type { Listener, LoadBalancer, Rule, TargetGroup } from './model.ts'
import { VPC } from './names.ts'

type Output = Record<string, unknown>

/** Until a new load balancer is active. ASSUMED: AWS gives no figure. */
const PROVISIONING_MS = 60_000

/** Route 53 zones of eu-west-1 (AWS General Reference, "Elastic Load Balancing endpoints and quotas"), given in every region. */
const HOSTED_ZONES: Readonly<Record<LoadBalancer['type'], string>> = {
  application: 'Z32O12XQLNTSW2',
  network: 'Z2IFOLAFXWLO4F'
}

export function targetGroupShape(targetGroup: TargetGroup): Output {
  const { healthCheck, type } = targetGroup
  return present({
    TargetGroupArn: targetGroup.arn,
    TargetGroupName: targetGroup.name,
    Protocol: targetGroup.protocol,
    Port: type === 'lambda' ? undefined : targetGroup.port,
    VpcId: targetGroup.vpc,
    HealthCheckProtocol: type === 'lambda' ? undefined : healthCheck.protocol,
    HealthCheckPort: type === 'lambda' ? undefined : healthCheck.port,
    HealthCheckEnabled: healthCheck.enabled,
    HealthCheckIntervalSeconds: targetGroup.intervalMs / 1000,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: targetGroup.healthyThreshold,
    UnhealthyThresholdCount: targetGroup.unhealthyThreshold,
    HealthCheckPath: healthCheck.path,
    Matcher: healthCheck.matcher,
    LoadBalancerArns: [...targetGroup.loadBalancers],
    TargetType: type,
    ProtocolVersion: targetGroup.protocolVersion,
    IpAddressType: type === 'lambda' ? undefined : 'ipv4'
  })
}

export function loadBalancerShape(world: World, loadBalancer: LoadBalancer): Output {
  const { name, type, subnets, zones } = loadBalancer
  const active = world.now >= loadBalancer.createdAt + PROVISIONING_MS
  return {
    LoadBalancerArn: loadBalancer.arn,
    DNSName: `${loadBalancer.scheme === 'internal' ? 'internal-' : ''}${name}-1234567890.${world.region}.elb.amazonaws.com`,
    CanonicalHostedZoneId: HOSTED_ZONES[type],
    CreatedTime: new Date(loadBalancer.createdAt),
    LoadBalancerName: name,
    Scheme: loadBalancer.scheme,
    VpcId: VPC,
    State: { Code: active ? 'active' : 'provisioning' },
    Type: type,
    AvailabilityZones: zones.map((ZoneName, n) => present({ ZoneName, SubnetId: subnets[n] })),
    SecurityGroups: [...loadBalancer.securityGroups],
    IpAddressType: loadBalancer.ipAddressType
  }
}

export function listenerShape(loadBalancer: LoadBalancer, listener: Listener): Output {
  return present({
    ListenerArn: listener.arn,
    LoadBalancerArn: loadBalancer.arn,
    Port: listener.port,
    Protocol: listener.protocol,
    Certificates: listener.certificates.length === 0 ? undefined : [...listener.certificates],
    SslPolicy: listener.sslPolicy,
    DefaultActions: defaultActionsOf(listener)
  })
}

export function ruleShape(rule: Rule): Output {
  return {
    RuleArn: rule.arn,
    Priority: rule.priority,
    Conditions: rule.conditions,
    Actions: rule.actions,
    IsDefault: rule.isDefault,
    Transforms: []
  }
}
