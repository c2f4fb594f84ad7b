import { expect, test } from '@jest/globals'
import { adjusted } from '../../../../src/twin/core/scaling/adjustment.ts'

test.each([
  ['ChangeInCapacity', 10, 3, 0, 13],
  ['ChangeInCapacity', 2, -3, 0, 0],
  ['ExactCapacity', 10, 4, 0, 4],
  // EC2 Auto Scaling guide, "Scaling adjustment types": 12.7 becomes 12, .67 becomes 1, -.58 becomes -1, -6.67 becomes -6.
  ['PercentChangeInCapacity', 127, 10, 0, 139],
  ['PercentChangeInCapacity', 4, 10, 0, 5],
  ['PercentChangeInCapacity', 4, -10, 0, 3],
  ['PercentChangeInCapacity', 20, -33, 0, 14],
  ['PercentChangeInCapacity', 4, 25, 2, 6],
  ['PercentChangeInCapacity', 4, -25, 2, 2],
  ['PercentChangeInCapacity', 4, 0, 2, 4]
])('%s of %d by %d, at least %d, is %d', (type, capacity, by, atLeast, expected) => {
  expect(adjusted(capacity, { type, by, atLeast })).toBe(expected)
})
