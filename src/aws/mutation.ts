import type { AwsService } from './transport.ts'

/** A call that changes something. */
export interface Mutation {
  /** Auto Scaling where it is left out. */
  readonly service?: AwsService
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}
