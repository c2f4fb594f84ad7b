import { expect, test } from '@jest/globals'
import { environment } from './helpers/runs.ts'
import { answerOnTerminal } from './helpers/terminal.ts'
import { openWorld } from './helpers/world.ts'

test.concurrent.each(['n\r', '\r', 'yess\r', '\x04'])('%j on a terminal changes nothing', async answer => {
  await using world = await openWorld()
  const ended = await answerOnTerminal(environment(world), answer)
  expect(ended.code).toBe(1)
  for (const text of [
    'account 111122223333',
    'eu-west-1',
    'web-blue',
    'web-green',
    'version 2.0.0',
    'BGR-NOT-CONFIRMED'
  ])
    expect(ended.stdout.toLowerCase()).toContain(text.toLowerCase())
  expect(ended.stdout.indexOf('Account 111122223333')).toBeLessThan(ended.stdout.indexOf('Go on?'))
  expect(await world.mutations()).toEqual([])
})

test.concurrent('y on a terminal goes on', async () => {
  await using world = await openWorld()
  const ended = await answerOnTerminal(environment(world), 'y\r')
  expect(ended.code).toBe(0)
  expect(ended.stdout).toContain('web runs 2.0.0')
  expect((await world.group('web-green')).instances.map(each => each.version)).toEqual(Array(3).fill('2.0.0'))
})

test.concurrent('Ctrl-C at the question changes nothing', async () => {
  await using world = await openWorld()
  const ended = await answerOnTerminal(environment(world), '\x03')
  expect(ended.code).toBe(130)
  expect(ended.stdout).toContain('BGR-STOPPED')
  expect(await world.mutations()).toEqual([])
})
