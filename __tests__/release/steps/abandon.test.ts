import { expect, test } from '@jest/globals'
import { NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { holdTag } from '../../../src/release/journal/journal.ts'
import type { Situation } from '../../../src/release/situation.ts'
import { abandon } from '../../../src/release/steps/abandon.ts'
import { group, inRelease, observe, tagged } from '../../support/observation.ts'
import { situationOf } from '../../support/waiting-release.ts'

const POLICY = { name: 'cpu', arn: 'arn:cpu', type: 'TargetTrackingScaling', settings: {} }

/** A first release that came to nothing, after web-green got the policy of web-blue. */
function givenUp(scaling: 'copied' | 'own'): Situation {
  const held = { suspended: ['AZRebalance'] }
  const green = tagged(group('web-green', held), holdTag(['AZRebalance']))
  const at = situationOf(observe(...inRelease('retiring', group('web-blue'), green)))
  const attached = { ...NOTHING_ATTACHED, policies: [POLICY] }
  return {
    ...at,
    release: { ...at.release, initial: { min: 1, desired: 2, max: 4 } },
    new: { ...at.new, base: { ...at.new.base, scaling }, attached }
  }
}

test('a first release that is given up takes its copies away before the group runs by itself again', () => {
  expect(abandon(givenUp('copied'))).toMatchObject({
    change: { kind: 'delete-policy', group: 'web-green', name: 'cpu' }
  })
})

test('a first release that is given up leaves what the group had of its own', () => {
  expect(abandon(givenUp('own'))).toMatchObject({ change: { kind: 'resume', processes: ['AZRebalance'] } })
})
