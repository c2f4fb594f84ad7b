import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { joinTwinClock } from '../../src/clock/twin-clock.ts'
import { TwinClockError } from '../../src/clock/twin-http.ts'

const START = Date.parse('2026-01-05T09:00:00.000Z')
const iso = (ms: number) => new Date(ms).toISOString()
const joined = (members: object = {}) =>
  `${JSON.stringify({ participant: 'p1', now: iso(START), speed: 0, skip: true, ...members })}\n`

let stop: (() => Promise<void>) | undefined
afterEach(async () => await stop?.())

type Door = (request: IncomingMessage, response: ServerResponse, body: string) => void

async function start(doors: Readonly<Record<string, Door>>): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    doors[`${request.method} ${request.url}`]?.(request, response, body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  stop = () =>
    new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A twin that sleeps no longer than it must. */
const jumping: Door = (_request, response, body) =>
  response.end(JSON.stringify({ now: JSON.parse(body).until }))

test('time jumps to the end of a sleep', async () => {
  const endpoint = await start({
    'GET /_twin/clock/join': (_request, response) => void response.write(joined()),
    'POST /_twin/clock/sleep': jumping
  })
  const clock = await joinTwinClock(endpoint)
  expect([clock.participant, clock.now()]).toEqual(['p1', START])
  const begin = performance.now()
  await clock.sleep(5 * 60_000)
  await clock.sleep(1_500)
  expect(clock.now()).toBe(START + 301_500)
  expect(performance.now() - begin).toBeLessThan(1_000)
  clock.leave()
})

test('a later line of the twin says where time was moved meanwhile', async () => {
  let joining: ServerResponse | undefined
  const endpoint = await start({
    'GET /_twin/clock/join': (_request, response) => {
      joining = response
      response.write(joined())
    }
  })
  const clock = await joinTwinClock(endpoint)
  const line = JSON.stringify({ now: iso(START + 400_000) })
  joining?.write(`no line of the twin\n${line.slice(0, 9)}`)
  await new Promise(resolve => setTimeout(resolve, 30))
  expect(clock.now()).toBe(START)
  joining?.write(`${line.slice(9)}\n`)
  await new Promise(resolve => setTimeout(resolve, 30))
  expect(clock.now()).toBe(START + 400_000)
  clock.leave()
})

test('while somebody is busy time runs at the speed of the twin', async () => {
  const endpoint = await start({
    'GET /_twin/clock/join': (_request, response) => void response.write(joined({ speed: 1000 }))
  })
  const clock = await joinTwinClock(endpoint)
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(clock.now() - START).toBeGreaterThanOrEqual(49_000)
  expect(clock.now() - START).toBeLessThan(1_000_000)
  clock.leave()
})

test('time never runs backwards, whatever the twin answers', async () => {
  const endpoint = await start({
    'GET /_twin/clock/join': (_request, response) => void response.write(joined({ speed: 1000 })),
    'POST /_twin/clock/sleep': (_request, response) =>
      response.end(JSON.stringify({ now: iso(START - 1_000_000) }))
  })
  const clock = await joinTwinClock(endpoint)
  const before = clock.now()
  await clock.sleep(10)
  expect(clock.now()).toBeGreaterThanOrEqual(before)
  clock.leave()
})

test('an abort ends the request and gives back its reason', async () => {
  let gone: Promise<unknown> | undefined
  const endpoint = await start({
    'GET /_twin/clock/join': (_request, response) => void response.write(joined()),
    'POST /_twin/clock/sleep': request => {
      gone = once(request.socket, 'close')
    }
  })
  const clock = await joinTwinClock(endpoint)
  const controller = new AbortController()
  const reason = new Error('SIGTERM')
  setTimeout(() => controller.abort(reason), 40)
  await expect(clock.sleep(1_000, controller.signal)).rejects.toBe(reason)
  await gone
  expect(gone).toBeDefined()
  clock.leave()
})

test('leaving ends the connection', async () => {
  let left: Promise<unknown> | undefined
  const endpoint = await start({
    'GET /_twin/clock/join': (request, response) => {
      left = once(request.socket, 'close')
      response.write(joined())
    }
  })
  const clock = await joinTwinClock(endpoint)
  clock.leave()
  await left
  expect(left).toBeDefined()
})

test.each([
  ['no JSON', 'hello\n'],
  ['no participant', joined({ participant: '' })],
  ['no time', joined({ now: 'soon' })],
  ['no speed', joined({ speed: 'fast' })]
])('a first line with %s is refused', async (_name, line) => {
  const endpoint = await start({ 'GET /_twin/clock/join': (_request, response) => void response.write(line) })
  await expect(joinTwinClock(endpoint)).rejects.toThrow(TwinClockError)
})

test('a twin that is not there, or gone while one sleeps, is named', async () => {
  await expect(joinTwinClock('http://127.0.0.1:1')).rejects.toThrow(TwinClockError)
  const endpoint = await start({
    'GET /_twin/clock/join': (_request, response) => void response.write(joined()),
    'POST /_twin/clock/sleep': request => void request.socket.destroy()
  })
  const clock = await joinTwinClock(endpoint)
  await expect(clock.sleep(10)).rejects.toThrow(TwinClockError)
  clock.leave()
})

test('a process that has joined ends by itself, and the twin sees it leave', async () => {
  let left: Promise<unknown> | undefined
  const endpoint = await start({
    'GET /_twin/clock/join': (request, response) => {
      left = once(request.socket, 'close')
      response.write(joined())
    },
    'POST /_twin/clock/sleep': jumping
  })
  const clock = new URL('../../src/clock/twin-clock.ts', import.meta.url).href
  const script = `const { joinTwinClock } = await import('${clock}'); const c = await joinTwinClock('${endpoint}'); await c.sleep(60_000); process.stdout.write(String(c.now()))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', part => {
    text += part
  })
  const [code] = await once(child, 'close')
  expect([code, text]).toEqual([0, String(START + 60_000)])
  await left
})
