import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { toGroup } from '../../src/aws/groups.ts'
import { NOTHING_ATTACHED } from '../../src/release/attached.ts'
import { foresee } from '../../src/release/foresee.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Group, Observation } from '../../src/release/world.ts'
import { onePair, simulate } from '../support/simulation.ts'

const bare = (blue: Group, green: Group): Observation => ({
  at: 0,
  service: 'web',
  groups: { blue, green },
  targets: new Map(),
  attached: { blue: NOTHING_ATTACHED, green: NOTHING_ATTACHED },
  forwards: []
})

const text = fc.stringMatching(/^[a-z0-9-]{1,20}$/)
const group = fc.constantFrom('web-blue', 'web-green')
const processes = fc.uniqueArray(fc.constantFrom('AZRebalance', 'AlarmNotification', 'ScheduledActions'), {
  minLength: 1
})
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('tag' as const),
    group,
    tags: fc.uniqueArray(fc.record({ key: text, value: text, propagate: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
      selector: tag => tag.key
    })
  }),
  fc.record({ kind: fc.constant('untag' as const), group, keys: fc.constant(['docker:image:name']) }),
  fc.record({ kind: fc.constant('suspend' as const), group, processes }),
  fc.record({ kind: fc.constant('resize' as const), group, max: fc.integer({ min: 6, max: 9 }) })
)

test('what is foreseen is what the next look shows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async changes => {
      const simulation = simulate(onePair())
      const look = async (): Promise<Observation> => {
        const groups = await simulation.fleet.groupsByName(['web-blue', 'web-green'])
        const [blue, green] = ['web-blue', 'web-green'].map(name => groups.find(each => each.name === name))
        if (!blue || !green) throw new Error('a group is gone')
        return bare(blue, green)
      }
      let seen = await look()
      for (const one of changes) {
        await simulation.fleet.apply(one, simulation.clock.now())
        seen = foresee(seen, one) ?? seen
      }
      expect(seen.groups).toEqual((await look()).groups)
    }),
    { numRuns: 100 }
  )
})

test.each<Change>([
  { kind: 'resize', group: 'web-blue', desired: 4 },
  { kind: 'resume', group: 'web-blue', processes: ['AZRebalance'] },
  { kind: 'enter-standby', group: 'web-blue', ids: ['i-1'] },
  { kind: 'exit-standby', group: 'web-blue', ids: ['i-1'] }
])('what AWS decides is not foreseen: %j', one => {
  const empty = toGroup({
    operation: 'Describe',
    path: 'G',
    value: {
      AutoScalingGroupName: 'web-blue',
      AutoScalingGroupARN: 'arn',
      MinSize: 0,
      MaxSize: 6,
      DesiredCapacity: 3,
      Instances: []
    }
  })
  const seen = bare(empty, empty)
  expect(foresee(seen, one)).toBeUndefined()
})
