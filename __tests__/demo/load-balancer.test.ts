import { afterEach, expect, test } from '@jest/globals'
import { type InstanceServer, startInstanceServer } from '../../src/demo/instance-server.ts'
import { type LoadBalancer, startLoadBalancer } from '../../src/demo/load-balancer.ts'

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

async function ask({ port }: LoadBalancer): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`)
  const text = await response.text()
  return response.ok ? (JSON.parse(text) as { instance: string }).instance : String(response.status)
}

test('takes turns among the healthy targets and passes the others over', async () => {
  const lb = await balancer()
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(id => instance(id, '1.0.0')))
  lb.setBackends([
    { id: 'a', state: 'healthy', port: a?.port },
    { id: 'b', state: 'healthy', port: b?.port },
    { id: 'c', state: 'initial', port: c?.port }
  ])
  const answers = [await ask(lb), await ask(lb), await ask(lb), await ask(lb)]
  expect(answers.toSorted()).toEqual(['a', 'a', 'b', 'b'])
})

test('answers 503 without a healthy target and 502 for a healthy target that does not listen', async () => {
  const lb = await balancer()
  expect(await ask(lb)).toBe('503')
  const gone = await instance('a', '1.0.0')
  await gone.destroy()
  lb.setBackends([{ id: 'a', state: 'healthy', port: gone.port }])
  expect(await ask(lb)).toBe('502')
  lb.setBackends([{ id: 'a', state: 'healthy', port: undefined }])
  expect(await ask(lb)).toBe('502')
})

test('a draining target ends its open requests and gets no new ones', async () => {
  const lb = await balancer()
  const slow = await instance('slow', '1.0.0', 200)
  const fast = await instance('fast', '2.0.0')
  lb.setBackends([{ id: 'slow', state: 'healthy', port: slow.port }])
  const open = ask(lb)
  await new Promise(resolve => setTimeout(resolve, 50))
  lb.setBackends([
    { id: 'slow', state: 'draining', port: slow.port },
    { id: 'fast', state: 'healthy', port: fast.port }
  ])
  expect([await ask(lb), await ask(lb)]).toEqual(['fast', 'fast'])
  expect(await open).toBe('slow')
})

test('a target that has left the target group has its open requests cut', async () => {
  const lb = await balancer()
  const slow = await instance('slow', '1.0.0', 5000)
  lb.setBackends([{ id: 'slow', state: 'healthy', port: slow.port }])
  const open = ask(lb)
  await new Promise(resolve => setTimeout(resolve, 50))
  const cutAt = performance.now()
  lb.setBackends([])
  expect(await open).toBe('502')
  expect(performance.now() - cutAt).toBeLessThan(1000)
})

test('an instance that is destroyed takes its open requests with it', async () => {
  const lb = await balancer()
  const slow = await instance('slow', '1.0.0', 5000)
  lb.setBackends([{ id: 'slow', state: 'healthy', port: slow.port }])
  const open = ask(lb)
  await new Promise(resolve => setTimeout(resolve, 50))
  await slow.destroy()
  expect(await open).toBe('502')
})
