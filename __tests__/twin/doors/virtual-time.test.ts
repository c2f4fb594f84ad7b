import { setTimeout as pause } from 'node:timers/promises'
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { afterEach, expect, test } from '@jest/globals'
import { type OpenTwin, openTwin, START } from './open-twin.ts'

let twin: OpenTwin
afterEach(() => twin.server.close())

const after = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString()
const now = async () => (await twin.control('GET clock')).content.now

test('without skip and speed, time moves by order alone', async () => {
  twin = await openTwin({ skip: false })
  expect((await twin.control('GET clock')).content).toEqual({ now: START, speed: 0, skip: false })
  const process = await twin.join()
  expect(process.first).toMatchObject({ now: START, speed: 0, skip: false })
  const sleep = process.sleep(after(30))
  await pause(30)
  expect(await now()).toBe(START)
  expect((await twin.control('POST advance', { seconds: 29 })).content).toEqual({ now: after(29) })
  await twin.control('POST advance', { to: after(31) })
  expect(await sleep).toEqual({ now: after(31) })
  process.leave()
})

test('time jumps to the earliest wake-up once everybody sleeps, and the world with it', async () => {
  twin = await openTwin()
  await twin.control('POST act', { type: 'scale', group: 'web-green', desired: 1, by: 'person' })
  const [one, two] = [await twin.join(), await twin.join()]
  const late = one.sleep(after(100))
  await pause(30)
  expect(await now()).toBe(START)
  expect(await two.sleep(after(40))).toEqual({ now: after(40) })
  const { groups } = (await twin.control('GET state')).content
  expect(groups[1].instances).toMatchObject([{ lifecycle: 'InService' }])
  void two.sleep(after(200)).catch(() => {})
  expect(await late).toEqual({ now: after(100) })
})

test('a participant whose connection ends no longer holds time back', async () => {
  twin = await openTwin()
  const [one, two] = [await twin.join(), await twin.join()]
  const sleep = one.sleep(after(10))
  two.leave()
  expect(await sleep).toEqual({ now: after(10) })
})

test('a sleep that is over at once, a foreign one, a cancelled one', async () => {
  twin = await openTwin()
  const [one, two] = [await twin.join(), await twin.join()]
  expect(await one.sleep(START)).toEqual({ now: START })
  const body = { participant: 'nobody', until: START }
  expect((await twin.control('POST clock/sleep', body)).content.error).toContain('nobody')

  const cancelling = new AbortController()
  const cancelled = one.sleep(after(5), cancelling.signal)
  await pause(20)
  cancelling.abort()
  await expect(cancelled).rejects.toThrow()
  await pause(20)
  void two.sleep(after(50)).catch(() => {})
  await pause(30)
  expect(await now()).toBe(START)
  expect(await one.sleep(after(7))).toEqual({ now: after(7) })
})

test('calls and sleeps of one process take turns', async () => {
  twin = await openTwin()
  const process = await twin.join()
  for (let minute = 1; minute <= 30; minute++) {
    await twin.autoscaling.send(new DescribeAutoScalingGroupsCommand({}))
    expect(await process.sleep(after(60 * minute))).toEqual({ now: after(60 * minute) })
  }
})

test('with a speed the world changes by itself, and listeners hear of it', async () => {
  twin = await openTwin({ speed: 600, skip: false })
  const inService = () =>
    Object.values(twin.server.twin.world().groups['web-green']?.instances ?? {}).filter(
      ({ lifecycle }) => lifecycle === 'InService'
    ).length
  const heard = new Promise<void>(resolve => {
    const stop = twin.server.twin.onChange(() => {
      if (inService() === 0) return
      stop()
      resolve()
    })
  })
  twin.server.twin.act({ type: 'scale', group: 'web-green', desired: 1, by: 'person' })
  expect(inService()).toBe(0)
  await heard
  expect(inService()).toBe(1)
  const process = await twin.join()
  const until = new Date(Date.parse(await now()) + 60_000).toISOString()
  const { now: woken } = await process.sleep(until)
  expect(Date.parse(woken)).toBeGreaterThanOrEqual(Date.parse(until))
  expect(Date.parse(woken)).toBeLessThan(Date.parse(until) + 120_000)
})
