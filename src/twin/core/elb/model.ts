/** Elastic Load Balancing (v2) as plain data. Times are ms since the epoch; keys and values are spelt as ELB spells them. */

/** Model shape of one ELBv2 `Action` or `RuleCondition`, as Describe calls answer it. */
export type Shape = Readonly<Record<string, unknown>>

export interface Target {
  /** Instance id; IP address or function ARN in target groups of these types. */
  readonly id: string
  readonly port: number
  /** Group of the instance; empty for targets that are no instances. */
  readonly group: string
  /** Health checks are counted from here: its registration, or the moment when its target group came into use. */
  registeredAt: number
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'invalid'
  since: number
  /** Due time of the pending health or drain timer; another timer is stale. */
  nextAt?: number
  nextState?: 'healthy' | 'unhealthy'
}

/** What of the health check has no effect in the simulated world, where an instance answers or does not. */
export interface HealthCheck {
  readonly enabled: boolean
  readonly protocol: string
  readonly port: string
  readonly path?: string
  readonly timeoutSeconds: number
  readonly matcher?: Shape
}

export type TargetType = 'instance' | 'ip' | 'lambda'

export interface TargetGroup {
  readonly name: string
  readonly arn: string
  readonly type: TargetType
  /** Absent for functions. */
  readonly protocol?: string
  readonly protocolVersion?: string
  readonly vpc?: string
  /** 0 for functions. */
  readonly port: number
  intervalMs: number
  healthyThreshold: number
  unhealthyThreshold: number
  healthCheck: HealthCheck
  /** Target group attributes. */
  attributes: Record<string, string>
  /** When slow start was last switched on: targets that were healthy before are not slowed. */
  slowStartSince: number
  /** Load balancers with a listener or rule that forwards here; without one every target is unused. */
  loadBalancers: string[]
  /** By id; registered and draining ones. */
  targets: Record<string, Target>
  tags: Record<string, string>
}

export interface LoadBalancer {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  readonly type: 'application' | 'network'
  readonly scheme: string
  readonly ipAddressType: string
  readonly zones: readonly string[]
  /** Subnet ids in the order of `zones`; empty where the world began with it. */
  readonly subnets: readonly string[]
  readonly securityGroups: readonly string[]
  attributes: Record<string, string>
  tags: Record<string, string>
  listeners: Listener[]
}

export interface Listener {
  readonly arn: string
  port: number
  protocol: string
  sslPolicy?: string
  certificates: Shape[]
  tags: Record<string, string>
  /** By priority; the default rule, which holds the listener's default actions, is the last one. */
  rules: Rule[]
}

export interface Rule {
  readonly arn: string
  /** Decimal digits, or `default`. */
  priority: string
  conditions: Shape[]
  actions: Shape[]
  readonly isDefault: boolean
  tags: Record<string, string>
}

/** Where actions are to be stored. */
export interface ActionsPlace {
  /** Protocol of the listener. */
  readonly protocol: string
  /** The actions that these replace: a kept client secret comes from there. */
  readonly before: readonly Shape[]
}
