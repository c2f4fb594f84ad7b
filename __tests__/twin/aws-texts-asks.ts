import type { Driver } from './core/small-world.ts'

export const BLUE = { AutoScalingGroupName: 'web-blue' }
export const GREEN = { AutoScalingGroupName: 'web-green' }
export const SHRINK = { ShouldDecrementDesiredCapacity: true }
export const KEEP = { ShouldDecrementDesiredCapacity: false }
export const STRANGER = 'i-0ffffffffffffffff'

export type Ask = (world: Driver, ids: readonly string[]) => string
/** Name, what is asked, the answer in which i-1 is the first instance of web-blue and so on, and members of web-blue. */
export type Row = readonly [name: string, ask: Ask, answer: string, blue?: object]

/** The refusal of a call about the first `count` instances of web-blue. */
export const about =
  (operation: string, more: object = {}, count = 1): Ask =>
  (world, ids) =>
    world.refusal(operation, { ...BLUE, InstanceIds: ids.slice(0, count), ...more })
export const call =
  (operation: string, input: object): Ask =>
  world =>
    world.refusal(operation, input)
export const terminate =
  (how: object): Ask =>
  (world, [InstanceId]) =>
    world.refusal('TerminateInstanceInAutoScalingGroup', { InstanceId, ...how })
/** Asks after another call about the first instance was accepted and `seconds` went by. */
export const after =
  (operation: string, more: object, seconds: number, ask: Ask): Ask =>
  (world, ids) => {
    world.ok(operation, { ...BLUE, InstanceIds: ids.slice(0, 1), ...more })
    world.pass(seconds)
    return ask(world, ids)
  }
/** Asks about the only instance of web-green, which is Pending. */
export const pending =
  (operation: string, more: object): Ask =>
  world => {
    world.ok('SetDesiredCapacity', { ...GREEN, DesiredCapacity: 1 })
    world.pass(1)
    const [id = ''] = world.ids('web-green')
    return world.refusal(operation, { ...GREEN, InstanceIds: [id], ...more }).replace(id, 'i-pending')
  }
