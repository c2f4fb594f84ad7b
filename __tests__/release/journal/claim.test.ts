import { expect, test } from '@jest/globals'
import { type Claim, claimKey, claimTag, isOpen, readClaims } from '../../../src/release/journal/claim.ts'
import { group, tagged } from '../../support/observation.ts'

const claim: Claim = { id: 'run-1', state: 'held', command: 'deploy', by: 'ada', beat: 3, at: 1_700_000_000 }
const on = (value: string) => tagged(group('web-blue'), { key: claimKey('run-1'), value, propagate: false })

test('is read as it was written, beside other tags', () => {
  const { key, value, propagate } = claimTag(claim)
  expect({ key, propagate }).toEqual({ key: 'bg-release:claim:run-1', propagate: false })
  expect(readClaims(on(value))).toEqual([claim])
})

test.each(['', 'damaged', 'v=1 state=held c=00000000'])(
  '"%s" cannot be read: nobody knows that it is over',
  text => {
    const [read] = readClaims(on(text))
    expect(read).toEqual({ id: 'run-1', state: 'held', command: 'unknown', by: 'unknown', beat: 0, at: 0 })
    expect(read && isOpen(read)).toBe(true)
  }
)

test('a name is written in the alphabet of a tag, and cut', () => {
  const [read] = readClaims(
    on(claimTag({ ...claim, by: `Ada L. <ada@example.com> ${'x'.repeat(200)}` }).value)
  )
  expect(read?.by).toBe(`Ada_L.__ada@example.com__${'x'.repeat(75)}`)
})

test.each([
  ['asking', true],
  ['held', true],
  ['released', false],
  ['ended', false]
] as const)('%s: may be alive %s', (state, alive) => {
  expect(isOpen({ ...claim, state })).toBe(alive)
})
