/** Where a load balancer sends the requests of a service, as one look shows it. */

/** One target group of a forward action, with its weight: 0 to 999, its part of the sum is its part of the requests. */
export interface Share {
  readonly targetGroup: string
  readonly weight: number
}

/** The default actions of a listener, or the actions of a rule, that end in a forward action. */
export interface Forward {
  /** ARN of the listener or of the rule. */
  readonly arn: string
  readonly of: 'listener' | 'rule'
  /** For people: load balancer, port and, for a rule, its priority, e.g. `web:443 rule 10`. */
  readonly name: string
  readonly loadBalancer: string
  /** Protocol of the listener. */
  readonly protocol: string
  /** All actions in the shape of the API model, as canonical JSON: whatever is not a weight goes back as it came. */
  readonly actions: string
  /** The forward action's target groups, in the order found. */
  readonly shares: readonly Share[]
  /** How long the forward action keeps a client on the target group that it met first, in s; 0 where it does not. */
  readonly stickySeconds: number
  readonly tags: ReadonlyMap<string, string>
}

/** The weight of a target group, undefined where the forward does not name it. */
export const weightOf = (forward: Forward, targetGroup: string): number | undefined =>
  forward.shares.find(share => share.targetGroup === targetGroup)?.weight

/** Target group ARNs end in `targetgroup/NAME/ID` (Service Authorization Reference, Elastic Load Balancing V2). */
export const targetGroupName = (arn: string): string => arn.split('/')[1] ?? arn
