/** What of two colours is the same, each in its own names. */
import { describe, expect, test } from '@jest/globals'
import { type Attached, NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { differences } from '../../../src/release/scaling/same.ts'
import { equalActions } from '../../../src/release/scaling/schedules.ts'
import { group } from '../../support/observation.ts'

const AT = Date.parse('2026-03-02T09:00:00Z')
const arnOf = (of: string, policy: string) =>
  `arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1:autoScalingGroupName/${of}:policyName/${policy}`
const policiesOf = (of: string, ...names: readonly string[]) =>
  names.map(name => ({ name, arn: arnOf(of, name), type: 'StepScaling', settings: {} }))
const between = (blue: Partial<Attached>, green: Partial<Attached>) =>
  differences(
    { group: group('web-blue'), attached: { ...NOTHING_ATTACHED, ...blue } },
    { group: group('web-green'), attached: { ...NOTHING_ATTACHED, ...green } },
    AT
  )
const NONE = { lacking: [], surplus: [] }

test('what is lacking hides nothing else that both have', () => {
  expect(
    between(
      { policies: policiesOf('web-blue', 'mem', 'cpu') },
      { policies: policiesOf('web-green', 'disk', 'cpu') }
    )
  ).toEqual({ lacking: ['the scaling policy mem'], surplus: ['the scaling policy disk'] })
})

describe('alarms', () => {
  const alarm = (name: string, settings: object) => ({ name, arn: `arn:${name}`, settings: { ...settings } })
  const driving = (of: string, AlarmActions: readonly string[], more = {}) => ({
    policies: policiesOf(of, 'cpu', 'mem'),
    alarms: [alarm(`alarm of ${of}`, { AlarmActions, ...more })]
  })
  const differ = { lacking: ['the alarm alarm of web-blue'], surplus: ['the alarm alarm of web-green'] }

  test('are the same where they drive policies of the same names', () => {
    const blue = driving('web-blue', [arnOf('web-blue', 'cpu')])
    expect(between(blue, driving('web-green', [arnOf('web-green', 'cpu')]))).toEqual(NONE)
    expect(between(blue, driving('web-green', [arnOf('web-green', 'mem')]))).toEqual(differ)
    expect(between(blue, driving('web-green', []))).toEqual(differ)
  })

  test('differ by their numbers', () => {
    const blue = driving('web-blue', [], { Threshold: 70 })
    expect(between(blue, driving('web-green', [], { Threshold: 70 }))).toEqual(NONE)
    expect(between(blue, driving('web-green', [], { Threshold: 80 }))).toEqual(differ)
  })

  test('do not differ by the policies of other groups that they drive', () => {
    const others = [arnOf('api-blue', 'cpu'), arnOf('api-blue', 'mem')]
    const blue = driving('web-blue', [arnOf('web-blue', 'cpu'), ...others])
    expect(between(blue, driving('web-green', [arnOf('web-green', 'cpu'), ...others.slice(1)]))).toEqual(NONE)
    expect(between(driving('web-blue', others), driving('web-green', []))).toEqual(NONE)
  })
})

test('when a scheduled action begins counts where it does not recur, and only there', () => {
  const from = (day: number, settings = {}) => ({
    name: 'sale',
    settings: { StartTime: new Date(Date.UTC(2026, 5, day)), MinSize: 3, ...settings }
  })
  const nightly = { Recurrence: '0 22 * * *' }
  expect([equalActions(from(1), from(1)), equalActions(from(1), from(2))]).toEqual([true, false])
  expect([
    equalActions(from(1, nightly), from(2, nightly)),
    equalActions(from(1, nightly), from(1, { Recurrence: '0 23 * * *' }))
  ]).toEqual([true, false])
})
