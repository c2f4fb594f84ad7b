import { expect, test } from '@jest/globals'
import { endStandby, giveSizesBack } from '../../../src/release/steps/end.ts'
import { group, inRelease, instance, observe, serving } from '../../support/observation.ts'
import { situationOf } from '../../support/waiting-release.ts'

const ending = (...lifecycles: readonly string[]) =>
  endStandby(
    group('web-green', {
      instances: lifecycles.map((lifecycle, n) => instance(`g${n + 1}`, lifecycle))
    })
  )

test('a parked colour is ended one by one, waited for, and done when AWS lists none of it', () => {
  expect(ending('Terminating', 'Standby')).toMatchObject({ force: 'ending', change: { id: 'g2' } })
  expect(ending('Terminating', 'Terminating:Wait')).toEqual({
    kind: 'wait',
    wait: { for: 'ended', group: 'web-green', left: 2 }
  })
  expect(ending()).toBeUndefined()
})

test.each([
  ['MinSize', { min: 1, desired: 1 }],
  ['MaxSize', { max: 8 }],
  ['desired capacity', { desired: 2 }]
])('a group whose %s has changed gets the sizes back that it had', (_, sizes) => {
  const at = (green: object) =>
    situationOf(observe(...inRelease('retiring', serving('web-blue', 3), group('web-green', green))))
  expect(giveSizesBack(at(sizes))).toMatchObject({
    force: 'reducing',
    change: { kind: 'resize', group: 'web-green', min: 0, max: 6, desired: 0 }
  })
  expect(giveSizesBack(at({}))).toBeUndefined()
})
