/** Load and schedules that come while a release runs. */
import { describe, expect, test } from '@jest/globals'
import { putAlarm, STEP } from '../support/attachments.ts'
import { type Checked, checked } from '../support/checked.ts'
import type { Hooks } from '../support/simulation.ts'
import { onePair, START } from '../support/simulation.ts'
import { groupIn, serving } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const MINUTE = 60_000

const sizesOf = (simulation: Checked, name: string) => {
  const { min, desired, max } = groupIn(simulation.world(), name)
  return `${min}/${desired}/${max}`
}

/** Notes when the colour's schedules are suspended. */
function watchHold(simulation: Checked, group: string): Hooks & { at(): number } {
  let at = 0
  return {
    at: () => at,
    before: change => {
      if (change.kind !== 'suspend' || change.group !== group || at > 0) return
      if (change.processes.includes('ScheduledActions')) at = simulation.clock.now()
    }
  }
}

const once = (at: number, more: object = { MinSize: 4 }) => ({
  blue: { scheduledActions: [{ ScheduledActionName: 'up', StartTime: new Date(at), ...more }] }
})

const AFTER = [0, 20, 40, 60, 80, 100, 120, 150, 180, 210, 240, 300, 420, 600]

describe('a scheduled action that is due while a release runs', () => {
  test.each(['punctual', 'two-minutes'])('runs, whenever it is due (%s)', async late => {
    const wrong: unknown[] = []
    for (const seconds of AFTER) {
      const due = START + seconds * 1000
      const simulation = checked({ ...onePair(once(due)), assumptions: { 'schedule-late': late } })
      const hold = watchHold(simulation, 'web-blue')
      const report = await simulation.run(DEPLOY, hold)
      await simulation.clock.sleep(15 * MINUTE)
      const end = sizesOf(simulation, 'web-green')
      // AWS lists an action until it has run.
      const ran = late === 'punctual' ? due : due + 2 * MINUTE
      const near = hold.at() >= due - 2 * MINUTE && hold.at() < ran
      const broken = simulation.violations()
      if (report.status !== 'succeeded' || end !== '4/4/6' || near || broken.length > 0)
        wrong.push({ seconds, findings: report.findings, end, near, broken })
    }
    expect(wrong).toEqual([])
  })

  test('is followed by rollback and finalize too', async () => {
    const wrong: unknown[] = []
    for (const command of [ROLLBACK, FINALIZE]) {
      for (const seconds of AFTER) {
        const simulation = checked(onePair(once(START + 30 * MINUTE)))
        await simulation.run(DEPLOY)
        await simulation.clock.sleep(START + 30 * MINUTE - seconds * 1000 - simulation.clock.now())
        const report = await simulation.run(command)
        await simulation.clock.sleep(15 * MINUTE)
        const end = sizesOf(simulation, command === ROLLBACK ? 'web-blue' : 'web-green')
        const told = report.timeline.some(({ text }) => text.includes('it may not have run'))
        const broken = simulation.violations()
        if (report.status !== 'succeeded' || (end !== '4/4/6' && !told) || broken.length > 0)
          wrong.push({ command, seconds, findings: report.findings, end, broken })
      }
    }
    expect(wrong).toEqual([])
  })

  test('may make the service smaller', async () => {
    for (const seconds of [30, 90, 240]) {
      const simulation = checked(onePair(once(START + seconds * 1000, { MinSize: 1, DesiredCapacity: 2 })))
      expect((await simulation.run(DEPLOY)).findings).toEqual([])
      await simulation.clock.sleep(5 * MINUTE)
      expect(sizesOf(simulation, 'web-green')).toMatch(seconds < 200 ? /^1\/3/ : /^1\/2/)
      expect(simulation.violations()).toEqual([])
    }
  })

  test('every minute: the hand-over waits for no gap that never comes, and says so', async () => {
    const action = { ScheduledActionName: 'tick', Recurrence: '* * * * *', MinSize: 2 }
    const simulation = checked(onePair({ blue: { scheduledActions: [action] } }))
    const report = await simulation.run(DEPLOY)
    expect(report.findings).toEqual([])
    expect(report.endedAt - report.startedAt).toBeLessThan(10 * MINUTE)
    expect(report.timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('it may not have run: the scheduled action tick, due at')
      ])
    )
    expect(simulation.violations()).toEqual([])
  })

  test('many in a row hold the hand-over up for ten minutes at most', async () => {
    const actions = { ScheduledActionName: 'often', Recurrence: '1-40/3 9 * * *', MinSize: 2 }
    const simulation = checked(onePair({ blue: { scheduledActions: [actions] } }))
    const hold = watchHold(simulation, 'web-blue')
    expect((await simulation.run(DEPLOY, hold)).findings).toEqual([])
    expect(hold.at() - START).toBeGreaterThan(8 * MINUTE)
    expect(hold.at() - START).toBeLessThan(11 * MINUTE)
  })

  test('does not hold up a rollback', async () => {
    const calm = checked(onePair())
    await calm.run(DEPLOY)
    const usual = await calm.run(ROLLBACK)
    const simulation = checked(onePair(once(START + 30 * MINUTE)))
    await simulation.run(DEPLOY)
    await simulation.clock.sleep(START + 29 * MINUTE - simulation.clock.now())
    const report = await simulation.run(ROLLBACK)
    expect(report.findings).toEqual([])
    expect(report.endedAt - report.startedAt).toBeLessThan(usual.endedAt - usual.startedAt + MINUTE)
  })
})

describe('load that is shared while both versions serve', () => {
  /** One instance fewer at low load, one more at high load, by alarms of one minute. */
  function scaledByLoad(): Checked {
    const policies = [
      {
        ...STEP,
        PolicyName: 'in',
        AdjustmentType: 'ChangeInCapacity',
        MinAdjustmentMagnitude: undefined,
        StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }]
      },
      {
        ...STEP,
        PolicyName: 'out',
        AdjustmentType: 'ChangeInCapacity',
        MinAdjustmentMagnitude: undefined,
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }]
      }
    ]
    const simulation = checked(onePair({ blue: { policies, min: 1 } }))
    const quick = { EvaluationPeriods: 1, DatapointsToAlarm: 1 }
    putAlarm(simulation, 'web-blue', 'in', 'low', {
      ...quick,
      Threshold: 30,
      ComparisonOperator: 'LessThanThreshold'
    })
    putAlarm(simulation, 'web-blue', 'out', 'high', { ...quick, Threshold: 60 })
    return simulation
  }

  const load = (simulation: Checked, group: string, value: number) =>
    simulation.twin.act({
      type: 'metric',
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      dimensions: { AutoScalingGroupName: group },
      value
    })

  test('halves for each instance, and nobody scales in because of it', async () => {
    const simulation = scaledByLoad()
    load(simulation, 'web-blue', 50)
    let least = Number.POSITIVE_INFINITY
    let mixed = false
    const both = () =>
      ['web-blue', 'web-green'].map(name => serving(simulation.world(), groupIn(simulation.world(), name)))
    simulation.twin.onChange(() => {
      const state = simulation.stand().journal?.state
      const [blue = 0, green = 0] = both()
      if (state === 'open' || state === 'switching') least = Math.min(least, blue + green)
    })
    const report = await simulation.run(DEPLOY, {
      onSleep: () => {
        const [, green = 0] = both()
        if (mixed || green === 0) return
        mixed = true
        load(simulation, 'web-blue', 25)
        load(simulation, 'web-green', 25)
      }
    })
    expect(report.findings).toEqual([])
    expect({ mixed, least }).toEqual({ mixed: true, least: 3 })
    expect(simulation.violations()).toEqual([])
  })

  test('scales the new version once it has traffic to itself', async () => {
    const simulation = scaledByLoad()
    load(simulation, 'web-blue', 50)
    expect((await simulation.run(DEPLOY)).findings).toEqual([])
    load(simulation, 'web-green', 90)
    await simulation.clock.sleep(2 * MINUTE)
    expect(groupIn(simulation.world(), 'web-green').desired).toBeGreaterThan(3)
    load(simulation, 'web-green', 10)
    await simulation.clock.sleep(30 * MINUTE)
    expect(sizesOf(simulation, 'web-green')).toBe('1/1/6')
    expect(groupIn(simulation.world(), 'web-blue').desired).toBe(0)
    expect((await simulation.run(FINALIZE)).findings).toEqual([])
    expect(simulation.violations()).toEqual([])
  })

  test('that is high at the wrong moment scales no idle group', async () => {
    const simulation = scaledByLoad()
    load(simulation, 'web-blue', 50)
    load(simulation, 'web-green', 99)
    let most = 0
    const report = await simulation.run(DEPLOY, {
      onSleep: () => {
        const { desired, suspended } = groupIn(simulation.world(), 'web-green')
        if (suspended.AlarmNotification) most = Math.max(most, desired)
      }
    })
    expect(report.findings).toEqual([])
    expect(most).toBe(3)
    expect(simulation.violations()).toEqual([])
  })
})
