import { expect, test } from '@jest/globals'
import { emptyWorld } from '../../../src/twin/doors/empty-world.ts'
import { createLivingWorld } from '../../../src/twin/doors/living-world.ts'
import { createSleepers } from '../../../src/twin/doors/sleepers.ts'
import { createTimekeeper } from '../../../src/twin/doors/timekeeper.ts'
import { createVirtualClock } from '../../../src/twin/doors/virtual-clock.ts'

function standing(skip: boolean) {
  const clock = createVirtualClock(1000, 0, () => 0)
  const living = createLivingWorld(emptyWorld('eu-west-1', '111122223333', 1000), clock)
  const sleepers = createSleepers()
  return { clock, living, sleepers, keeper: createTimekeeper(clock, living, sleepers, skip) }
}

test('no time is skipped while a request is served, and it is as soon as the last one is done', () => {
  const { clock, living, sleepers, keeper } = standing(true)
  const [first, second] = [keeper.serving(), keeper.serving()]
  sleepers.sleep(sleepers.join(), 5000, () => {})
  keeper.settle()
  first()
  first()
  expect(clock.now()).toBe(1000)
  second()
  expect(clock.now()).toBe(5000)
  expect(living.world().now).toBe(5000)
})

test('without skip no time is skipped, but who is due already wakes', () => {
  const { clock, sleepers, keeper } = standing(false)
  const participant = sleepers.join()
  const woken: string[] = []
  sleepers.sleep(participant, 5000, () => woken.push('late'))
  sleepers.sleep(participant, 1000, () => woken.push('due'))
  keeper.settle()
  expect([clock.now(), ...woken]).toEqual([1000, 'due'])
})

test('a running clock keeps its pace over a jump and never goes back', () => {
  let real = 0
  const clock = createVirtualClock(1000, 20, () => real)
  real = 10
  expect(clock.now()).toBe(1200)
  expect(clock.realDelayUntil(1401)).toBe(11)
  clock.jumpTo(5000)
  clock.jumpTo(2000)
  real = 11
  expect(clock.now()).toBe(5020)
})
