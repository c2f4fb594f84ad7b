import { DescribeAutoScalingGroupsCommand, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createWorld } from '../../../src/twin/core/create-world.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { startTwinServer } from '../../../src/twin/doors/http-server.ts'
import { onePair, START } from '../../support/simulation.ts'
import { inProcess } from '../doors/in-process.ts'
import { type OpenTwin, openTwin } from '../doors/open-twin.ts'

const describeGroups = new DescribeAutoScalingGroupsCommand({})
const update = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web-blue', MaxSize: 9 })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    error => `${error.name} ${error.$metadata?.httpStatusCode ?? /socket hang up/.exec(error.message)?.[0]}`
  )

let twin: OpenTwin
beforeEach(async () => {
  twin = await openTwin()
})
afterEach(() => twin.server.close())

const maxOfBlue = async () => (await twin.control('GET state')).content.groups[0].max

test('weather comes and goes at the HTTP door, and is in the log', async () => {
  await twin.control('POST weather', { seed: 1, profile: { calls: { 'lost-response': 1, 'empty-500': 0 } } })
  expect(await codeOf(twin.autoscaling.send(update))).toContain('socket hang up')
  expect(await maxOfBlue()).toBe(9)
  await twin.control('POST weather', { profile: { calls: { 'empty-500': 1 } } })
  expect(await codeOf(twin.autoscaling.send(describeGroups))).toContain('500')
  const { calls } = (await twin.control('GET log')).content
  expect(calls).toMatchObject([
    { operation: 'UpdateAutoScalingGroup', ok: true, fault: 'lost-response' },
    { operation: 'DescribeAutoScalingGroups', ok: false, fault: 'empty-500' }
  ])
  await twin.control('DELETE weather')
  expect(await codeOf(twin.autoscaling.send(describeGroups))).toBe('ok')
})

test('what is late lands as virtual time goes by, also after the weather', async () => {
  await twin.control('POST weather', { profile: { calls: { late: 1 } } })
  expect(await codeOf(twin.autoscaling.send(update))).toContain('socket hang up')
  await twin.control('DELETE weather')
  expect(await maxOfBlue()).toBe(6)
  await twin.control('POST advance', { seconds: 300 })
  expect(await maxOfBlue()).toBe(9)
})

test('the environment acts as virtual time goes by', async () => {
  await twin.control('POST weather', { profile: { environment: { everySeconds: 10, 'spot-loss': 1 } } })
  const ids = async () =>
    (await twin.control('GET state')).content.groups[0].instances.map((each: { id: string }) => each.id)
  const before = await ids()
  await twin.control('POST advance', { seconds: 300 })
  const after = await ids()
  expect(before.filter((id: string) => after.includes(id))).toEqual([])
})

test.each([
  [{ profile: 'sunny' }, 'one of calm'],
  [{ profile: { calls: { throttle: 7 } } }, 'from 0 to 1'],
  [{ wheather: 1 }, 'unknown member wheather']
])('the HTTP door refuses %j', async (body, message) => {
  const { status, content } = await twin.control('POST weather', body)
  expect(status).toBe(400)
  expect(content.error).toContain(message)
})

test('a scenario can begin with weather', async () => {
  const scenario = { ...onePair(), weather: { seed: 2, profile: { calls: { throttle: 1 } } } }
  const server = await startTwinServer({ scenario, port: 0, speed: 0, skip: true })
  try {
    const answer = server.twin.request('eu-west-1', 'autoscaling', 'DescribeAutoScalingGroups', {})
    expect(answer.said).toMatchObject({ ok: false, error: { code: 'Throttling' } })
  } finally {
    await server.close()
  }
})

test('the request handler has the same weather, call by call', async () => {
  const world = createWorld(parseScenario(onePair(), START))
  const weather = { seed: 9, profile: { calls: { throttle: 0.3, 'html-500': 0.2, 'lost-request': 0.2 } } }
  const { living, autoscaling } = inProcess(world)
  living.setWeather(weather)
  const atTheHandler: string[] = []
  for (let n = 0; n < 20; n += 1) atTheHandler.push(await codeOf(autoscaling.send(describeGroups)))
  await twin.control('POST weather', weather)
  const atTheServer: string[] = []
  for (let n = 0; n < 20; n += 1) atTheServer.push(await codeOf(twin.autoscaling.send(describeGroups)))
  expect(new Set(atTheHandler).size).toBeGreaterThan(2)
  expect(atTheHandler).toEqual(atTheServer)
})
