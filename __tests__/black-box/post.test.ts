import { expect, test } from '@jest/globals'
import { DEPLOY, environment, ROLLBACK, runAction, runPost, startAction, until } from './helpers/runs.ts'
import { claimStates, openWorld } from './helpers/world.ts'

test('the post step of a killed run signs off for it, and says where the release stands', async () => {
  await using world = await openWorld()
  await world.fault({ kind: 'hang-after', operation: 'UpdateAutoScalingGroup', after: 1 })
  const run = startAction(environment(world), DEPLOY)
  await until('the hanging call', async () => (await world.calls()).find(call => call.fault !== undefined))
  run.signal('SIGKILL')
  const killed = await run.ended
  expect(killed.code).toBeUndefined()
  expect(killed.summary).toBe('')
  expect(claimStates(await world.group('web-blue'))).toEqual(['held'])
  await world.clearFaults()

  const post = await runPost(environment(world), DEPLOY, killed)
  expect(post.code).toBe(0)
  expect(post.summary).toContain('killed before it could sign off')
  expect(post.stdout).toMatch(/^::warning::The release was killed/m)
  expect(claimStates(await world.group('web-blue'))).toEqual(['ended'])

  // Nobody has to watch whether the run is alive, and the way back is open at once.
  const back = await runAction(environment(world), ROLLBACK)
  expect(back.code).toBe(0)
  expect(back.stdout).not.toContain('watching for 5 minutes')
})

test.each([
  ['that ended', DEPLOY],
  ['that was refused', ROLLBACK]
])('the post step of a run %s asks AWS nothing', async (_, inputs) => {
  await using world = await openWorld()
  const main = await runAction(environment(world), inputs)
  const before = (await world.calls()).length
  const post = await runPost(environment(world), inputs, main)
  expect(post).toMatchObject({ code: 0, summary: '', stdout: '' })
  expect((await world.calls()).length).toBe(before)
})
