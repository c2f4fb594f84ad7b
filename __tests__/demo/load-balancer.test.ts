import { afterEach, expect, test } from '@jest/globals'
import { type InstanceServer, startInstanceServer } from '../../src/demo/instance-server.ts'
import {
  type Backend,
  type LoadBalancer,
  type Pool,
  startLoadBalancer
} from '../../src/demo/load-balancer.ts'

const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map(one => one.close()))
})

async function balancer(): Promise<LoadBalancer> {
  const started = await startLoadBalancer()
  opened.push(started)
  return started
}

async function instance(id: string, version: string, delayMs = 0): Promise<InstanceServer> {
  const server = await startInstanceServer(id, version, () => delayMs)
  let ended = false
  const destroy = async () => {
    if (ended) return
    ended = true
    await server.destroy()
  }
  opened.push({ close: destroy })
  return { port: server.port, destroy }
}

const pool = (backends: readonly Backend[], weight = 1, name = 'web'): Pool => ({ name, weight, backends })
const healthy = (id: string, { port }: InstanceServer): Backend => ({ id, state: 'healthy', port })

async function ask({ port }: LoadBalancer): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`)
  const text = await response.text()
  return response.ok ? (JSON.parse(text) as { instance: string }).instance : String(response.status)
}

test('takes turns among the healthy targets and passes the others over', async () => {
  const lb = await balancer()
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(id => instance(id, '1.0.0')))
  lb.setPools([
    pool([
      { id: 'a', state: 'healthy', port: a?.port },
      { id: 'b', state: 'healthy', port: b?.port },
      { id: 'c', state: 'initial', port: c?.port }
    ])
  ])
  const answers = [await ask(lb), await ask(lb), await ask(lb), await ask(lb)]
  expect(answers.toSorted()).toEqual(['a', 'a', 'b', 'b'])
})

test('answers 503 without a healthy target and 502 for a healthy target that does not listen', async () => {
  const lb = await balancer()
  expect(await ask(lb)).toBe('503')
  const gone = await instance('a', '1.0.0')
  await gone.destroy()
  lb.setPools([pool([{ id: 'a', state: 'healthy', port: gone.port }])])
  expect(await ask(lb)).toBe('502')
  lb.setPools([pool([{ id: 'a', state: 'healthy', port: undefined }])])
  expect(await ask(lb)).toBe('502')
})

test('a draining target ends its open requests and gets no new ones', async () => {
  const lb = await balancer()
  const slow = await instance('slow', '1.0.0', 200)
  const fast = await instance('fast', '2.0.0')
  lb.setPools([pool([{ id: 'slow', state: 'healthy', port: slow.port }])])
  const open = ask(lb)
  await new Promise(resolve => setTimeout(resolve, 50))
  lb.setPools([
    pool([
      { id: 'slow', state: 'draining', port: slow.port },
      { id: 'fast', state: 'healthy', port: fast.port }
    ])
  ])
  expect([await ask(lb), await ask(lb)]).toEqual(['fast', 'fast'])
  expect(await open).toBe('slow')
})

test('target groups get their share by weight, and a healthy target behind weight 0 gets nothing', async () => {
  const lb = await balancer()
  const [blue, green] = [await instance('blue', '1.0.0'), await instance('green', '2.0.0')]
  const weigh = (one: number, other: number) =>
    lb.setPools([pool([healthy('blue', blue)], one, 'blue'), pool([healthy('green', green)], other, 'green')])
  const answers = async (number: number) => {
    const given: string[] = []
    for (let asked = 0; asked < number; asked += 1) given.push(await ask(lb))
    return given.join(' ')
  }
  weigh(100, 0)
  expect(await answers(4)).toBe('blue blue blue blue')
  weigh(2, 1)
  expect(await answers(6)).toBe('blue green blue blue green blue')
  weigh(0, 100)
  expect(await answers(4)).toBe('green green green green')
  weigh(0, 0)
  expect(await answers(1)).toBe('503')
})

test('a target group that has lost its weight ends its open requests', async () => {
  const lb = await balancer()
  const [blue, green] = [await instance('blue', '1.0.0', 200), await instance('green', '2.0.0')]
  const weigh = (one: number, other: number) =>
    lb.setPools([pool([healthy('blue', blue)], one, 'blue'), pool([healthy('green', green)], other, 'green')])
  weigh(1, 0)
  const open = ask(lb)
  await new Promise(resolve => setTimeout(resolve, 50))
  weigh(0, 1)
  expect(await ask(lb)).toBe('green')
  expect(await open).toBe('blue')
})

test('weight on a target group without healthy targets loses its share', async () => {
  const lb = await balancer()
  const blue = await instance('blue', '1.0.0')
  lb.setPools([pool([healthy('blue', blue)], 1, 'blue'), pool([], 1, 'green')])
  expect([await ask(lb), await ask(lb)].toSorted()).toEqual(['503', 'blue'])
})

test('a target that has left the target group has its open requests cut', async () => {
  const lb = await balancer()
  const slow = await instance('slow', '1.0.0', 5000)
  lb.setPools([pool([{ id: 'slow', state: 'healthy', port: slow.port }])])
  const open = ask(lb)
  await new Promise(resolve => setTimeout(resolve, 50))
  const cutAt = performance.now()
  lb.setPools([pool([])])
  expect(await open).toBe('502')
  expect(performance.now() - cutAt).toBeLessThan(1000)
})

test('an instance that is destroyed takes its open requests with it', async () => {
  const lb = await balancer()
  const slow = await instance('slow', '1.0.0', 5000)
  lb.setPools([pool([{ id: 'slow', state: 'healthy', port: slow.port }])])
  const open = ask(lb)
  await new Promise(resolve => setTimeout(resolve, 50))
  await slow.destroy()
  expect(await open).toBe('502')
})
