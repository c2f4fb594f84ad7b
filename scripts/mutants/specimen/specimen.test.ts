import { describe, expect, test } from '@jest/globals'
import { batchesOf, orderFor } from './batch.ts'

describe('the specimen', () => {
  test('what is large is split, what is smaller is announced', () => {
    expect([25, 15, 5].map(orderFor)).toEqual(['split', 'announce', undefined])
  })

  test.each([
    { size: 1, batches: [1] },
    { size: 25, batches: [20, 5] }
  ])('$size', ({ size, batches }) => {
    expect(batchesOf(size, 20)).toEqual(batches)
    expect(orderFor(1)).toBe('alone')
  })
})
