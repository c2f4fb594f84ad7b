/** The README's permissions are those of the calls that are made, neither fewer nor more. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { toCall } from '../../src/aws/changes.ts'
import { mutations, reads } from '../../src/aws/sdk-commands.ts'
import type { Options } from '../../src/commands/options.ts'
import { everyKind } from '../support/scaled-pair.ts'
import { simulate } from '../support/simulation.ts'
import { forwardTo, http, splitPair } from '../support/split.ts'

const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')

const EVERY_FORWARD = [
  {
    name: 'web',
    listeners: [
      http(forwardTo({ 'web-blue': 1 }), [
        {
          Priority: 1,
          Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
          Actions: [forwardTo({ 'web-blue': 1 })]
        }
      ])
    ]
  }
]

/** Actions by command, as the table says. */
const COMMANDS = ['status', 'deploy', 'rollback', 'finalize'] as const
const rows = [...readme.matchAll(/^\| `([a-z]+:[A-Za-z]+)` \|(.*)\|$/gm)].map(
  ([, action = '', cells = '']) => ({
    action,
    allowed: COMMANDS.filter((_, column) => cells.split('|')[column]?.trim() === 'x')
  })
)
const allowed = (command: string): readonly string[] =>
  rows.filter(row => row.allowed.some(name => name === command)).map(({ action }) => action)

/** The API of CloudWatch is called `monitoring` where requests are signed, and `cloudwatch` in policies. */
const actionOf = (name: string): string => name.replace(/^monitoring\./, 'cloudwatch.').replace('.', ':')

/** PutMetricAlarm with tags asks for it too (CloudWatch API Reference). */
const IMPLIED = ['cloudwatch:TagResource']

const changing = new Set([...mutations.keys()].map(actionOf))
const used = [...[...reads.keys()].map(actionOf), ...changing].sort()

test('the table has exactly the actions that the adapter can send', () => {
  expect(rows.map(({ action }) => action).sort()).toEqual(used)
})

test('the policy allows exactly these actions, and changes on the two groups alone', () => {
  const policies = [...readme.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = '']) => JSON.parse(text))
  const statements = policies.flatMap(({ Statement }) => Statement).filter(({ Sid }) => Sid)
  expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([...used, ...IMPLIED].sort())
  for (const { Action, Resource } of statements) {
    const changes = Action.filter((action: string) => changing.has(action) || IMPLIED.includes(action))
    if (Resource === '*') expect(changes).toEqual([])
    else expect(changes).toEqual(Action)
  }
})

test.each([
  ['shared target groups', everyKind],
  ['target groups of each colour', () => simulate(splitPair({ loadBalancers: EVERY_FORWARD }))]
])('with %s no command changes anything by an action that its column does not have', async (_, make) => {
  const simulation = make()
  const steps: readonly Partial<Options>[] = [
    { command: 'status' },
    { command: 'deploy', imageVersion: '2.0.0' },
    { command: 'rollback' },
    { command: 'deploy', imageVersion: '2.0.0' },
    { command: 'finalize' },
    // The next one sweeps the tags of releases before the last.
    { command: 'deploy', imageVersion: '3.0.0' }
  ]
  for (const step of steps) {
    const from = simulation.changes.length
    expect(await simulation.run(step)).toMatchObject({ status: 'succeeded' })
    const sent = simulation.changes.slice(from).map(change => {
      const { service = 'autoscaling', operation } = toCall(change)
      return actionOf(`${service}.${operation}`)
    })
    expect(sent.length > 0).toBe(step.command !== 'status')
    expect(allowed(step.command ?? '')).toEqual(expect.arrayContaining([...new Set(sent)]))
  }
})
