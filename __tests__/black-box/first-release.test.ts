import { expect, test } from '@jest/globals'
import { DEPLOY, environment, ROLLBACK, runAction, runCli } from './helpers/runs.ts'
import { endState, onePair, openWorld } from './helpers/world.ts'

const empty = onePair({ blue: { min: 0, max: 0, desired: 0 }, green: { max: 0 } })

test('the first release of a service begins with the sizes that it is given', async () => {
  await using world = await openWorld(empty)
  const env = environment(world)
  const ended = await runAction(env, { ...DEPLOY, 'initial-capacity': '2/3/5' })
  expect(ended.code).toBe(0)
  expect(ended.outputs).toMatchObject({
    changed: 'true',
    phase: 'idle',
    'live-version': '2.0.0',
    'live-healthy': '3'
  })
  const colour = ended.outputs['live-colour']
  const groups = endState(await world.state())
  expect(groups.find(group => group.name === `web-${colour}`)).toMatchObject({
    sizes: '2/3/5',
    suspended: [],
    instances: Array(3).fill('InService 2.0.0 healthy')
  })
  expect(groups.find(group => group.name !== `web-${colour}`)).toMatchObject({ instances: [] })

  const back = await runCli(env, ROLLBACK)
  expect(back.code).toBe(1)
  expect(back.stderr).toContain('BGR-NOTHING-TO-ROLL-BACK')

  const second = await runCli(env, { ...DEPLOY, 'image-version': '2.1.0' })
  expect(second.stderr).not.toContain('BGR-')
  expect(second.code).toBe(0)
  expect(second.stdout).toContain('web runs 2.1.0')
})
