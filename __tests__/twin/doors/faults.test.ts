import { expect, test } from '@jest/globals'
import { createFaults } from '../../../src/twin/doors/faults.ts'

test('an order passes its first calls, strikes its count and is done', () => {
  const faults = createFaults()
  faults.order({ kind: 'throttle', operation: 'EnterStandby', after: 1, count: 2 })
  const strikes = ['EnterStandby', 'ExitStandby', 'EnterStandby', 'EnterStandby', 'EnterStandby'].map(
    operation => faults.strike(operation, true)
  )
  expect(strikes).toEqual([undefined, undefined, 'throttle', 'throttle', undefined])
})

test('the order given first strikes first, and only what it asks for', () => {
  const faults = createFaults()
  faults.order({ kind: 'hang', mutating: true, after: 0, count: 1 })
  faults.order({ kind: 'error-500', after: 0, count: 5 })
  expect(faults.strike('DescribeTags', false)).toBe('error-500')
  expect(faults.strike('CreateOrUpdateTags', true)).toBe('hang')
  expect(faults.strike('CreateOrUpdateTags', true)).toBe('error-500')
  faults.clear()
  expect(faults.strike('CreateOrUpdateTags', true)).toBeUndefined()
})
