import { describe, expect, test } from '@jest/globals'
import type { ReleaseRecord } from '../../../src/release/journal/journal.ts'
import { expose, noteWeights } from '../../../src/release/traffic/expose.ts'
import { type Noted, noteTag, type Weights } from '../../../src/release/traffic/forward-journal.ts'
import { BLUE, forward, GREEN, NOTE, splitSituation, targetGroupArn } from '../../support/split-release.ts'

test('nothing is written to the other listeners where one is not free', () => {
  const strange = forward({ [BLUE]: 1, [targetGroupArn('other')]: 1 }, { name: 'web:443' })
  const at = splitSituation({ forwards: [forward({ [BLUE]: 1 }), strange] })
  expect(expose(at)).toMatchObject({
    kind: 'refuse',
    findings: [{ code: 'BGR-FORWARD-UNFIT', message: expect.stringContaining('web:443') }]
  })
})

const notedOf = (weights: Readonly<Record<string, number>>, release: Partial<ReleaseRecord> = {}) =>
  noteWeights(splitSituation({ forwards: [forward(weights)], release: { state: 'open', ...release } }))

const note = (found: Weights, goal: Weights, use: Noted['use'] = 'production') => ({
  kind: 'change',
  force: 'additive',
  change: { kind: 'tag-forward', forward: 'arn:listener', tags: [noteTag({ ...NOTE, use, found, goal })] }
})

describe('a later release', () => {
  test.each([
    ['all that blue has', { [BLUE]: 5 }, note({ blue: 5, green: 0 }, { blue: 0, green: 5 })],
    ['of two sides both', { [BLUE]: 5, [GREEN]: 2 }, note({ blue: 7, green: 0 }, { blue: 0, green: 7 })]
  ])('moves %s', (_, weights, expected) => {
    expect(notedOf(weights)).toMatchObject(expected)
  })

  test('turns a test of the idle colour round', () => {
    expect(notedOf({ [BLUE]: 0, [GREEN]: 5 })).toMatchObject(
      note({ blue: 0, green: 5 }, { blue: 5, green: 0 }, 'test')
    )
  })
})

describe('a first release', () => {
  const noted = (weights: Readonly<Record<string, number>>) =>
    notedOf(weights, { initial: { min: 1, desired: 3, max: 4 } })

  test('leaves the weight of its new colour as it finds it, for it tests nothing', () => {
    expect(noted({ [GREEN]: 5 })).toMatchObject(note({ blue: 0, green: 5 }, { blue: 0, green: 5 }))
  })

  test('takes the weight of the colour that nobody has released', () => {
    expect(noted({ [BLUE]: 5 })).toMatchObject(note({ blue: 5, green: 0 }, { blue: 0, green: 5 }))
  })
})
