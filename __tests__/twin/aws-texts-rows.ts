import { expect, test } from '@jest/globals'
import { type Driver, smallWorld } from './core/small-world.ts'

export const BLUE = { AutoScalingGroupName: 'web-blue' }
type Look = (world: Driver, id: string) => unknown
/** Name, what is done and seen (`id`: the first instance of web-blue), what AWS shows, and members of web-blue. */
export type Row = readonly [name: string, look: Look, shown: unknown, blue?: object, rest?: object]

export const run = (title: string, rows: readonly Row[]) =>
  test.each(rows.map(([name, look, shown, blue, rest]) => ({ name, look, shown, blue, rest })))(
    `${title}: $name`,
    ({ look, shown, blue, rest }) => {
      const world = smallWorld(blue, rest)
      expect(look(world, world.ids('web-blue')[0] ?? '')).toEqual(shown)
    }
  )

/** The last of what is done in this order. */
export const last = (...done: readonly unknown[]): unknown => done.at(-1)
export const desire = (world: Driver, group: object, DesiredCapacity: number, seconds = 0) => {
  world.ok('SetDesiredCapacity', { ...group, DesiredCapacity })
  world.pass(seconds)
}
export const first = (world: Driver) => world.states('web-blue')[0]
/** MinSize, MaxSize and the desired capacity. */
export const left = (world: Driver) => {
  const { desired, min, max } = world.group('web-blue')
  return [min, max, desired]
}
