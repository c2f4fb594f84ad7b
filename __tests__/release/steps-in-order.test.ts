/**
 * What each command does, one step after the other, as recorded in steps-in-order/: the order of the steps is what keeps
 * capacity while a release goes on, and the values are what the next run reads. Where another order or another note is
 * meant, `STEPS=write npm test -- steps-in-order` records it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { Options } from '../../src/commands/options.ts'
import type { Change } from '../../src/release/ports.ts'
import { tracking } from '../support/attachments.ts'
import { type Checked, checked } from '../support/checked.ts'
import { everyKind } from '../support/scaled-pair.ts'
import { Killed, onePair } from '../support/simulation.ts'
import { forwardTo, http, splitPair } from '../support/split.ts'

type Command = Partial<Options> & { readonly command: NonNullable<Options['command']> }

/** A command, and where it is killed: after the first change of that kind to that group. */
type Asked = Command & { readonly killedAfter?: readonly [kind: Change['kind'], group: string, nth?: number] }

const DEPLOY: Asked = { command: 'deploy', imageVersion: '2.0.0' }
const NEXT: Asked = { command: 'deploy', imageVersion: '3.0.0' }
const ROLLBACK: Asked = { command: 'rollback' }
const FINALIZE: Asked = { command: 'finalize' }
const KEEP: Asked = { ...ROLLBACK, afterRollback: 'standby' }
const FIRST: Asked = { ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } }

const shared = () =>
  checked(
    onePair({
      blue: { policies: [tracking('cpu')], suspended: ['AZRebalance'], max: 8 },
      green: { policies: [tracking('cpu')], max: 2 }
    })
  )
const scaled = everyKind
const many = () => checked(onePair({ blue: { min: 22, desired: 23, max: 45 }, green: { max: 45 } }))
const empty = () => checked(onePair({ blue: { min: 0, desired: 0 }, green: { max: 6 } }))
const split = () =>
  checked(
    splitPair({
      blue: { policies: [tracking('cpu')], suspended: ['AZRebalance'] },
      loadBalancers: [
        {
          name: 'web',
          listeners: [
            http(forwardTo({ 'web-blue': 1 }), [
              {
                Priority: 10,
                Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
                Actions: [forwardTo({ 'web-blue': 10, 'web-green': 0 })]
              }
            ])
          ]
        }
      ]
    })
  )

interface Story {
  readonly name: string
  readonly on: () => Checked
  readonly asked: readonly Asked[]
}

const family = (name: string, on: () => Checked): readonly Story[] => [
  { name: `${name} deploy and finalize`, on, asked: [DEPLOY, FINALIZE, NEXT] },
  { name: `${name} deploy and rollback`, on, asked: [DEPLOY, ROLLBACK, NEXT] },
  { name: `${name} rollback that keeps`, on, asked: [DEPLOY, KEEP, NEXT] },
  { name: `${name} kept and finalized`, on, asked: [DEPLOY, KEEP, FINALIZE] },
  { name: `${name} undo`, on, asked: [DEPLOY, FINALIZE, ROLLBACK, ROLLBACK] },
  {
    name: `${name} deploy killed early`,
    on,
    asked: [{ ...DEPLOY, killedAfter: ['suspend', 'web-green'] }, DEPLOY]
  },
  {
    name: `${name} rollback of a deploy killed early`,
    on,
    asked: [{ ...DEPLOY, killedAfter: ['resize', 'web-green'] }, ROLLBACK]
  },
  {
    name: `${name} deploy killed at the hand-over`,
    on,
    asked: [{ ...DEPLOY, killedAfter: ['suspend', 'web-blue'] }, DEPLOY]
  },
  {
    name: `${name} rollback of a deploy killed at the hand-over`,
    on,
    asked: [{ ...DEPLOY, killedAfter: ['suspend', 'web-blue'] }, ROLLBACK]
  },
  {
    name: `${name} rollback killed and gone on with`,
    on,
    asked: [DEPLOY, { ...ROLLBACK, killedAfter: ['resize', 'web-blue'] }, ROLLBACK]
  },
  {
    name: `${name} rollback killed late`,
    on,
    asked: [DEPLOY, { ...ROLLBACK, killedAfter: ['resize', 'web-green', 2] }, ROLLBACK]
  }
]

const STORIES: readonly Story[] = [
  ...family('shared', shared),
  ...family('split', split),
  { name: 'scaled deploy and finalize', on: scaled, asked: [DEPLOY, FINALIZE] },
  { name: 'scaled deploy and rollback', on: scaled, asked: [DEPLOY, ROLLBACK] },
  {
    name: 'scaled deploy that keeps idle scaling',
    on: scaled,
    asked: [
      { ...DEPLOY, keepIdleScaling: true },
      { ...FINALIZE, keepIdleScaling: true }
    ]
  },
  {
    name: 'many rollback killed in Standby',
    on: many,
    asked: [{ ...DEPLOY, killedAfter: ['enter-standby', 'web-blue'] }, ROLLBACK]
  },
  {
    name: 'many accepted share',
    on: many,
    asked: [DEPLOY, { ...ROLLBACK, acceptCapacity: 80 }]
  },
  {
    name: 'many finalize killed',
    on: many,
    asked: [DEPLOY, { ...FINALIZE, killedAfter: ['terminate', 'web-blue'] }, ROLLBACK, FINALIZE]
  },
  { name: 'first deploy', on: empty, asked: [FIRST, FINALIZE, NEXT] },
  {
    name: 'first deploy given up',
    on: empty,
    asked: [{ ...FIRST, killedAfter: ['resize', 'web-green'] }, ROLLBACK]
  },
  {
    name: 'prepare and promote',
    on: shared,
    asked: [
      { ...DEPLOY, command: 'prepare', allowMixed: true },
      { ...DEPLOY, command: 'promote' }
    ]
  },
  {
    name: 'refusals',
    on: shared,
    asked: [ROLLBACK, FINALIZE, DEPLOY, DEPLOY, NEXT, { ...DEPLOY, redeploy: true }, FINALIZE, FINALIZE]
  }
]

async function told({ on, asked }: Story): Promise<string> {
  const simulation = on()
  const lines: string[] = []
  let heard = 0
  const waits = () => {
    for (const event of simulation.events.slice(heard)) {
      if (event.kind !== 'waiting') continue
      for (const { wait } of event.waits) say(`  wait ${wait.for} ${'group' in wait ? wait.group : ''}`)
    }
    heard = simulation.events.length
  }
  const say = (line: string) => {
    if (lines.at(-1) !== line.trimEnd()) lines.push(line.trimEnd())
  }
  for (const { killedAfter, ...command } of asked) {
    say(`${command.command} ${command.imageVersion ?? ''}`)
    let left = killedAfter?.[2] ?? 1
    const report = await simulation.run(command, {
      before: change => {
        waits()
        say(`  ${textOf(change)}`)
      },
      after: ({ kind, group }) => {
        if (kind !== killedAfter?.[0] || group !== killedAfter[1]) return
        left -= 1
        if (left === 0) throw new Killed()
      }
    })
    waits()
    const codes = report.findings.map(({ code }) => code)
    say(left === 0 ? '  killed' : `  ${report.status} ${codes.join(' ')}`)
  }
  expect(simulation.violations()).toEqual([])
  return plain(`${lines.join('\n')}\n`)
}

/** Instances by number, no times of day, no checksums of records: they say nothing about order. */
function plain(text: string): string {
  const ids = [...new Set(text.match(/\bi-[0-9a-f]{17}\b/g))]
  return text
    .replaceAll(/\bi-[0-9a-f]{17}\b/g, id => `i-${ids.indexOf(id) + 1}`)
    .replaceAll(/ (?:c=[0-9a-f]{8}|at=\d{10})\b/g, '')
}

function textOf({ kind, group, ...what }: Change): string {
  const text = JSON.stringify(what, (key, value: unknown) =>
    key === 'propagate' && !value ? undefined : value
  )
  return `${kind} ${group} ${text.replaceAll(/arn:aws:[\w:/-]*?([\w-]+)\/[0-9a-f]{16}/g, '$1')}`
}

test.each(STORIES)('$name', async story => {
  const path = join(import.meta.dirname, 'steps-in-order', `${story.name.replaceAll(' ', '-')}.txt`)
  const text = await told(story)
  if (process.env.STEPS === 'write') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
})
