/** What both colours have, what one of them lacks, and what is said of it. */

import { describe, expect, test } from '@jest/globals'
import { type Attached, NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { baseTag, type ReleaseState, releaseTag } from '../../../src/release/journal/journal.ts'
import { namesMinute } from '../../../src/release/scaling/cron.ts'
import { equalSettings } from '../../../src/release/scaling/equal.ts'
import { scalingFindings } from '../../../src/release/scaling/fit.ts'
import { mirror } from '../../../src/release/scaling/mirror.ts'
import { pagingNotes } from '../../../src/release/scaling/notes.ts'
import { differences } from '../../../src/release/scaling/same.ts'
import { surplusNotes } from '../../../src/release/scaling/surplus.ts'
import { DEPLOY } from '../../support/deploy-goal.ts'
import { group, observe, RECORD, serving, tagged } from '../../support/observation.ts'

const AT = Date.parse('2026-03-02T09:00:00Z')
const having = (name: string, attached: Partial<Attached>) => ({
  group: group(name),
  attached: { ...NOTHING_ATTACHED, ...attached }
})
const blue = (attached: Partial<Attached>) => having('web-blue', attached)
const green = (attached: Partial<Attached>) => having('web-green', attached)
const policy = (name: string, settings = {}) => ({ name, arn: name, type: 'StepScaling', settings })
const night = (MinSize: number) => ({ name: 'night', settings: { Recurrence: '0 22 * * *', MinSize } })
const alarm = (name: string, settings = {}) => ({ name, arn: `arn:${name}`, settings })

describe('settings', () => {
  test('without a value are as if they were not there; null is a value', () => {
    expect(equalSettings({ a: 1, b: undefined }, { a: 1 })).toBe(true)
    expect(equalSettings({ a: null }, { a: null })).toBe(true)
    expect(equalSettings({ a: null }, {})).toBe(false)
  })
})

describe('the differences of two colours', () => {
  test('count equal things one by one', () => {
    const twice = [alarm('one', { Threshold: 1 }), alarm('two', { Threshold: 1 })]
    expect(differences(blue({ alarms: twice.slice(1) }), green({ alarms: twice }), AT)).toEqual({
      lacking: [],
      surplus: ['the alarm two']
    })
  })

  test('do not lie in an empty list, nor in names that differ by the colour', () => {
    const [one, other] = [policy('cpu-blue'), policy('cpu-green')]
    const from = blue({ policies: [one], alarms: [alarm('a', { OKActions: [] })] })
    const to = green({ policies: [other], alarms: [alarm('b')] })
    expect(differences(from, to, AT)).toEqual({ lacking: [], surplus: [] })
    expect(differences(blue({ policies: [policy('mem')] }), to, AT).lacking).toEqual([
      'the scaling policy mem'
    ])
  })

  test('are told with what is lacking and what is too much, each only where there is any', () => {
    const seen = (from: Partial<Attached>, to: Partial<Attached>) => ({
      ...observe(serving('web-blue', 3), group('web-green'), { at: AT }),
      attached: { blue: { ...NOTHING_ATTACHED, ...from }, green: { ...NOTHING_ATTACHED, ...to } }
    })
    const said = (from: Partial<Attached>, to: Partial<Attached>) =>
      scalingFindings(seen(from, to), 'blue', false, []).map(({ message }) => message.split(': ')[1])
    const [cpu, mem] = [policy('cpu'), policy('mem')]
    expect(said({ policies: [cpu, mem] }, { policies: [cpu] })).toEqual([
      'web-green lacks the scaling policy mem of web-blue.'
    ])
    expect(said({ policies: [cpu] }, { policies: [cpu, mem] })).toEqual([
      'web-green has the scaling policy mem, and web-blue has no such.'
    ])
    expect(said({ policies: [cpu] }, { policies: [cpu] })).toEqual([])
  })

  test('an alarm whose copy has the longest name there may be can be copied, and none beyond', () => {
    const codes = (length: number) =>
      scalingFindings(
        {
          ...observe(serving('web-blue', 3), group('web-green'), { at: AT }),
          attached: {
            blue: { ...NOTHING_ATTACHED, alarms: [alarm('x'.repeat(length))] },
            green: NOTHING_ATTACHED
          }
        },
        'blue',
        false,
        []
      ).map(({ code }) => code)
    const suffix = '@web-green'.length
    expect(codes(255 - suffix)).toEqual([])
    expect(codes(256 - suffix)).toEqual(['BGR-SCALING-NOT-COPYABLE'])
  })
})

test('a scheduled action that differs is replaced, or kept where that is asked for', () => {
  const wish = { takenAlarms: [], alarmTags: new Map() }
  const from = blue({ scheduledActions: [night(1)] })
  const to = green({ scheduledActions: [night(2)] })
  expect(mirror(from, to, AT, { ...wish, differing: 'replaced' })).toMatchObject({
    why: 'put the scheduled actions night on web-green',
    change: { kind: 'put-schedules', actions: [night(1)] }
  })
  expect(mirror(from, to, AT, { ...wish, differing: 'kept' })).toBeUndefined()
})

test('where the weekday has a step, the day of the month has to fit too', () => {
  // The second of March 2026 is a Monday.
  expect(namesMinute('0 9 3 * */1', 'UTC', AT)).toBe(false)
  expect(namesMinute('0 9 2 * */1', 'UTC', AT)).toBe(true)
  expect(namesMinute('0 9 3 * 1', 'UTC', AT)).toBe(true)
})

test('alarms that measure a group, be it within an expression, are told; others are not', () => {
  const seen = observe(serving('web-blue', 3), group('web-green'), { at: AT })
  const dimension = (Name: string, Value: string) => ({ Dimensions: [{ Name, Value }] })
  const within = { Metrics: [{ MetricStat: { Metric: dimension('AutoScalingGroupName', 'web-blue') } }] }
  const told = pagingNotes(seen, [
    alarm('plain', dimension('AutoScalingGroupName', 'web-blue')),
    alarm('math', within),
    alarm('another', dimension('Queue', 'web-blue')),
    alarm('nothing', { Dimensions: [null, 'AutoScalingGroupName'] }),
    alarm('elsewhere', dimension('AutoScalingGroupName', 'web-blue-2'))
  ])
  expect(told.map(({ message }) => message.split(': ')[1])).toEqual(['plain, math.'])
})

describe('what the prepared colour alone has', () => {
  const told = (state: ReleaseState, scaling: 'copied' | 'own', attached: Partial<Attached>) => {
    const base = (name: 'web-blue' | 'web-green') => [
      releaseTag({ ...RECORD, state }),
      baseTag(1, { min: 0, max: 6, desired: 0, suspended: [], ...(name === 'web-green' && { scaling }) })
    ]
    const seen = {
      ...observe(
        tagged(serving('web-blue', 3), ...base('web-blue')),
        tagged(serving('web-green', 3), ...base('web-green')),
        { at: AT }
      ),
      attached: { blue: NOTHING_ATTACHED, green: { ...NOTHING_ATTACHED, ...attached } }
    }
    return surplusNotes(seen, DEPLOY).map(({ message }) => message.split(',')[0])
  }

  test('is told of policies, scheduled actions and alarms, as long as traffic has not moved', () => {
    const policies = [policy('cpu')]
    expect(told('open', 'copied', { policies })).toEqual(['web-green has the scaling policy cpu'])
    expect(told('open', 'copied', { scheduledActions: [night(1)] })).toEqual([
      'web-green has the scheduled action night'
    ])
    expect(told('open', 'copied', { alarms: [alarm('high')] })).toEqual(['web-green has the alarm high'])
    expect(told('open', 'copied', {})).toEqual([])
    expect(told('switching', 'copied', { policies })).toEqual([])
    expect(told('open', 'own', { policies })).toEqual([])
  })
})
