import { autoScaling } from './auto-scaling/operations.ts'
import { monitoring } from './cloudwatch/operations.ts'
import { loadBalancing } from './elb/operations.ts'
import type { Input } from './input.ts'
import { notification } from './sns/operations.ts'
import type { World } from './world.ts'

/** SigV4 service names. */
export type Service = 'autoscaling' | 'elasticloadbalancing' | 'monitoring' | 'sns'

/** Writes to the world only where the operation is mutating. @throws AwsFault as AWS would answer */
export type Handler = (world: World, input: Input) => Record<string, unknown>

export interface Operation {
  readonly mutating: boolean
  readonly handler: Handler
}

type Table = Readonly<Record<string, Handler>>

/** Everything the twin answers, by `service.Operation`. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ...entries('autoscaling', autoScaling),
  ...entries('elasticloadbalancing', loadBalancing),
  ...entries('monitoring', monitoring),
  ...entries('sns', notification)
])

function entries(
  service: Service,
  tables: { readonly reads: Table; readonly writes: Table }
): [string, Operation][] {
  const of = (table: Table, mutating: boolean): [string, Operation][] =>
    Object.entries(table).map(([name, handler]) => [`${service}.${name}`, { mutating, handler }])
  return [...of(tables.reads, false), ...of(tables.writes, true)]
}
