import { expect, test } from '@jest/globals'
import { scaling } from '../../../src/release/preflight/scaling.ts'
import { candidate } from '../../support/candidate.ts'
import { group, observe, serving } from '../../support/observation.ts'

const codes = (settings: Readonly<Record<string, unknown>>): readonly string[] => {
  const seen = observe(serving('web-blue', 2), group('web-green'))
  const policies = [{ name: 'week', arn: 'arn:week', type: 'PredictiveScaling', settings }]
  const blue = { policies, scheduledActions: [], alarms: [] }
  const at = candidate({ ...seen, attached: { ...seen.attached, blue } }, {}, { keepIdleScaling: true })
  return scaling(at).map(({ code }) => code)
}

test.each<[string, unknown]>([
  ['none', undefined],
  ['an empty one', {}],
  ['null', null],
  ['one that keeps to the MaxSize', { MaxCapacityBreachBehavior: 'HonorMaxCapacity' }]
])('a predictive policy raises no MaxSize with a configuration that is %s', (_, configuration) => {
  expect(codes({ PredictiveScalingConfiguration: configuration })).toEqual([])
})

test('a forecast that may raise MaxSize stands in the way', () => {
  const configuration = { MaxCapacityBreachBehavior: 'IncreaseMaxCapacity' }
  expect(codes({ PredictiveScalingConfiguration: configuration })).toEqual(['BGR-PREDICTIVE-MAX'])
})
