import { expect, test } from '@jest/globals'
import { endLost, type RefusedReturns, returnStandby } from '../../../src/release/steps/returning.ts'
import { group, ids, instance } from '../../support/observation.ts'

const parked = (count: number) =>
  group('web-blue', { instances: ids('b', count).map(id => instance(id, 'Standby')) })

const returned = (count: number, refused: RefusedReturns) => {
  const step = returnStandby(parked(count), refused)
  return step?.kind === 'change' && step.change.kind === 'exit-standby' ? step.change.ids : []
}

test.each<readonly [string, number, RefusedReturns, readonly string[]]>([
  ['all at once', 3, [], ids('b', 3)],
  ['twenty a call', 21, [], ids('b', 20)],
  ['all at once where other ones were refused', 3, [['b2', 'b3']], ids('b', 3)],
  ['of a refused call the first half', 4, [ids('b', 4)], ids('b', 2)],
  ['of an odd number the larger half', 3, [ids('b', 3)], ids('b', 2)],
  ['of a half that was refused too, half again', 3, [ids('b', 2), ids('b', 3)], ['b1']],
  ['without the one that was refused alone', 3, [ids('b', 3), ids('b', 2), ['b1']], ['b2', 'b3']],
  ['nothing where each was refused alone', 2, [['b1'], ['b2']], []]
])('from Standby returns %s', (_, count, refused, expected) => {
  expect(returned(count, refused)).toEqual(expected)
})

test('what was refused alone is lost, and is ended; what was refused beside others is not', () => {
  expect(endLost(parked(3), [ids('b', 3), ['b2']])).toMatchObject({
    force: 'ending',
    change: { kind: 'terminate', group: 'web-blue', id: 'b2' }
  })
  expect(endLost(parked(3), [ids('b', 3)])).toBeUndefined()
})
