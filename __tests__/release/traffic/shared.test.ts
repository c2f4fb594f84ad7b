import { describe, expect, test } from '@jest/globals'
import { SHARED } from '../../../src/release/traffic/shared.ts'
import { group, inRelease, instance, observe, serving } from '../../support/observation.ts'
import { stepsFrom } from '../../support/steps-from.ts'
import { situationOf } from '../../support/waiting-release.ts'

const PARKED = [instance('b1', 'Standby')]

/** Blue is parked with one instance, green serves. */
const parked = (sizes: object) =>
  observe(
    ...inRelease('finalizing', group('web-blue', { instances: PARKED, ...sizes }), serving('web-green', 3))
  )

describe('ending a parked colour', () => {
  test('begins with its instances where nothing would replace them', () => {
    expect(stepsFrom(parked({}), at => SHARED.end(at.old, at))).toEqual([
      'ending: end b1 of web-blue',
      'wait for:ended,group:web-blue,left:1'
    ])
  })

  test.each([
    ['a desired capacity', { desired: 1 }],
    ['a MinSize', { min: 1 }],
    ['both', { min: 1, desired: 1 }]
  ])('takes %s away first', (_, sizes) => {
    const at = situationOf(parked(sizes))
    expect(SHARED.end(at.old, at)).toEqual({
      kind: 'change',
      force: 'ending',
      why: 'set MinSize and desired capacity of web-blue to 0',
      change: { kind: 'resize', group: 'web-blue', min: 0, desired: 0 }
    })
    expect(stepsFrom(parked(sizes), now => SHARED.end(now.old, now))).toContain('ending: end b1 of web-blue')
  })
})
