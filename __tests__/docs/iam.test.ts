/** The README's permissions are those of the calls that are made, neither fewer nor more. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { toCall } from '../../src/aws/changes.ts'
import { mutations, reads } from '../../src/aws/sdk-commands.ts'
import type { Options } from '../../src/commands/options.ts'
import { onePair, simulate } from '../support/simulation.ts'

const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')

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

const used = [...reads.keys(), ...mutations.keys()].map(name => name.replace('.', ':')).sort()

test('the table has exactly the actions that the adapter can send', () => {
  expect(rows.map(({ action }) => action).sort()).toEqual(used)
})

test('the policy allows exactly these actions, and changes on the two groups alone', () => {
  const policies = [...readme.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = '']) => JSON.parse(text))
  const statements = policies.flatMap(({ Statement }) => Statement).filter(({ Sid }) => Sid)
  expect(statements.flatMap(({ Action }) => Action).sort()).toEqual(used)
  for (const { Action, Resource } of statements) {
    const changes = Action.filter((action: string) => mutations.has(action.replace(':', '.')))
    if (Resource === '*') expect(changes).toEqual([])
    else expect(changes).toEqual(Action)
  }
})

test('no command changes anything by an action that its column does not have', async () => {
  const simulation = simulate(onePair())
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
    const sent = simulation.changes.slice(from).map(change => `autoscaling:${toCall(change).operation}`)
    expect(sent.length > 0).toBe(step.command !== 'status')
    expect(allowed(step.command ?? '')).toEqual(expect.arrayContaining([...new Set(sent)]))
  }
})
