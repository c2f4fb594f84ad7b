import { describe, expect, test } from '@jest/globals'
import type { Acting, Traces } from '../../src/commands/act.ts'
import { WINDOW_MS } from '../../src/commands/claim.ts'
import { createCourse, createMemory } from '../../src/commands/course.ts'
import { repairNotes } from '../../src/commands/repair.ts'
import { AwsError } from '../../src/release/errors.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Observation } from '../../src/release/world.ts'
import { look } from '../support/changed-worlds.ts'
import { BEGIN, claimStore } from '../support/claim-store.ts'

const at = (seen: Observation, ms: number): Observation => ({ ...seen, at: BEGIN + ms })
const NOTE = 'bg-release:demand:1'
const tag = (key: string, value: string): Change => ({
  kind: 'tag',
  group: 'web-blue',
  tags: [{ key, value, propagate: false }]
})
const noted = (key: string, value: string) => look({ tags: new Map([[key, value]]) })

describe('writing notes again', () => {
  function repairing(answer: Error | undefined, stop = new AbortController().signal) {
    const { fleet, clock, pass } = claimStore()
    const memory = createMemory()
    memory.ownWrites.wrote(tag(NOTE, '1'), BEGIN)
    const applied: { readonly change: Change; readonly seenAt: number }[] = []
    const acting: Acting = {
      fleet: {
        ...fleet,
        apply: async (change, seenAt) => {
          applied.push({ change, seenAt: seenAt - BEGIN })
          pass(3_000)
          if (answer) throw answer
        }
      },
      clock,
      goal: { command: 'recover', recovery: { kind: 'forget' } } as unknown as Acting['goal'],
      listener: () => undefined,
      sight: {} as Acting['sight'],
      stop,
      abort: stop
    }
    const pair = { service: 'web', names: { blue: 'web-blue', green: 'web-green' }, region: '', account: '' }
    const course = createCourse(pair, memory, clock, () => 0.5, 1)
    const traces: Traces = { begun: true, unknown: false, changed: false }
    const run = (seen = at(look({}), 12_000)) => repairNotes(acting, course, seen, traces)
    return { run, applied, memory, traces }
  }

  test('signed with the time of the look; what it takes to be shown counts from its answer', async () => {
    const { run, applied, memory, traces } = repairing(undefined)
    await run()
    expect(applied).toEqual([{ change: tag(NOTE, '1'), seenAt: 12_000 }])
    expect(memory.ownWrites.repair(at(look({}), 12_999))).toBeUndefined()
    expect(memory.ownWrites.repair(at(look({}), 13_000))).toEqual(tag(NOTE, '1'))
    expect({ unknown: traces.unknown, until: memory.unanswered.until() }).toEqual({
      unknown: false,
      until: 0
    })
  })

  test.each([
    { name: 'no answer', error: new AwsError('unknown', 'CreateOrUpdateTags', '', '', ''), unknown: true },
    { name: 'a fault', error: new Error('a fault'), unknown: true },
    { name: 'a refusal', error: new AwsError('denied', 'CreateOrUpdateTags', '', '', ''), unknown: false }
  ])('$name: unknown $unknown', async ({ error, unknown }) => {
    const { run, memory, traces } = repairing(error)
    await expect(run()).rejects.toBe(error)
    expect({ unknown: traces.unknown, until: memory.unanswered.until() }).toEqual({
      unknown,
      until: unknown ? BEGIN + 3_000 + WINDOW_MS : 0
    })
  })

  test('sent twice, no look settles it', async () => {
    const error = new AwsError('unknown', 'CreateOrUpdateTags', '', '', '')
    const { run, memory } = repairing(error)
    await expect(run()).rejects.toBe(error)
    memory.unanswered.settle(at(noted(NOTE, '1'), 20_000))
    expect(memory.unanswered.until()).toBe(0)
    await expect(run()).rejects.toBe(error)
    memory.unanswered.settle(at(noted(NOTE, '1'), 20_000))
    expect(memory.unanswered.until()).toBeGreaterThan(0)
  })

  test('nothing after a stop, nothing where nothing is missing', async () => {
    const stopped = repairing(undefined, AbortSignal.abort())
    await stopped.run()
    // What did not leave is not sent twice when it leaves.
    stopped.memory.unanswered.sending(tag(NOTE, '1'))
    stopped.memory.unanswered.lost(tag(NOTE, '1'), BEGIN)
    stopped.memory.unanswered.settle(at(noted(NOTE, '1'), 1))
    expect(stopped.memory.unanswered.until()).toBe(0)
    const whole = repairing(undefined)
    await whole.run(at(noted(NOTE, '1'), 12_000))
    expect([...stopped.applied, ...whole.applied]).toEqual([])
  })
})
