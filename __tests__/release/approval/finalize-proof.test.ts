import { expect, test } from '@jest/globals'
import { next } from '../../../src/release/next.ts'
import { FACTS } from '../../support/observation.ts'
import { review } from '../../support/review.ts'
import { applied, situationOf, waitingRelease } from '../../support/waiting-release.ts'

const REVIEW = review()
const GOAL = { command: 'finalize', keepIdleScaling: false, proof: REVIEW } as const
const seen = waitingRelease({ environment: 'cleanup' })

test('who approved is noted before anything is said of ending', () => {
  const noted = next(seen, GOAL, FACTS)
  expect(noted).toMatchObject({
    kind: 'change',
    force: 'additive',
    change: { kind: 'tag', tags: [{ key: 'bg-release:approved:1', propagate: false }] }
  })
  const then = next(applied(seen, noted), GOAL, FACTS)
  expect(then).toMatchObject({ kind: 'change', change: { kind: 'tag', group: 'web-blue' } })
  expect(JSON.stringify(then)).toContain('state=finalizing')
})

test('nothing is noted while the new colour does not carry what it has to', () => {
  const [arn = '', targets = []] = [...seen.targets][0] ?? []
  const ill = { ...seen, targets: new Map([[arn, targets.map(each => ({ ...each, state: 'unhealthy' }))]]) }
  expect(situationOf(ill).release.state).toBe('switched')
  expect(next(ill, GOAL, FACTS)).toMatchObject({ kind: 'wait', wait: { for: 'new-healthy' } })
})
