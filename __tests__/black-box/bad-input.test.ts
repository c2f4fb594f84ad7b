import { expect, test } from '@jest/globals'
import { runnerCommands } from './helpers/runner-commands.ts'
import { DEPLOY, environment, runAction, runCli } from './helpers/runs.ts'
import { onePair, openWorld, TAGS } from './helpers/world.ts'

interface Bad {
  readonly name: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly scenario?: object
  readonly code: string
  /** What was found, and the way out. */
  readonly says: readonly (string | RegExp)[]
}

const errorsIn = (output: string): readonly string[] =>
  runnerCommands(output)
    .filter(({ name }) => name === 'error')
    .map(({ line }) => line)

const otherTag = { tags: { ...TAGS, 'docker:image:name': 'acme/other' } }

const INPUTS: readonly Bad[] = [
  {
    name: 'no command',
    inputs: { command: '' },
    code: 'BGR-INPUT',
    says: ['command is missing', 'deploy, prepare, promote, rollback, finalize, status, recover']
  },
  {
    name: 'an unknown command',
    inputs: { command: 'destroy' },
    code: 'BGR-INPUT',
    says: ['"destroy"', 'deploy, prepare, promote, rollback, finalize, status, recover']
  },
  {
    name: 'a command with a capital',
    inputs: { command: 'Deploy' },
    code: 'BGR-INPUT',
    says: ['"Deploy"', 'Write deploy.']
  },
  { name: 'a Cyrillic letter', inputs: { command: 'dерloy' }, code: 'BGR-INPUT', says: ['\\u0435'] },
  {
    name: 'no version',
    inputs: { 'image-version': '' },
    code: 'BGR-INPUT',
    says: ['image-version is missing', 'Set image-version']
  },
  {
    name: 'a version with a space',
    inputs: { 'image-version': '2 0' },
    code: 'BGR-INPUT',
    says: ['"2 0"', 'e.g. 1.4.2']
  },
  {
    name: 'an expression nobody replaced',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a wrongly quoted workflow hands over
    inputs: { 'image-version': '${{ inputs.version }}' },
    code: 'BGR-INPUT',
    says: ['never replaced', 'quoting']
  },
  {
    name: 'a masked value',
    inputs: { 'image-name': '***' },
    code: 'BGR-INPUT',
    says: ['image-name is', 'never replaced']
  },
  {
    name: 'a timeout of 0',
    inputs: { timeout: '0' },
    code: 'BGR-INPUT',
    says: ['timeout', '1 to 1440', 'e.g. 30']
  },
  {
    name: 'a wish for both',
    inputs: { command: 'rollback' },
    code: 'BGR-INPUT',
    says: ['image-version belongs to deploy', 'Leave image-version empty']
  }
]

const FLEETS: readonly Bad[] = [
  {
    name: 'a prefix that matches nothing',
    inputs: { 'asg-prefix': 'wob' },
    code: 'BGR-FLEET-NOT-FOUND',
    says: ['wob', 'of the 2 groups there', 'Check asg-prefix']
  },
  {
    name: 'one half missing',
    scenario: onePair({ green: undefined }),
    code: 'BGR-PAIR-INCOMPLETE',
    says: ['web-green does not exist', 'Create web-green']
  },
  {
    name: 'the tag missing on one half',
    scenario: onePair({ green: { tags: {} } }),
    code: 'BGR-PAIR-INCOMPLETE',
    says: ['docker:image:name is not set', 'Set the tag']
  },
  {
    name: 'another image on one half',
    scenario: onePair({ green: otherTag }),
    code: 'BGR-PAIR-INCOMPLETE',
    says: ['acme/other', 'Set the tag']
  },
  {
    name: 'both colours live',
    scenario: onePair({ green: { desired: 3 } }),
    code: 'BGR-BOTH-LIVE',
    says: ['both do', 'to 0']
  },
  {
    name: 'neither colour live',
    scenario: onePair({ blue: { min: 0, desired: 0 } }),
    code: 'BGR-NONE-LIVE',
    says: ['neither does', 'initial-capacity']
  },
  {
    name: 'another region',
    env: { AWS_REGION: 'us-east-1' },
    code: 'BGR-FLEET-NOT-FOUND',
    says: ['us-east-1', 'the region']
  }
]

const NOWHERE = { HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' }
const NOT_A_TWIN = { ...NOWHERE, BG_RELEASE_TWIN: undefined, AWS_ENDPOINT_URL: undefined }

const ENVIRONMENTS: readonly Bad[] = [
  {
    name: 'a region that is none',
    env: { AWS_REGION: 'eu-west-1.evil.example' },
    code: 'BGR-INPUT',
    says: ['eu-west-1.evil.example', 'Correct region']
  },
  {
    name: 'no region',
    env: { AWS_REGION: undefined },
    code: 'BGR-INPUT',
    says: ['No AWS region', 'Set region']
  },
  {
    name: 'an endpoint without consent',
    env: { BG_RELEASE_TWIN: undefined },
    code: 'BGR-ENDPOINT',
    says: ['AWS_ENDPOINT_URL', 'Unset it']
  },
  {
    name: 'a twin that is not on this machine',
    env: { AWS_ENDPOINT_URL: 'http://twin.example:4599' },
    code: 'BGR-ENDPOINT',
    says: ['twin.example', '127.0.0.1']
  },
  {
    name: 'real credentials for a twin',
    env: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
    code: 'BGR-ENDPOINT',
    says: ['AWS_ACCESS_KEY_ID', 'BGRELEASETWIN0000000']
  },
  {
    name: 'no credentials',
    env: { ...NOT_A_TWIN, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    code: 'BGR-CREDENTIALS',
    says: ['configure-aws-credentials']
  },
  {
    name: 'half of the credentials',
    env: { ...NOWHERE, AWS_SECRET_ACCESS_KEY: undefined },
    code: 'BGR-CREDENTIALS',
    says: ['configure-aws-credentials']
  }
]

const CASES = [...INPUTS, ...FLEETS, ...ENVIRONMENTS]

test.concurrent.each(CASES)('the action: $name', async ({ inputs, env, scenario, code, says }) => {
  await using world = await openWorld(scenario)
  const ended = await runAction(environment(world, env), { ...DEPLOY, ...inputs })
  expect(ended.code).toBe(1)
  expect(ended.stderr).toBe('')
  const errors = errorsIn(ended.stdout)
  expect(errors).toHaveLength(1)
  for (const text of [`::error::${code}: `, ...says]) expect(errors[0]).toMatch(text)
  expect(ended.outputs).toMatchObject({ outcome: 'failed', changed: 'false', 'error-code': code })
  expect(ended.summary).toContain(code)
  expect(await world.mutations()).toEqual([])
})

test.concurrent.each(CASES)('the CLI: $name', async ({ inputs, env, scenario, code, says }) => {
  await using world = await openWorld(scenario)
  const ended = await runCli(environment(world, env), { ...DEPLOY, ...inputs })
  expect(ended.code).toBe(1)
  expect(ended.stderr.match(/BGR-[A-Z-]+/g)).toEqual([code])
  for (const text of says) expect(ended.stderr).toMatch(text)
  expect(await world.mutations()).toEqual([])
})

test.concurrent('the action: an unknown input', async () => {
  await using world = await openWorld()
  const ended = await runAction(environment(world), { ...DEPLOY, 'image-verson': '3.0.0' })
  expect(ended.code).toBe(1)
  expect(ended.stdout).toMatch(/^::error::BGR-INPUT: There is no input "image-verson".* image-version/m)
  expect(await world.calls()).toEqual([])
})

test.concurrent('the action: an unknown input is told together with what else is wrong', async () => {
  await using world = await openWorld()
  const ended = await runAction(environment(world), {
    ...DEPLOY,
    'image-version': '',
    'image-verson': '3.0.0'
  })
  expect(errorsIn(ended.stdout)).toHaveLength(2)
})

test.concurrent('the CLI: an unknown flag', async () => {
  await using world = await openWorld()
  const ended = await runCli(environment(world), { ...DEPLOY, 'image-verson': '3.0.0' })
  expect(ended.code).toBe(1)
  expect(ended.stderr).toMatch(/BGR-INPUT: .*--image-verson[\s\S]*bg-release --help/)
  expect(await world.calls()).toEqual([])
})

test.concurrent('several problems are told at once', async () => {
  await using world = await openWorld()
  const wrong = { command: 'Deploy', 'image-name': '', 'asg-prefix': 'web*', timeout: '0', redeploy: 'yes' }
  const action = await runAction(environment(world), wrong)
  expect(action.code).toBe(1)
  const errors = errorsIn(action.stdout)
  expect(errors).toHaveLength(5)
  const cli = await runCli(environment(world), { ...DEPLOY, ...wrong, redeploy: '' })
  expect(cli.code).toBe(1)
  for (const text of ['"Deploy"', 'image-name is missing', '"web*"', '"0"']) {
    expect(errors.join()).toContain(text)
    expect(cli.stderr).toContain(text)
  }
  expect(await world.calls()).toEqual([])
})
