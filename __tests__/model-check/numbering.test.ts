import { expect, test } from '@jest/globals'
import { createNumbering } from '../../scripts/model-check/numbering.ts'

test('keys have numbers in the order of their first coming, however many and however large', () => {
  const numbering = createNumbering()
  // Neighbours, multiples of 2^32 that differ in their high half alone, and the largest.
  const keys = Array.from({ length: 5_000 }, (_, n) => [n, n * 2 ** 32 + 7, 2 ** 53 - 1 - n]).flat()
  const distinct = [...new Set(keys)]
  const order = new Map(distinct.map((key, number) => [key, number]))
  for (const [number, key] of distinct.entries()) expect(numbering.of(key)).toBe(number)
  expect(keys.map(numbering.of)).toEqual(keys.map(key => order.get(key)))
  expect(numbering.size).toBe(distinct.length)
})
