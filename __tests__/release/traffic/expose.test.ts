import { describe, expect, test } from '@jest/globals'
import { expose, noteWeights } from '../../../src/release/traffic/expose.ts'
import { noteTag } from '../../../src/release/traffic/forward-journal.ts'
import { BLUE, forward, GREEN, NOTE, splitSituation, targetGroupArn } from '../../support/split-release.ts'

test('nothing is written to the other listeners where one is not free', () => {
  const strange = forward({ [BLUE]: 1, [targetGroupArn('other')]: 1 }, { name: 'web:443' })
  const at = splitSituation({ forwards: [forward({ [BLUE]: 1 }), strange] })
  expect(expose(at)).toMatchObject({
    kind: 'refuse',
    findings: [{ code: 'BGR-FORWARD-UNFIT', message: expect.stringContaining('web:443') }]
  })
})

describe('a first release', () => {
  const noted = (weights: Readonly<Record<string, number>>) =>
    noteWeights(
      splitSituation({
        forwards: [forward(weights)],
        release: { state: 'open', initial: { min: 1, desired: 3, max: 4 } }
      })
    )
  const note = (found: typeof NOTE.found, goal: typeof NOTE.goal) => ({
    kind: 'change',
    force: 'additive',
    change: { kind: 'tag-forward', forward: 'arn:listener', tags: [noteTag({ ...NOTE, found, goal })] }
  })

  test('leaves the weight of its new colour as it finds it, for it tests nothing', () => {
    expect(noted({ [GREEN]: 5 })).toMatchObject(note({ blue: 0, green: 5 }, { blue: 0, green: 5 }))
    expect(noted({ [BLUE]: 1, [GREEN]: 2 })).toMatchObject(note({ blue: 1, green: 2 }, { blue: 1, green: 2 }))
  })

  test('takes the weight of the colour that nobody has released', () => {
    expect(noted({ [BLUE]: 5 })).toMatchObject(note({ blue: 5, green: 0 }, { blue: 0, green: 5 }))
  })
})
