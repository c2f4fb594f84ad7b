import { expect, test } from '@jest/globals'
import { foresee } from '../../../src/release/foresee.ts'
import { forgetAll } from '../../../src/release/recover/forget.ts'
import type { Observation } from '../../../src/release/world.ts'
import { group, observe, tagged } from '../../support/observation.ts'

const OTHERS = ['docker:image:version', 'team', 'bg-release:claim:run-1']

/** A group that has kept so many notes, between tags of others. */
const withNotes = (name: string, count: number) =>
  tagged(
    group(name),
    ...OTHERS.map(key => ({ key, value: 'x', propagate: false })),
    ...Array.from({ length: count }, (_, n) => ({
      key: `bg-release:note-${n}`,
      value: 'x',
      propagate: false
    }))
  )

/** How many tags each call takes. */
function callsFor(count: number): { readonly sizes: readonly number[]; readonly left: Observation } {
  const sizes: number[] = []
  let seen = observe(withNotes('web-blue', count), group('web-green'))
  for (let n = 0; n < 9; n++) {
    const step = forgetAll(seen)
    if (step?.kind !== 'change' || step.change.kind !== 'untag') return { sizes, left: seen }
    sizes.push(step.change.keys.length)
    seen = foresee(seen, step.change) ?? seen
  }
  throw new Error('it never comes to an end')
}

test.each([
  { count: 25, calls: [25] },
  { count: 26, calls: [25, 1] },
  { count: 60, calls: [25, 25, 10] }
])('$count notes leave a group in calls of at most 25 tags, as AWS takes them', ({ count, calls }) => {
  const { sizes, left } = callsFor(count)
  expect(sizes).toEqual(calls)
  expect([...left.groups.blue.tags.keys()]).toEqual(OTHERS)
})
