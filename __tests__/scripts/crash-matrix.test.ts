/** The crash matrix itself: it counts only what took place, sees what is wrong, and can be run again by a line. */
import { describe, expect, test } from '@jest/globals'
import { PAIRWISE_ANSWERS } from '../../scripts/crash-matrix/answers.ts'
import { aftermath, runCase } from '../../scripts/crash-matrix/case.ts'
import { fits, KINDS } from '../../scripts/crash-matrix/faults.ts'
import { fromLine, toLine } from '../../scripts/crash-matrix/line.ts'
import { type Recording, record } from '../../scripts/crash-matrix/record.ts'
import { SCENARIOS, scenarioNamed } from '../../scripts/crash-matrix/scenarios.ts'
import { casesOf, unitsOf } from '../../scripts/crash-matrix/units.ts'
import { ASSUMPTIONS } from '../../src/twin/core/assumptions.ts'

const outcome = async (recording: Recording, line: string) => {
  const each = fromLine(line)
  return await runCase(recording, each, await aftermath(recording, each.faults))
}

test('every pair of questions that AWS leaves open meets every pair of answers', () => {
  const missing = ASSUMPTIONS.flatMap((one, n) =>
    ASSUMPTIONS.slice(n + 1).flatMap(two =>
      [true, false].flatMap(a =>
        [true, false]
          .filter(b => !PAIRWISE_ANSWERS.some(row => one.id in row === a && two.id in row === b))
          .map(b => [one.id, a, two.id, b])
      )
    )
  )
  expect(missing).toEqual([])
})

describe('a case', () => {
  const LINES = [
    'shared/deploy then rollback',
    'split/rollback killed-after@37 then again',
    'shared/deploy killed-after@37 then rollback meeting stale-5s@>12 where standby-batch=partial',
    'copied/finalize lost-response@>3+blue-dies@>9 then other where schedule-late=two-minutes,min-with-standby=standby-makes-up'
  ]

  test.each(LINES)('is one line: %s', line => {
    expect(toLine(fromLine(line))).toBe(line)
  })

  test.each(['shared/deploy', 'shared/deploy melted@3 then rollback', 'shared/deploy then lunch'])(
    'is refused where it makes no sense: %s',
    line => {
      expect(() => fromLine(line)).toThrow()
    }
  )
})

describe('of a rollback', () => {
  const prepared = async () => await record(scenarioNamed('shared/rollback'), {})

  test('faults that strike count, and those that cannot do not', async () => {
    const recording = await prepared()
    const found = await Promise.all([
      outcome(recording, 'shared/rollback killed-after@40 then again'),
      outcome(recording, 'shared/rollback lost-response@40 then finalize'),
      outcome(recording, 'shared/rollback lost-response@100000 then again'),
      outcome(recording, 'shared/rollback partial@20 then again')
    ])
    const change = recording.points[40]?.request
    expect(change?.isRead).toBe(false)
    expect(found.map(({ fired }) => fired)).toEqual([true, true, false, false])
    expect(found.flatMap(({ wrong }) => wrong)).toEqual([])
  })

  test('an end that differs from the undisturbed one is seen', async () => {
    const recording = await prepared()
    const ends = new Map(
      [...recording.ends].map(([state, end]) => [state, end.replace('"2/3/6"', '"2/4/6"')])
    )
    const { wrong } = await outcome({ ...recording, ends }, 'shared/rollback killed-after@40 then again')
    expect(wrong).toHaveLength(1)
    expect(wrong[0]).toMatch(/^L1 same end: 1 rolled-back 2.0.0 has .*2\/3\/6.* and not .*2\/4\/6/)
  })

  test('a rule that is broken on the way is seen', async () => {
    const recording = await prepared()
    const spoil = KINDS.find(({ name }) => name === 'stopped')
    if (!spoil) throw new Error('no such kind')
    const kind = {
      ...spoil,
      strike: ({ lab }: Parameters<typeof spoil.strike>[0]) => {
        const input = { AutoScalingGroupName: 'web-green', ScalingProcesses: ['Launch'] }
        lab.twin.call('autoscaling', 'SuspendProcesses', input)
        return {}
      }
    }
    const { wrong } = await aftermath(recording, [{ kind, at: 30, onward: false }])
    expect(wrong).toContainEqual(expect.stringMatching(/^S11 processes: Launch of web-green is suspended/))
  })
})

test('every kind meets every request that it fits, of every scenario', async () => {
  const recording = await record(scenarioNamed('shared/finalize'), {})
  const units = unitsOf({ every: false, pairs: 0, seed: 1, killsOnly: false }).filter(
    ({ of }) => of === 'faults'
  )
  expect(units).toHaveLength(SCENARIOS.length * KINDS.length)
  const requests = recording.points.map(({ request }) => request)
  const lost = units.find(
    each => each.scenario === 'shared/finalize' && 'kind' in each && each.kind === 'lost-response'
  )
  const kind = KINDS.find(({ name }) => name === 'lost-response')
  if (!lost || !kind) throw new Error('no such unit')
  expect(casesOf(lost, recording).flatMap(({ faults }) => faults.map(({ at }) => at))).toEqual(
    requests.filter(request => fits(kind, request)).map(({ number }) => number)
  )
})
