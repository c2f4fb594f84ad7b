import { describe, expect, test } from '@jest/globals'
import { reattached } from '../../../src/release/traffic/topology.ts'
import { BLUE, GREEN, splitRelease } from '../../support/split-release.ts'

describe('target groups, in the middle of a release', () => {
  const attached = (blue: readonly string[], green: readonly string[]) =>
    splitRelease({ blue: { group: { targetGroups: blue } }, green: { group: { targetGroups: green } } })

  test.each([
    ['of their own', [BLUE], [GREEN], true],
    ['that they share', [BLUE, GREEN], [BLUE, GREEN], false]
  ])('%s may stay', (_, blue, green, split) => {
    expect(reattached(attached(blue, green), split)).toBeUndefined()
  })

  test.each([
    ['of their own, where they shared them', [BLUE], [GREEN], false, 'BGR-DRIFT'],
    ['that they share, where each had its own', [BLUE], [BLUE], true, 'BGR-DRIFT'],
    ['that they share in part', [BLUE, GREEN], [GREEN], false, 'BGR-TARGET-GROUPS-DIFFER'],
    ['that only one colour has', [BLUE], [], true, 'BGR-TARGET-GROUPS-DIFFER']
  ])('%s are refused', (_, blue, green, split, code) => {
    expect(reattached(attached(blue, green), split)).toMatchObject({ code })
  })
})
