import { expect, test } from '@jest/globals'
import { OUTPUTS } from '../../src/inputs/contract.ts'
import { DEPLOY, environment, FINALIZE, ROLLBACK, runAction, runCli } from './helpers/runs.ts'
import { claimStates, endState, openWorld } from './helpers/world.ts'

const SCALING = ['AlarmNotification', 'ScheduledActions']
const ALL_HELD = ['AZRebalance', 'AlarmNotification', 'ReplaceUnhealthy', 'ScheduledActions']

/** OUTPUTS that may be empty after a command that succeeded. */
/** Empty on a success without a token for GitHub. */
const SILENT = ['error-code', 'release-notes', 'user-notes', 'release-url']

test('deploy, rollback, deploy, finalize, by the action and by the CLI in turn', async () => {
  await using world = await openWorld()
  const env = environment(world)
  const [blue, green] = await Promise.all([world.group('web-blue'), world.group('web-green')])

  const deployed = await runAction(env, DEPLOY)
  expect(deployed.stderr).toBe('')
  expect(deployed.code).toBe(0)
  expect(deployed.outputs).toEqual({
    outcome: 'succeeded',
    changed: 'true',
    'error-code': '',
    service: 'web',
    release: '1',
    phase: 'awaiting-finalize',
    'live-colour': 'green',
    'live-version': '2.0.0',
    'idle-version': '1.0.0',
    'live-healthy': '3',
    'mixed-seconds': expect.stringMatching(/^[1-9]\d*$/),
    services: expect.stringContaining('"service":"web","phase":"awaiting-finalize"'),
    'release-notes': '',
    'user-notes': '',
    'release-url': ''
  })
  expect(deployed.summary).toMatch(/web runs 2\\?\.0\\?\.0/)
  expect(deployed.summary).toContain('| live | `web-green` | `2.0.0` | 3 healthy | 2 / 3 / 6 |')
  const parked = await world.state()
  expect(endState(parked)).toMatchObject([
    {
      name: 'web-blue',
      sizes: '0/0/6',
      suspended: ALL_HELD,
      instances: Array(3).fill('Standby 1.0.0 no target')
    },
    { name: 'web-green', sizes: '2/3/6', suspended: [], instances: Array(3).fill('InService 2.0.0 healthy') }
  ])

  const back = await runCli(env, ROLLBACK)
  expect(back.code).toBe(0)
  expect(back.stdout).toContain('web is back on 1.0.0')
  const returned = await world.group('web-blue')
  expect(returned.instances.map(each => each.id)).toEqual(blue.instances.map(each => each.id))
  expect(endState(await world.state())).toMatchObject([
    { sizes: '2/3/6', suspended: [], instances: Array(3).fill('InService 1.0.0 healthy') },
    { sizes: `${green.min}/0/${green.max}`, suspended: [], instances: [] }
  ])

  const again = await runCli(env, DEPLOY, '--json')
  expect(again.code).toBe(0)
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'succeeded', changed: true, release: '2' })

  const finalized = await runAction(env, FINALIZE)
  expect(finalized.code).toBe(0)
  expect(finalized.outputs).toMatchObject({
    outcome: 'succeeded',
    changed: 'true',
    release: '2',
    phase: 'idle',
    'live-version': '2.0.0',
    'live-healthy': '3'
  })
  expect(endState(await world.state())).toMatchObject([
    { name: 'web-blue', sizes: '0/0/6', instances: [] },
    { name: 'web-green', sizes: '2/3/6', suspended: [], instances: Array(3).fill('InService 2.0.0 healthy') }
  ])
  expect((await world.group('web-blue')).suspended.filter(process => !SCALING.includes(process))).toEqual([])
  expect(claimStates(await world.group('web-blue'))).not.toContain('held')
})

test('every output of the contract is set by every command', async () => {
  await using world = await openWorld()
  const env = environment(world)
  const names = OUTPUTS.map(({ name }) => name)
  const deployed = await runAction(env, DEPLOY)
  expect(names.filter(name => !deployed.outputs[name] && !SILENT.includes(name))).toEqual([])
  const status = await runAction(env, { ...ROLLBACK, command: 'status' })
  expect(status.code).toBe(0)
  expect(Object.keys(status.outputs).sort()).toEqual([...names].sort())
  expect(status.outputs).toMatchObject({ outcome: 'succeeded', changed: 'false', phase: 'awaiting-finalize' })
})
