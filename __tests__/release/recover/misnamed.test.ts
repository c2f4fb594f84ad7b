import { expect, test } from '@jest/globals'
import { misnamed, type Recovery } from '../../../src/release/recover/recover.ts'
import { group, observe } from '../../support/observation.ts'

const NOTHING: Recovery = { liftApproval: false, forget: false }
const SIZES = { min: 1, desired: 1, max: 2 }
const FLEET = ['web', 'web-api'].map(service => ({
  ...observe(group(`${service}-blue`), group(`${service}-green`)),
  service
}))

test.each<Partial<Recovery>>([
  {},
  { forget: true },
  { baseline: { group: 'web-api-green', ...SIZES } },
  { baseline: { group: 'web-blue', ...SIZES } },
  { live: { service: 'web', colour: 'blue' } },
  { live: { service: 'web-api', colour: 'green' } }
])('%j is about the fleet', recovery => {
  expect(misnamed(FLEET, { ...NOTHING, ...recovery })).toBeUndefined()
})

test.each<readonly [Partial<Recovery>, string, string]>([
  [
    { baseline: { group: 'web', ...SIZES } },
    'baseline names web, and asg-prefix and image-name find web-blue, web-green, web-api-blue, web-api-green.',
    'Correct baseline, or asg-prefix.'
  ],
  [
    { live: { service: 'web-blue', colour: 'blue' } },
    'live names web-blue, and asg-prefix and image-name find web, web-api.',
    'Correct live, or asg-prefix.'
  ],
  [
    { baseline: { group: 'web-blue', ...SIZES }, live: { service: 'api', colour: 'blue' } },
    'live names api, and asg-prefix and image-name find web, web-api.',
    'Correct live, or asg-prefix.'
  ]
])('%j is not', (recovery, message, fix) => {
  expect(misnamed(FLEET, { ...NOTHING, ...recovery })).toEqual({ code: 'BGR-INPUT', message, fix })
})
