/** What of settings speaks of a group, and what does not. */
import { describe, expect, test } from '@jest/globals'
import { isPolicyArn, translated, translatedAlarm } from '../../../src/release/scaling/translate.ts'
import { group, WEB } from '../../support/observation.ts'

const inMetrics = (name: string) => `targetgroup/${name}/0123456789abcdef`
const targetGroup = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:${inMetrics(name)}`
const policy = (of: string) =>
  `arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1:autoScalingGroupName/${of}:policyName/cpu`

const blue = group('web-blue', { targetGroups: [targetGroup('b')] })
const green = group('web-green', { targetGroups: [targetGroup('g')] })

describe('settings for the other group', () => {
  test('name it as often as they have named the first', () => {
    expect(translated({ Expression: 'SUM(web-blue) / MAX(web-blue)' }, blue, green)).toEqual({
      Expression: 'SUM(web-green) / MAX(web-green)'
    })
  })

  test('say to people what they have said, be it of a target group', () => {
    const settings = { AlarmDescription: `web-blue: see ${inMetrics('b')}`, Threshold: null }
    expect(translated(settings, blue, green)).toEqual(settings)
  })

  test('keep the name of a dimension, even where the group is called by it', () => {
    const named = (Value: string) => ({ Dimensions: [{ Name: 'AutoScalingGroupName', Value }] })
    const odd = group('AutoScalingGroupName')
    expect(translated(named(odd.name), odd, green)).toEqual(named('web-green'))
  })

  test('keep their target groups where nobody can say which stands for which', () => {
    const two = group('web-green', { targetGroups: [targetGroup('g'), WEB] })
    const settings = { ResourceLabel: inMetrics('b'), Statistic: 'SampleCount' }
    expect(translated(settings, blue, two)).toEqual(settings)
  })
})

describe('an alarm for the other group', () => {
  const arns = new Map([[policy('web-blue'), policy('web-green')]])
  const alarm = (settings: object) =>
    translatedAlarm({ name: 'high', arn: 'arn:high', settings: { ...settings } }, blue, green, arns)

  test('drives its policies, and none of a group beside the pair', () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:pager'
    expect(
      alarm({
        AlarmActions: [policy('web-blue'), policy('api-blue'), topic],
        OKActions: [policy('api-blue')],
        InsufficientDataActions: []
      })
    ).toEqual({ AlarmActions: [policy('web-green'), topic] })
  })

  test('keeps lists of other things as they are, empty ones too', () => {
    const settings = { Dimensions: [], Metrics: [{ Id: 'm' }], OKActions: null, Threshold: 70 }
    expect(alarm(settings)).toEqual(settings)
  })
})

test('the ARN of a scaling policy is a text that begins as one', () => {
  const arn = policy('web-blue')
  const others = [`topic ${arn}`, [arn], undefined, 'arn:aws:sns:eu-west-1:111122223333:scalingPolicy']
  expect([arn, ...others].filter(isPolicyArn)).toEqual([arn])
})
