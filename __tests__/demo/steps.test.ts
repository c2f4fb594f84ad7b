import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { runStep, STEPS, type StepSetting } from '../../src/demo/steps.ts'

let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'demo-steps-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const [deploy, rollback] = STEPS
if (deploy === undefined || rollback === undefined) throw new Error('The demo has lost its steps.')

function setting(script: string, more: Partial<StepSetting> = {}): StepSetting {
  const actionPath = join(directory, 'action.mjs')
  writeFileSync(actionPath, script)
  const endpoint = 'http://127.0.0.1:1'
  const { signal } = new AbortController()
  return { actionPath, endpoint, directory, path: '/usr/bin', signal, onProgress: () => {}, ...more }
}

const read = (name: string) => readFileSync(join(directory, name), 'utf8')

test('gives the action its inputs, its files and the twin, and nothing of its own environment', async () => {
  process.env.AWS_PROFILE = 'somebody'
  const script = `import { appendFileSync } from 'node:fs'
    appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Released')
    appendFileSync(process.env.GITHUB_OUTPUT, 'changed=true')
    process.stdout.write(JSON.stringify(process.env))`
  expect(await runStep(deploy, setting(script))).toBe(0)
  delete process.env.AWS_PROFILE

  const env = JSON.parse(read('deploy-1.log')) as Record<string, string>
  expect(env).toMatchObject({
    INPUT_COMMAND: 'deploy',
    'INPUT_IMAGE-NAME': 'acme/web',
    'INPUT_IMAGE-VERSION': '2.0.0',
    'INPUT_ASG-PREFIX': 'web',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    BG_RELEASE_TWIN: 'true',
    AWS_ACCESS_KEY_ID: 'BGRELEASETWIN0000000',
    GITHUB_ACTIONS: 'true',
    PATH: '/usr/bin'
  })
  expect(env.AWS_PROFILE).toBeUndefined()
  expect(read('deploy-1.md')).toBe('# Released')
  expect(read('deploy-1.outputs')).toBe('changed=true')
})

test('passes the exit code and the lines on, and logs both streams', async () => {
  const lines: string[] = []
  const script = `console.log('::group::Park blue'); console.log('::debug::x'); console.error('went wrong'); process.exitCode = 3`
  expect(await runStep(rollback, setting(script, { onProgress: line => lines.push(line) }))).toBe(3)
  expect(lines).toEqual(['Park blue'])
  expect(read('rollback-2.log')).toContain('went wrong')
})

test('an abort interrupts the action, which may sign off', async () => {
  const stop = new AbortController()
  const script = `process.on('SIGINT', () => { console.log('signed off'); process.exit(130) })
    setInterval(() => {}, 1000); console.log('ready')`
  const onProgress = (line: string) => line === 'ready' && stop.abort()
  expect(await runStep(deploy, setting(script, { signal: stop.signal, onProgress }))).toBe(130)
  expect(read('deploy-1.log')).toContain('signed off')
})
