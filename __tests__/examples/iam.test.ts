/** The policies of examples/iam hold what simulated runs call, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  ALARMS,
  actionsOf,
  COMMANDS,
  type Command,
  ENDS,
  GROUP_CHANGES,
  GROUP_TAGS,
  READS,
  WEIGHT_TAGS,
  WEIGHTS
} from '../../scripts/iam/actions.ts'
import { EXAMPLE, iamFiles } from '../../scripts/iam/files.ts'
import { commandPolicy, type Policy, parkedPolicy } from '../../scripts/iam/policies.ts'
import { FORMS } from '../../scripts/iam/trust.ts'
import { mutations, reads } from '../../src/aws/sdk-commands.ts'
import type { AwsCall } from '../../src/aws/transport.ts'
import type { CommandName } from '../../src/commands/options.ts'
import { readScenario } from '../../src/commands/scenario.ts'
import { everyKind } from '../support/scaled-pair.ts'
import { OPTIONS } from '../support/simulation.ts'
import { servicesOf } from '../support/stand.ts'
import { allows, type Request, requestsOf } from './iam-requests.ts'
import { COURSES, everyForward, recorded } from './recorded-runs.ts'

const folder = join(import.meta.dirname, '../../examples/iam')

interface Asked extends Request {
  readonly command: Command
  readonly services: readonly string[]
}

let asked: readonly Asked[] = []

beforeAll(async () => {
  const found = new Map<string, Asked>()
  for (const course of COURSES) {
    for (const { command, call, world } of await recorded(course)) {
      for (const request of requestsOf(call, world)) {
        const each = { ...request, command: policyOf(command), services: servicesOf(world) }
        found.set(JSON.stringify(each), each)
      }
    }
  }
  for (const make of [everyKind, everyForward]) {
    const simulation = make()
    const calls: AwsCall[] = []
    simulation.listen(call => calls.push(call))
    await readScenario(simulation.fleet, simulation.clock, OPTIONS, 'eu-west-1', new AbortController().signal)
    for (const request of calls.flatMap(call => requestsOf(call, simulation.twin.world()))) {
      const each = { ...request, command: 'scenario', services: ['web'] } as const
      found.set(JSON.stringify(each), each)
    }
  }
  asked = [...found.values()]
}, 60_000)

/** Prepare and promote are the two halves of a deploy, and have its policy. */
const policyOf = (command: CommandName): Command =>
  command === 'prepare' || command === 'promote' ? 'deploy' : command

const TABLES = [READS, GROUP_CHANGES, ENDS, GROUP_TAGS, ALARMS, WEIGHTS, WEIGHT_TAGS]
const grantedTo = (command: Command): readonly string[] =>
  TABLES.flatMap(table => actionsOf(table, command)).sort()

/** Deploy's is two files: what it may always do, and what it needs where rejected versions stay parked. */
const policiesOf = (command: Command, services: readonly string[]): readonly Policy[] => {
  const where = { ...EXAMPLE, services }
  return command === 'deploy'
    ? [commandPolicy(command, where), parkedPolicy(where)]
    : [commandPolicy(command, where)]
}

test('the files are those that scripts/generate-iam.ts writes', () => {
  for (const [name, text] of iamFiles(EXAMPLE)) expect(readFileSync(join(folder, name), 'utf8')).toBe(text)
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  expect(files.sort()).toEqual([...iamFiles(EXAMPLE).keys()].sort())
})

test('the table has every action that the adapter can send, and TagResource', () => {
  const sent = [...reads.keys(), ...mutations.keys()].map(name =>
    name.replace(/^monitoring\./, 'cloudwatch.').replace('.', ':')
  )
  const table = TABLES.flatMap(each => Object.keys(each))
  expect(table.sort()).toEqual([...sent, 'cloudwatch:TagResource'].sort())
})

test("the README's table says the same", () => {
  const readme = readFileSync(join(folder, '../../README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `([a-z]+:[A-Za-z]+)` \|(.*)\|$/gm)]
  for (const [column, command] of COMMANDS.slice(0, 4).entries()) {
    const said = rows
      .filter(([, , cells = '']) => cells.split('|')[column]?.trim() === 'x')
      .map(([, action]) => action)
    const granted = grantedTo(command).filter(action => action !== 'cloudwatch:TagResource')
    expect({ command, actions: said.sort() }).toEqual({ command, actions: granted })
  }
})

test.each(COMMANDS)('%s: every call of the runs is allowed', async command => {
  const refused: unknown[] = []
  const own = asked.filter(each => each.command === command)
  for (const { services, ...request } of own)
    if (!(await allows(policiesOf(command, services), request))) refused.push(request)
  expect(refused).toEqual([])
  expect(own.length).toBeGreaterThan(4)
})

test.each(COMMANDS)('%s: no action is granted that the runs do not use', command => {
  const used = new Set(asked.filter(each => each.command === command).map(({ action }) => action))
  // No alarm of the runs has a tag; __tests__/commands/scaling.test.ts copies one that has.
  if (used.has('cloudwatch:PutMetricAlarm')) used.add('cloudwatch:TagResource')
  expect(grantedTo(command)).toEqual([...used].sort())
})

describe('what stays out of reach', () => {
  const everything = COMMANDS.flatMap(command => policiesOf(command, ['web']))
  const on = (name: string): string =>
    `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1b2c3d4e:autoScalingGroupName/${name}`
  const ask = (action: string, resource: string, keys?: readonly string[]): Request => ({
    action,
    resource,
    // A request that names no tag has no such key.
    context: keys && keys.length > 0 ? { 'aws:TagKeys': keys } : {}
  })

  test('groups of other names, also such as begin alike', async () => {
    for (const action of [...Object.keys(GROUP_CHANGES), ...Object.keys(ENDS)]) {
      for (const name of ['api-blue', 'web-api-blue', 'web-blue-2', 'my-web-blue'])
        expect([action, name, await allows(everything, ask(action, on(name)))]).toEqual([action, name, false])
      expect([action, await allows(everything, ask(action, on('web-blue')))]).toEqual([action, true])
    }
  })

  test.each([
    ['autoscaling:DeleteAutoScalingGroup', on('web-blue')],
    ['autoscaling:DetachInstances', on('web-blue')],
    ['autoscaling:PutLifecycleHook', on('web-blue')],
    ['autoscaling:StartInstanceRefresh', on('web-blue')],
    [
      'elasticloadbalancing:DeleteListener',
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2'
    ],
    [
      'elasticloadbalancing:ModifyListener',
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/api/1/2'
    ],
    [
      'elasticloadbalancing:ModifyRule',
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/api/1/2/3'
    ],
    ['ec2:TerminateInstances', 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0']
  ])('%s of %s', async (action, resource) => {
    expect(await allows(everything, ask(action, resource))).toBe(false)
  })

  test.each([[['Name']], [['docker:image:name']], [['bg-release:base:1', 'docker:image:name']], [[]]])(
    'tags %j',
    async keys => {
      for (const action of Object.keys(GROUP_TAGS))
        expect(await allows(everything, ask(action, on('web-blue'), keys))).toBe(false)
      const listener = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2'
      for (const action of Object.keys(WEIGHT_TAGS))
        expect(await allows(everything, ask(action, listener, keys))).toBe(false)
    }
  )

  test('for deploy alone: ending an instance by its id, removing a policy or an alarm', async () => {
    const deploy = [commandPolicy('deploy', EXAMPLE)]
    for (const action of [
      ...Object.keys(ENDS),
      'autoscaling:DeletePolicy',
      'autoscaling:BatchDeleteScheduledAction'
    ])
      expect(await allows(deploy, ask(action, on('web-blue')))).toBe(false)
    const alarm = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu'
    expect(await allows(deploy, ask('cloudwatch:DeleteAlarms', alarm))).toBe(false)
  })

  test('for finalize and recover: the version', async () => {
    for (const command of ['finalize', 'recover'] as const) {
      const tag = ask('autoscaling:CreateOrUpdateTags', on('web-blue'), ['docker:image:version'])
      expect(await allows(policiesOf(command, ['web']), tag)).toBe(false)
    }
  })
})

test('each policy fits into a managed policy', () => {
  // IAM User Guide, quotas: 6,144 characters, white space does not count.
  for (const [name, text] of iamFiles(EXAMPLE))
    expect([name, text.replace(/\s/g, '').length <= 6144]).toEqual([name, true])
})

test('each role trusts the jobs of one subject, without any pattern', () => {
  const subjects = FORMS.flatMap(form =>
    (['status', 'release', 'finalize'] as const).map(role => {
      const { Statement } = JSON.parse(readFileSync(join(folder, `trust-${role}-${form}.json`), 'utf8'))
      expect(Statement).toHaveLength(1)
      expect(Object.keys(Statement[0].Condition)).toEqual(['StringEquals'])
      const { StringEquals } = Statement[0].Condition
      expect(StringEquals['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com')
      return StringEquals['token.actions.githubusercontent.com:sub']
    })
  )
  expect(subjects).toEqual([
    'repo:acme/web:ref:refs/heads/main',
    'repo:acme/web:environment:production',
    'repo:acme/web:environment:cleanup',
    'repo:acme@1234567/web@7654321:ref:refs/heads/main',
    'repo:acme@1234567/web@7654321:environment:production',
    'repo:acme@1234567/web@7654321:environment:cleanup'
  ])
})
