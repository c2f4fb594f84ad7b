/** Where the guard has more than one thing to say, or looks further than the two groups. */
import { expect, test } from '@jest/globals'
import { guard } from '../../src/release/guard.ts'
import { baseTag, RELEASE_STATES, releaseTag } from '../../src/release/journal/journal.ts'
import type { Change } from '../../src/release/ports.ts'
import { group, observe, RECORD, serving, tagged } from '../support/observation.ts'

const blue = serving('web-blue', 3)
const green = serving('web-green', 3)

test.each(RELEASE_STATES)('%s: what the user had suspended before may be suspended again', state => {
  const release = releaseTag({ ...RECORD, state })
  const base = (suspended: readonly string[]) => baseTag(1, { min: 0, max: 6, desired: 3, suspended })
  const seen = (own: readonly string[]) =>
    observe(tagged(blue, release, base([])), tagged(green, release, base(own)))
  const change: Change = { kind: 'suspend', group: 'web-blue', processes: ['AZRebalance', 'Terminate'] }
  expect(guard(change, seen(['Terminate']), 3)).toBeUndefined()
  expect(guard(change, seen(['Launch']), 3)?.code).toBe('BGR-GUARD')
  expect(guard(change, seen([]), 3)?.code).toBe('BGR-GUARD')
})

test('weights of a forward that the look does not show are not even looked at', () => {
  const change: Change = {
    kind: 'weigh',
    group: 'web-blue',
    forward: 'gone',
    of: 'rule',
    actions: '[]',
    shares: []
  }
  expect(guard(change, observe(blue, green), 3)?.message).toContain('the look does not show gone')
})

test.each<Omit<Change & { readonly kind: 'resize' }, 'kind' | 'group'>>([
  { desired: 1 },
  { desired: 2 },
  { max: 2 },
  { min: 0 }
])('a size that takes nothing from the desired capacity ends nothing, whatever runs beyond it: %j', size => {
  const beyond = { ...blue, desired: 1, instances: serving('web-blue', 3).instances }
  const change: Change = { kind: 'resize', group: 'web-blue', ...size }
  expect(guard(change, observe(beyond, group('web-green')), 3)).toBeUndefined()
  expect(guard({ ...change, desired: 0 }, observe(beyond, group('web-green')), 3)?.code).toBe('BGR-GUARD')
})
