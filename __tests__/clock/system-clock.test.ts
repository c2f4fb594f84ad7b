import { expect, test } from '@jest/globals'
import { createSystemClock } from '../../src/clock/system-clock.ts'

test('the time is that of the machine', () => {
  const before = Date.now()
  const now = createSystemClock().now()
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})

test('a sleep longer than the longest timer lasts its whole time', async () => {
  const begin = performance.now()
  await createSystemClock(20).sleep(90)
  const took = performance.now() - begin
  expect(took).toBeGreaterThanOrEqual(88)
  expect(took).toBeLessThan(400)
})

test.each([1, 2])('a sleep of exactly %i longest timers is not cut short', async times => {
  const begin = performance.now()
  await createSystemClock(40).sleep(40 * times)
  expect(performance.now() - begin).toBeGreaterThanOrEqual(40 * times - 2)
})

test('a sleep of weeks does not end at once', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('still asleep')), 60)
  await expect(createSystemClock().sleep(30 * 24 * 3_600_000, controller.signal)).rejects.toThrow(
    'still asleep'
  )
})

test.each([0, -5])('a sleep of %i ms ends', async ms => {
  await expect(createSystemClock().sleep(ms)).resolves.toBeUndefined()
})

test('an abort gives back its own reason, also when it came before', async () => {
  const reason = { why: 'SIGINT' }
  await expect(createSystemClock().sleep(1_000, AbortSignal.abort(reason))).rejects.toBe(reason)
})
