import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { DEPLOY, environment, SERVICE, startCli, startCliWith } from './helpers/runs.ts'
import { claimStates, openWorld } from './helpers/world.ts'

const ENV = { PATH: process.env.PATH ?? '' }

test.concurrent.each([[['--help']], [['-h']], [['help']], [['deploy', '--help']], [[]]])(
  '%j prints help',
  async args => {
    const ended = await startCliWith(ENV, args).ended
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    for (const word of ['deploy', 'rollback', 'finalize', 'status', 'twin', 'demo', '--asg-prefix', '--yes'])
      expect(ended.stdout).toContain(word)
  }
)

test.concurrent('--version prints the version of the package and nothing else', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  const ended = await startCliWith(ENV, ['--version']).ended
  expect(ended).toMatchObject({ code: 0, stderr: '', stdout: `${version}\n` })
})

test.concurrent('--json prints one line, whatever the outcome', async () => {
  await using world = await openWorld()
  const env = environment(world)
  const run = (inputs: Readonly<Record<string, string>>) => startCli(env, inputs, '--json', '--yes').ended
  const status = await run({ ...SERVICE, command: 'status' })
  const refused = await run({ ...SERVICE, command: 'rollback' })
  const unread = await run({ ...SERVICE, command: 'deploy' })
  const deployed = await run(DEPLOY)
  expect([status, refused, unread, deployed].map(({ code }) => code)).toEqual([0, 1, 1, 0])
  for (const { stdout } of [status, refused, unread, deployed]) expect(stdout).toMatch(/^\{.*\}\n$/)
  expect(JSON.parse(status.stdout)).toMatchObject({
    outcome: 'succeeded',
    changed: false,
    'live-version': '1.0.0'
  })
  expect(JSON.parse(refused.stdout)).toMatchObject({
    outcome: 'failed',
    changed: false,
    'error-code': 'BGR-NOTHING-TO-ROLL-BACK',
    findings: [{ code: 'BGR-NOTHING-TO-ROLL-BACK', message: expect.any(String), fix: expect.any(String) }]
  })
  expect(JSON.parse(unread.stdout)).toMatchObject({
    outcome: 'failed',
    changed: false,
    findings: [{ code: 'BGR-INPUT' }]
  })
  expect(JSON.parse(deployed.stdout)).toMatchObject({
    outcome: 'succeeded',
    changed: true,
    groups: [
      { role: 'live', name: 'web-green', version: '2.0.0' },
      { role: 'idle', name: 'web-blue', version: '1.0.0' }
    ]
  })
})

test.concurrent('without a terminal and without --yes nothing is changed', async () => {
  await using world = await openWorld()
  const ended = await startCli(environment(world), DEPLOY).ended
  expect(ended.code).toBe(1)
  expect(ended.stderr).toContain('BGR-NOT-CONFIRMED')
  expect(ended.stderr).toContain('--yes')
  expect(await world.mutations()).toEqual([])
})

test.concurrent('a command with nothing to do asks nobody', async () => {
  await using world = await openWorld()
  const ended = await startCli(environment(world), { ...DEPLOY, 'image-version': '1.0.0' }).ended
  expect(ended.code).toBe(0)
  expect(ended.stdout).toContain('nothing to do')
})

test.concurrent('a reader that goes away does not end a release', async () => {
  await using world = await openWorld()
  const run = startCli(environment(world), DEPLOY, '--yes')
  run.closeOutput()
  const { code } = await run.ended
  expect(code).toBe(0)
  expect(claimStates(await world.group('web-blue'))).toEqual(['released'])
})
