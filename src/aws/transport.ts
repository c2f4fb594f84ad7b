/** Service names as SigV4 spells them in a credential scope. */
export type AwsService = 'autoscaling' | 'elasticloadbalancing' | 'monitoring'

/** One call of an AWS API, in the shape of the API model (`AutoScalingGroupName`, lists as arrays, `Date`s). */
export interface AwsCall {
  readonly service: AwsService
  /** The API action, e.g. `EnterStandby`. */
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  /** Ms since the epoch: the signing date of a mutation. Reads are signed with the time at which they leave. */
  readonly signedAt?: number
}

/** @throws AwsError; or the signal's reason when the caller aborts. */
export type Send = (call: AwsCall, signal?: AbortSignal) => Promise<Readonly<Record<string, unknown>>>
