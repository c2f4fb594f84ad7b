import { expect, test } from '@jest/globals'
import { DEPLOY, environment, FINALIZE, ROLLBACK, runAction, runCli } from './helpers/runs.ts'
import { openWorld } from './helpers/world.ts'

const LIVE = { ...DEPLOY, 'image-version': '1.0.0' }

test.concurrent('deploy of the live version changes nothing and says so', async () => {
  await using world = await openWorld()
  const env = environment(world)
  const action = await runAction(env, LIVE)
  expect(action.code).toBe(0)
  expect(action.outputs).toMatchObject({ outcome: 'succeeded', changed: 'false', 'live-version': '1.0.0' })
  expect(action.stdout).toContain('web already runs 1.0.0: nothing to do')
  expect(action.summary).toContain('nothing to do')
  const cli = await runCli(env, LIVE)
  expect(cli.code).toBe(0)
  expect(cli.stdout).toContain('web already runs 1.0.0: nothing to do')
  expect(await world.mutations()).toEqual([])
})

test.concurrent('redeploy releases the live version again', async () => {
  await using world = await openWorld()
  const ended = await runAction(environment(world), { ...LIVE, redeploy: 'true' })
  expect(ended.code).toBe(0)
  expect(ended.outputs).toMatchObject({ changed: 'true', 'live-colour': 'green', 'live-version': '1.0.0' })
  expect((await world.group('web-green')).instances.map(each => each.version)).toEqual(Array(3).fill('1.0.0'))
  expect((await world.group('web-blue')).instances.map(each => each.lifecycle)).toEqual(
    Array(3).fill('Standby')
  )
})

test.concurrent('redeploy of a version that is not live is refused', async () => {
  await using world = await openWorld()
  const ended = await runCli(environment(world), { ...DEPLOY, redeploy: 'true' })
  expect(ended.code).toBe(1)
  expect(ended.stderr).toContain('BGR-INPUT')
  expect(await world.mutations()).toEqual([])
})

test.concurrent('deploy over a release that is not finalized is refused, with both ways out', async () => {
  await using world = await openWorld()
  const env = environment(world)
  await runAction(env, DEPLOY)
  const before = await world.mutations()

  const again = await runAction(env, DEPLOY)
  expect(again.code).toBe(0)
  expect(again.outputs).toMatchObject({
    changed: 'false',
    'live-version': '2.0.0',
    phase: 'awaiting-finalize'
  })

  const other = { ...DEPLOY, 'image-version': '3.0.0' }
  const action = await runAction(env, other)
  expect(action.code).toBe(1)
  expect(action.outputs).toMatchObject({
    outcome: 'failed',
    changed: 'false',
    'error-code': 'BGR-NOT-FINALIZED'
  })
  const cli = await runCli(env, other)
  expect(cli.code).toBe(1)
  for (const text of [action.stdout, action.summary, cli.stderr]) {
    expect(text).toMatch(/BGR-NOT-FINALIZED[\s\S]*Run finalize [^.]*or rollback/)
  }
  expect(await world.mutations()).toEqual(before)
})

test.concurrent('rollback and finalize where there is nothing to go back to or to end', async () => {
  await using world = await openWorld()
  const env = environment(world)
  const rollback = await runAction(env, ROLLBACK)
  expect(rollback.code).toBe(1)
  expect(rollback.outputs['error-code']).toBe('BGR-NOTHING-TO-ROLL-BACK')
  const finalize = await runCli(env, FINALIZE)
  expect(finalize.code).toBe(1)
  expect(finalize.stderr).toContain('BGR-NOTHING-TO-FINALIZE')
  expect(await world.mutations()).toEqual([])
})
