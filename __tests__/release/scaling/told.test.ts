/** Findings and notes: of what nobody moves, of a first release, and of what the prepared colour alone has. */

import { describe, expect, test } from '@jest/globals'
import { type Attached, NOTHING_ATTACHED, type ScheduledAction } from '../../../src/release/attached.ts'
import type { Goal } from '../../../src/release/goal.ts'
import { baseTag, releaseTag } from '../../../src/release/journal/journal.ts'
import { scalingFindings } from '../../../src/release/scaling/fit.ts'
import { pagingNotes } from '../../../src/release/scaling/notes.ts'
import { surplusNotes } from '../../../src/release/scaling/surplus.ts'
import { DEPLOY } from '../../support/deploy-goal.ts'
import { group, observe, RECORD, serving, tagged } from '../../support/observation.ts'

const AT = Date.parse('2026-03-02T09:00:00Z')
const ARN =
  'arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1:autoScalingGroupName/web-blue:policyName/cpu'

test('alarms that drive a policy, and those that target tracking made, page nobody', () => {
  const alarm = (name: string, AlarmActions: readonly string[]) => ({
    name,
    arn: `arn:${name}`,
    settings: { AlarmActions, Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'web-blue' }] }
  })
  const told = pagingNotes(observe(serving('web-blue', 3), group('web-green')), [
    alarm('TargetTracking-web-blue-AlarmHigh', [ARN]),
    alarm('TargetTracking-web-blue-AlarmLow', []),
    alarm('drives', [ARN]),
    alarm('pages', ['arn:aws:sns:eu-west-1:111122223333:pager']),
    alarm('no TargetTracking-', [])
  ])
  expect(told.map(({ message }) => message.split(': ')[1])).toEqual(['pages, no TargetTracking-.'])
})

describe('a first release', () => {
  const policy = { name: 'cpu', arn: ARN, type: 'StepScaling', settings: {} }
  const alarms = [{ name: 'high', arn: 'arn:high', settings: { AlarmActions: [ARN] } }]
  const codes = (green: Partial<Attached>, first: boolean) =>
    scalingFindings(
      {
        ...observe(group('web-blue'), group('web-green'), { at: AT }),
        attached: {
          blue: { policies: [policy], alarms, scheduledActions: [] },
          green: { ...NOTHING_ATTACHED, ...green }
        }
      },
      'blue',
      first,
      ['high@web-green']
    ).map(({ code }) => code)

  test('may find a set on the group that is to be live', () => {
    const own = { policies: [{ ...policy, name: 'mem' }] }
    expect([codes(own, true), codes(own, false)]).toEqual([[], ['BGR-SCALING-NOT-ON-BOTH']])
  })

  test('copies as any other one, so what cannot be copied is told', () => {
    expect([codes({}, true), codes({}, false)]).toEqual([['BGR-ALARM-NAME-TAKEN'], ['BGR-ALARM-NAME-TAKEN']])
  })
})

describe('what the prepared colour alone has', () => {
  const told = (goal: Goal, ...scheduledActions: readonly ScheduledAction[]) => {
    const base = { min: 0, max: 6, desired: 0, suspended: [] }
    const seen = {
      ...observe(
        tagged(serving('web-blue', 3), releaseTag(RECORD), baseTag(1, base)),
        tagged(serving('web-green', 3), releaseTag(RECORD), baseTag(1, { ...base, scaling: 'copied' })),
        { at: AT }
      ),
      attached: { blue: NOTHING_ATTACHED, green: { ...NOTHING_ATTACHED, scheduledActions } }
    }
    return surplusNotes(seen, goal).map(({ message }) => message.split(',')[0])
  }
  const once = (name: string, minutes: number) => ({
    name,
    settings: { StartTime: new Date(AT + minutes * 60_000), MinSize: 3 }
  })

  test('is told before a deploy makes it live, and before nothing else', () => {
    expect(told(DEPLOY, once('sale', 1))).toEqual(['web-green has the scheduled action sale'])
    expect(told({ command: 'finalize', keepIdleScaling: false }, once('sale', 1))).toEqual([])
  })

  test('does not count where it is past', () => {
    expect(told(DEPLOY, once('past', -1), once('sale', 1))).toEqual([
      'web-green has the scheduled action sale'
    ])
    expect(told(DEPLOY, once('past', -1))).toEqual([])
  })
})
