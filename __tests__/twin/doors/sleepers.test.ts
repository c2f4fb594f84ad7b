import { expect, test } from '@jest/globals'
import { createSleepers } from '../../../src/twin/doors/sleepers.ts'

test('all are asleep only while everybody who joined sleeps', () => {
  const sleepers = createSleepers()
  expect(sleepers.allAsleep()).toBe(false)
  const one = sleepers.join()
  const two = sleepers.join()
  sleepers.sleep(one, 100, () => {})
  expect(sleepers.allAsleep()).toBe(false)
  const cancel = sleepers.sleep(two, 200, () => {})
  expect(sleepers.allAsleep()).toBe(true)
  expect(sleepers.earliest()).toBe(100)
  cancel()
  expect(sleepers.allAsleep()).toBe(false)
  sleepers.leave(two)
  expect(sleepers.allAsleep()).toBe(true)
})

test('wakes who is due, the earliest first, and leaves the others asleep', () => {
  const sleepers = createSleepers()
  const woken: string[] = []
  for (const until of [300, 100, 200]) {
    const participant = sleepers.join()
    sleepers.sleep(participant, until, ok => woken.push(`${until} ${ok}`))
  }
  sleepers.wakeDue(250)
  expect(woken).toEqual(['100 true', '200 true'])
  expect(sleepers.earliest()).toBe(300)
})

test('who wakes or stirs is awake although it has another sleep open', () => {
  const sleepers = createSleepers()
  const one = sleepers.join()
  sleepers.sleep(one, 100, () => {})
  sleepers.sleep(one, 200, () => {})
  sleepers.wakeDue(100)
  expect(sleepers.allAsleep()).toBe(false)
  sleepers.sleep(one, 150, () => {})
  expect(sleepers.allAsleep()).toBe(true)
  sleepers.stir(one)
  expect(sleepers.allAsleep()).toBe(false)
})

test('who is awake is told where time was moved, and who sleeps hears it when it wakes', () => {
  const sleepers = createSleepers()
  const told: string[] = []
  const one = sleepers.join(now => told.push(`one ${now}`))
  sleepers.join(now => told.push(`two ${now}`))
  sleepers.sleep(one, 100, () => {})
  sleepers.tellAwake(50)
  sleepers.leave('p2')
  sleepers.tellAwake(60)
  expect(told).toEqual(['two 50'])
})

test('who leaves gives its sleeps up', () => {
  const sleepers = createSleepers()
  const one = sleepers.join()
  const ends: boolean[] = []
  sleepers.sleep(one, 100, woken => ends.push(woken))
  sleepers.leave(one)
  expect(ends).toEqual([false])
  expect(sleepers.earliest()).toBeUndefined()
  expect(sleepers.has(one)).toBe(false)
})
