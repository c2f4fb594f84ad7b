import { expect, test } from '@jest/globals'
import { runTwin } from '../../src/twin/twin-command.ts'

test('prints where it listens, answers there, and ends with the signal', async () => {
  const stop = new AbortController()
  let ended: Promise<void> = Promise.resolve()
  const line = await new Promise<string>(write => {
    ended = runTwin({ port: 0, speed: 1, skip: false, write, signal: stop.signal })
  })
  const { endpoint, ...rest } = JSON.parse(line)
  expect(rest).toEqual({
    region: 'eu-west-1',
    accessKeyId: 'BGRELEASETWIN0000000',
    secretAccessKey: 'twin',
    pid: process.pid
  })
  const state = await (await fetch(`${endpoint}/_twin/state`)).json()
  expect(state).toMatchObject({ region: 'eu-west-1', groups: [] })
  stop.abort()
  await ended
  await expect(fetch(`${endpoint}/_twin/state`)).rejects.toThrow()
})

test('refuses a scenario that is no JSON before it listens', async () => {
  const signal = AbortSignal.abort()
  const run = runTwin({ scenarioText: '{', port: 0, speed: 1, skip: false, write: () => {}, signal })
  await expect(run).rejects.toThrow(SyntaxError)
})
