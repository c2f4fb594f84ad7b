/** The crash matrix itself: it counts only what took place, sees what is wrong, and can be run again by a line. */
import { describe, expect, test } from '@jest/globals'
import { PAIRWISE_ANSWERS } from '../../scripts/crash-matrix/answers.ts'
import { aftermath, type Case, runCase } from '../../scripts/crash-matrix/case.ts'
import { fits, KINDS, kindNamed } from '../../scripts/crash-matrix/faults.ts'
import { fromLine, toLine } from '../../scripts/crash-matrix/line.ts'
import { type Recording, record } from '../../scripts/crash-matrix/record.ts'
import { scenarioNamed } from '../../scripts/crash-matrix/scenarios.ts'
import { type Breadth, casesOf, unitsOf } from '../../scripts/crash-matrix/units.ts'
import { createViews } from '../../scripts/crash-matrix/views.ts'
import { ASSUMPTIONS } from '../../src/twin/core/assumptions.ts'
import { troubleOf } from '../../src/twin/weather/trouble.ts'

const outcome = async (recording: Recording, line: string) => {
  const each = fromLine(line)
  return await runCase(recording, each, await aftermath(recording, each))
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
    'split/rollback killed-after@37 then at once again',
    'shared/deploy killed-after@37 then rollback meeting stale-5s@>12 where standby-batch=partial',
    'copied/finalize lost-response@>3+blue-dies@>9 then other where schedule-late=two-minutes,min-with-standby=standby-makes-up'
  ]

  test.each(LINES)('is one line: %s', line => {
    expect(toLine(fromLine(line))).toBe(line)
  })

  test.each([
    'shared/deploy',
    'shared/deploy melted@3 then rollback',
    'shared/deploy then lunch',
    'shared/deploy throttled@3 then at once rollback'
  ])('is refused where it makes no sense: %s', line => {
    expect(() => fromLine(line)).toThrow()
  })
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

  test('a run that is told of the death before it does not wait for it', async () => {
    const recording = await prepared()
    const [killed] = fromLine('shared/rollback killed-after@40 then again').faults
    const begun = async (told: boolean) => {
      const lab = (await aftermath(recording, { faults: killed ? [killed] : [], told })).goOn()
      const from = lab.twin.world().now
      const { changes } = lab
      const before = changes()
      let waited = Number.NaN
      const stop = new AbortController()
      await lab.run(recording.scenario.under, {
        stop: stop.signal,
        meddler: () => {
          if (changes() === before) return {}
          waited = lab.twin.world().now - from
          stop.abort()
          return {}
        }
      })
      return waited
    }
    expect(await begun(true)).toBeLessThan(60_000)
    expect(await begun(false)).toBeGreaterThan(290_000)
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
    const { wrong } = await aftermath(recording, {
      faults: [{ kind, at: 30, onward: false }],
      told: false
    })
    expect(wrong).toContainEqual(expect.stringMatching(/^S11 processes: Launch of web-green is suspended/))
  })
})

describe('what counts against a call', () => {
  const input = { AutoScalingGroupName: 'web-blue', ScalingProcesses: ['AlarmNotification'] }
  const call = { kind: 'call', service: 'autoscaling', operation: 'ResumeProcesses', input } as const

  test('is all but what somebody has done since the look behind it', () => {
    const views = createViews()
    expect(views.counts(call, 'S9 two keys: ...')).toBe(true)
    views.acted()
    expect(views.counts(call, 'S9 two keys: ...')).toBe(false)
    const answered = views.looks()
    expect(views.counts(call, 'S9 two keys: ...')).toBe(false)
    answered()
    expect(views.counts(call, 'S9 two keys: ...')).toBe(true)
  })

  test('that lands late is the same, whoever has looked meanwhile, and that it leaves something serving in any case', () => {
    const views = createViews()
    const landed = (wrong: string): boolean => {
      let counts = false
      views.landing(() => {
        counts = views.counts(call, wrong)
      })
      return counts
    }
    views.sent('ResumeProcesses', input, troubleOf('late', 'autoscaling', 'ResumeProcesses'))
    expect(landed('S9 two keys: ...')).toBe(true)
    views.acted()
    views.looks()()
    expect(landed('S9 two keys: ...')).toBe(false)
    expect(landed('S2 never zero: ...')).toBe(true)
  })

  test('that lands behind the back of a successor is that it leaves something serving', () => {
    const views = createViews(true)
    views.sent('ResumeProcesses', input, troubleOf('late', 'autoscaling', 'ResumeProcesses'))
    views.landing(() => {
      expect(views.counts(call, 'S9 two keys: ...')).toBe(false)
      expect(views.counts(call, 'S2 never zero: ...')).toBe(true)
    })
    expect(views.counts(call, 'S9 two keys: ...')).toBe(true)
    expect(views.counts(call, 'S18 phases: ...')).toBe(true)
    views.sent('CreateOrUpdateTags', {}, troubleOf('late', 'autoscaling', 'CreateOrUpdateTags'))
    expect(views.counts(call, 'S18 phases: ...')).toBe(false)
  })
})

describe('the cases of the matrix', () => {
  const casesAt = async (breadth: Breadth) => {
    const recording = await record(scenarioNamed('shared/finalize'), {})
    const units = unitsOf({ breadth, sampled: 0, seed: 1 })
    const own = units.filter(each => each.of === 'faults' && each.scenario === 'shared/finalize')
    return { recording, cases: own.flatMap(unit => casesOf(unit, recording)) }
  }
  const numbers = (cases: readonly Case[], kind: string, next?: string) =>
    cases
      .filter(each => each.faults[0]?.kind.name === kind && (next === undefined || each.next === next))
      .map(({ faults }) => faults[0]?.at ?? -1)
      .sort((a, b) => a - b)
  const fitting = ({ points }: Recording, name: string) =>
    points.flatMap(({ request }, at) => (fits(kindNamed(name), request) ? [at] : []))

  test('hold every kind at every request that it fits, in full with every next command', async () => {
    const { recording, cases } = await casesAt('every')
    for (const next of ['again', 'rollback', 'other']) {
      expect(numbers(cases, 'lost-response', next)).toEqual(fitting(recording, 'lost-response'))
      expect(numbers(cases, 'stale-5s', next)).toEqual(fitting(recording, 'stale-5s'))
    }
  })

  test('hold every kind at every change and first read once, and by turn those that nobody can tell apart', async () => {
    const { recording, cases } = await casesAt('each')
    expect(numbers(cases, 'killed-after', 'rollback')).toEqual(fitting(recording, 'killed-after'))
    const unanswered = ['error-500', 'html-500', 'empty-500', 'lost-request']
    const lost = unanswered.map(kind => numbers(cases, kind))
    expect(lost.every(each => each.length > 0)).toBe(true)
    expect([...new Set(lost.flat())].sort((a, b) => a - b)).toEqual(fitting(recording, 'lost-request'))
    const first = recording.points.flatMap(({ request }, at) =>
      request.isRead && request.call.operation !== 'DescribeAutoScalingGroups' ? [] : [at]
    )
    for (const kind of ['throttle', 'terraform-apply'])
      expect(numbers(cases, kind)).toEqual(expect.arrayContaining(first))
    const between = fitting(recording, 'throttle').filter(at => !first.includes(at))
    const struck = numbers(cases, 'throttle').filter(at => between.includes(at))
    expect(struck.length).toBeGreaterThanOrEqual(Math.floor(between.length / 6))
  })

  test('hold every kill with every next command also where GitHub tells of it', async () => {
    const recording = await record(scenarioNamed('shared/finalize'), {})
    const kills = (of: 'faults' | 'told-kills') =>
      unitsOf({ breadth: 'kills', sampled: 0, seed: 1 })
        .filter(each => each.of === of && each.scenario === 'shared/finalize')
        .flatMap(unit => casesOf(unit, recording))
    expect(kills('told-kills')).toEqual(kills('faults').map(each => ({ ...each, told: true })))
    expect(kills('told-kills').length).toBeGreaterThan(200)
  })

  test('of chance are the same for the same seed', async () => {
    const recording = await record(scenarioNamed('shared/finalize'), {})
    const lines = (seed: number) =>
      unitsOf({ breadth: 'kills', sampled: 1, seed })
        .filter(({ of }) => of === 'sample')
        .flatMap(unit => casesOf(unit, recording).map(toLine))
    expect(lines(1)).toEqual(lines(1))
    expect(lines(1)).not.toEqual(lines(2))
    expect(new Set(lines(1)).size).toBeGreaterThan(90)
  })
})
