import type { Service } from '../../../src/twin/core/operations.ts'
import type { World } from '../../../src/twin/core/world.ts'

/**
 * One call of a sequence, told without ids that the two sides choose themselves. A member `{ref: 'tg x'}` stands for the ARN
 * or id that an earlier answer gave under this name, `{instances: 'web', most?}` for the ids of a group's instances, and
 * `{env: 'vpc'}` for something that the account has from the start.
 */
export interface Call {
  readonly service: Service
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  /** Name to path in the answer, e.g. `{'tg x': ['TargetGroups', 0, 'TargetGroupArn']}`. */
  readonly names?: Readonly<Record<string, readonly (string | number)[]>>
  /** Follows this token until the end and counts the pages. */
  readonly token?: 'NextToken' | 'Marker'
}

/** What of the account a command may look at, so that it asks for what is possible. */
export interface Sight {
  readonly world: World
  /** Whether an earlier answer gave something this name. */
  knows(name: string): boolean
  /** Whether it is there still. Of load balancing only. */
  exists(name: string): boolean
}

/** Calls to make one after the other; none where the account has not got what it takes. */
export type Command = (sight: Sight) => Call | readonly [Call, Call] | undefined

export const call = (
  service: Service,
  operation: string,
  input: Call['input'],
  more: Pick<Call, 'names' | 'token'> = {}
): Call => ({ service, operation, input, ...more })
