import { expect, test } from '@jest/globals'
import { DeadlineError, withDeadline } from '../../src/aws/deadline.ts'

const never = () => new Promise<never>(() => undefined)

test('work that is done in time gives its result, and work that fails its error', async () => {
  expect(await withDeadline(1_000, undefined, async () => 7)).toBe(7)
  const error = new Error('as is')
  await expect(withDeadline(1_000, undefined, () => Promise.reject(error))).rejects.toBe(error)
})

test('work that does not listen is left behind when its time is over', async () => {
  await expect(withDeadline(30, undefined, never)).rejects.toThrow(DeadlineError)
})

test('work that does not listen is left behind when the caller aborts', async () => {
  const controller = new AbortController()
  const reason = { why: 'SIGTERM' }
  setTimeout(() => controller.abort(reason), 20)
  await expect(withDeadline(5_000, controller.signal, never)).rejects.toBe(reason)
})

test('work that listens is told why', async () => {
  let told: unknown
  await expect(
    withDeadline(20, undefined, signal => {
      signal.addEventListener('abort', () => {
        told = signal.reason
      })
      return never()
    })
  ).rejects.toThrow('no answer within 0.02 s')
  expect(told).toBeInstanceOf(DeadlineError)
})

test('after an abort nothing is begun', async () => {
  let begun = false
  const work = async () => {
    begun = true
  }
  await expect(withDeadline(1_000, AbortSignal.abort('early'), work)).rejects.toBe('early')
  expect(begun).toBe(false)
})

test('work that fails after its time is over disturbs nobody', async () => {
  const strays: unknown[] = []
  const onStray = (reason: unknown) => strays.push(reason)
  process.on('unhandledRejection', onStray)
  const late = () => new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('late')), 40))
  await expect(withDeadline(10, undefined, late)).rejects.toThrow(DeadlineError)
  await new Promise(resolve => setTimeout(resolve, 80))
  process.off('unhandledRejection', onStray)
  expect(strays).toEqual([])
})
