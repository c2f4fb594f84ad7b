import { describe, expect, test } from '@jest/globals'
import { moveWeights, stillWeighs } from '../../../src/release/traffic/move.ts'
import { BLUE, forward, GREEN, NOTE, notes, splitSituation } from '../../support/split-release.ts'

describe('requests that move', () => {
  const moved = (stickySeconds: number) => {
    const at = splitSituation({
      forwards: [forward({ [BLUE]: 1, [GREEN]: 0 }, { stickySeconds, tags: notes(NOTE) })]
    })
    return moveWeights(at, 'goal', at.new, 3)
  }

  test('all go with the weights', () => {
    expect(moved(0)).toMatchObject({ force: 'reducing', why: 'send the requests of web:80 to web-green' })
  })

  test('are not those of clients with a cookie, and that is said', () => {
    expect(moved(60)).toMatchObject({
      force: 'reducing',
      why: 'send the requests of web:80 to web-green; cookies keep clients on the other colour for up to 60 s'
    })
  })
})

describe('a colour that still gets requests when all weights are where they belong', () => {
  test('gets them by a hand that is not ours', () => {
    const at = splitSituation({ forwards: [forward({ [BLUE]: 1, [GREEN]: 0 })] })
    expect(stillWeighs(at.old, at)).toMatchObject({
      kind: 'refuse',
      findings: [{ code: 'BGR-DRIFT', message: expect.stringContaining('web:80 gives it a weight above 0') }]
    })
    expect(stillWeighs(at.new, at)).toBeUndefined()
  })

  test('is not blamed on a hand where a note cannot be read', () => {
    const tags = new Map([['bg-release:forward:1', 'damaged']])
    const at = splitSituation({ forwards: [forward({ [BLUE]: 1, [GREEN]: 0 }, { tags })] })
    const step = stillWeighs(at.old, at)
    expect(step).toMatchObject({ kind: 'refuse', findings: [{ code: 'BGR-JOURNAL' }] })
  })
})
