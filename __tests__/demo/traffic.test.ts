import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, expect, test } from '@jest/globals'
import { destroyServer, listenOnLoopback } from '../../src/demo/instance-server.ts'
import { startTraffic } from '../../src/demo/traffic.ts'

const servers: Server[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map(destroyServer))
})

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  return await listenOnLoopback(server)
}

const now = () => performance.now()
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

test('sends at a constant rate and keeps the latency and version of each answer', async () => {
  const port = await serve((_request, response) => {
    setTimeout(() => response.end(JSON.stringify({ version: '1.0.0', instance: 'i-1' })), 30)
  })
  const from = now()
  const traffic = startTraffic(port, 200, now)
  await pause(500)
  const expected = ((now() - from) * 200) / 1000
  await traffic.stop()

  expect(Math.abs(traffic.sent() - expected)).toBeLessThan(expected / 5)
  expect(traffic.outcomes).toHaveLength(traffic.sent())
  expect(traffic.lost()).toBe(0)
  expect(new Set(traffic.outcomes.map(({ version }) => version))).toEqual(new Set(['1.0.0']))
  expect(Math.min(...traffic.outcomes.map(({ endedAt, sentAt }) => endedAt - sentAt))).toBeGreaterThan(25)
})

test('goes on sending while answers are slow, and waits for the last of them', async () => {
  const port = await serve((_request, response) => {
    setTimeout(() => response.end('{"version":"1.0.0"}'), 400)
  })
  const traffic = startTraffic(port, 100, now)
  await pause(300)
  expect(traffic.outcomes).toHaveLength(0)
  expect(traffic.sent()).toBeGreaterThan(15)
  await traffic.stop()
  expect(traffic.outcomes).toHaveLength(traffic.sent())
  expect(traffic.lost()).toBe(0)
})

test('loses whatever is not a 200 with a version: errors, broken bodies, cut answers, cut connections', async () => {
  let turn = 0
  const port = await serve((_request, response) => {
    turn += 1
    if (turn % 5 === 0) response.writeHead(502).end('{"version":"1.0.0"}')
    else if (turn % 5 === 1) response.end('not json')
    else if (turn % 5 === 2) response.socket?.destroy()
    else if (turn % 5 === 3) {
      response.writeHead(200, { 'content-length': 100 }).write('{"version":')
      setTimeout(() => response.socket?.destroy(), 10)
    } else response.end('{"version":"1.0.0"}')
  })
  const traffic = startTraffic(port, 200, now)
  await pause(300)
  await traffic.stop()
  const answered = traffic.outcomes.filter(({ version }) => version === '1.0.0').length
  expect(answered).toBeGreaterThan(0)
  expect(traffic.lost()).toBe(traffic.sent() - answered)
  expect(Math.abs(answered - traffic.sent() / 5)).toBeLessThanOrEqual(1)
})

test('a port where nobody listens loses everything', async () => {
  const port = await serve(() => {})
  await Promise.all(servers.splice(0).map(destroyServer))
  const traffic = startTraffic(port, 100, now)
  await pause(100)
  await traffic.stop()
  expect(traffic.sent()).toBeGreaterThan(0)
  expect(traffic.lost()).toBe(traffic.sent())
})
