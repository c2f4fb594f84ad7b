import { expect, test } from '@jest/globals'
import { DEPLOY, environment, runAction, runCli } from './helpers/runs.ts'
import { claimStates, endState, onePair, openWorld } from './helpers/world.ts'

async function calm() {
  await using world = await openWorld()
  await runAction(environment(world), DEPLOY)
  return endState(await world.state())
}

const undisturbed = await calm()

test.concurrent.each([
  { kind: 'throttle', operation: 'EnterStandby', count: 3 },
  { kind: 'error-500', operation: 'UpdateAutoScalingGroup', after: 1 },
  { kind: 'html-500', operation: 'SuspendProcesses' },
  { kind: 'lost-request', operation: 'UpdateAutoScalingGroup', after: 2 },
  { kind: 'lost-response', operation: 'EnterStandby' },
  { kind: 'lost-response', operation: 'CreateOrUpdateTags', after: 1, count: 2 }
])('$kind at $operation passes', async fault => {
  await using world = await openWorld()
  await world.fault(fault)
  const ended = await runAction(environment(world), DEPLOY)
  expect((await world.calls()).filter(call => call.fault)).toHaveLength(fault.count ?? 1)
  expect(ended.stdout).not.toContain('::error')
  expect(ended.code).toBe(0)
  expect(ended.outputs).toMatchObject({ outcome: 'succeeded', 'live-version': '2.0.0', 'live-healthy': '3' })
  expect(endState(await world.state())).toEqual(undisturbed)
  expect(claimStates(await world.group('web-blue'))).toEqual(['released'])
})

test.concurrent.each([
  { kind: 'access-denied', code: 'BGR-DENIED', says: 'EnterStandby' },
  { kind: 'expired-token', code: 'BGR-CREDENTIALS', says: 'renew' }
])('$kind stops a release where it is, and the next run goes on', async ({ kind, code, says }) => {
  await using world = await openWorld()
  await world.fault({ kind, operation: 'EnterStandby' })
  const ended = await runAction(environment(world), DEPLOY)
  expect(ended.code).toBe(1)
  expect(ended.outputs).toMatchObject({
    outcome: 'failed',
    changed: 'true',
    'error-code': code,
    phase: 'switching'
  })
  expect(ended.stdout).toMatch(new RegExp(`^::error::${code}: .*${says}`, 'm'))
  expect(ended.summary).toContain(code)
  expect((await world.group('web-blue')).instances.map(each => each.lifecycle)).toEqual(
    Array(3).fill('InService')
  )
  expect(claimStates(await world.group('web-blue'))).toEqual(['released'])

  const next = await runCli(environment(world), DEPLOY)
  expect(next.code).toBe(0)
  expect(endState(await world.state())).toEqual(undisturbed)
})

test.concurrent.each([
  // Each of these may have arrived, so that the next try waits until it no longer can.
  { kind: 'error-500', code: 'BGR-TIMEOUT', says: 'InternalFailure' },
  { kind: 'throttle', code: 'BGR-AWS', says: 'Throttling: Rate exceeded' }
])('$kind at every try ends a release with what AWS said', async ({ kind, code, says }) => {
  await using world = await openWorld()
  await world.fault({ kind, operation: 'EnterStandby', count: 1_000 })
  const ended = await runAction(environment(world), { ...DEPLOY, timeout: '10' })
  expect(ended.code).toBe(1)
  expect(ended.outputs).toMatchObject({ 'error-code': code, phase: 'switching' })
  expect(ended.stdout).toMatch(new RegExp(`^::error::${code}: .*${says}`, 'm'))
  await world.clearFaults()
  const next = await runAction(environment(world), DEPLOY)
  expect(next.code).toBe(0)
  expect(endState(await world.state())).toEqual(undisturbed)
})

test.concurrent('a version that never becomes healthy takes no capacity away', async () => {
  await using world = await openWorld()
  await world.act({ type: 'set-version-health', version: '2.0.0', health: 'never-healthy' })
  const ended = await runAction(environment(world), { ...DEPLOY, timeout: '10' })
  expect(ended.code).toBe(1)
  expect(ended.outputs).toMatchObject({ 'error-code': 'BGR-TIMEOUT', phase: 'warming', 'live-healthy': '3' })
  expect((await world.group('web-blue')).instances.map(each => each.lifecycle)).toEqual(
    Array(3).fill('InService')
  )
})

test.concurrent('reads that fail now and then do not end a long wait', async () => {
  await using world = await openWorld({ ...onePair(), timing: { bootSeconds: 1_200 } })
  // Four in a row, which is as often as one read is tried.
  for (let strike = 1; strike <= 8; strike++) {
    await world.fault({ kind: 'error-500', operation: 'DescribeTargetHealth', after: strike * 10, count: 4 })
  }
  const ended = await runAction(environment(world), { ...DEPLOY, timeout: '60' })
  expect(ended.stdout.match(/DescribeTargetHealth failed/g)).toHaveLength(8)
  expect(ended.stdout).not.toContain('::error')
  expect(ended.code).toBe(0)
})
