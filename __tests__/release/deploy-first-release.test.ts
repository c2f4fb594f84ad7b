/** The end of a first release, which nobody finalizes. */
import { expect, test } from '@jest/globals'
import { holdTag } from '../../src/release/journal/journal.ts'
import { next } from '../../src/release/next.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, RECORD, tagged } from '../support/observation.ts'
import { goneOn, splitIn } from '../support/on-the-way.ts'
import { meddle } from '../support/waiting-release.ts'

const initial = { min: 2, desired: 3, max: 6 }

test('the empty group gets its scaling back before the notes of the weights go', () => {
  const release = { ...RECORD, from: 'green', to: 'blue', initial, split: true } as const
  const closing = goneOn(
    splitIn(release, 0, 0),
    decision => decision.kind === 'change' && decision.change.kind === 'untag-forward'
  )
  const held = meddle(closing, 'green', green =>
    tagged({ ...green, suspended: ['AlarmNotification'] }, holdTag(['AlarmNotification']))
  )
  expect(next(held, DEPLOY, FACTS)).toMatchObject({
    change: { kind: 'resume', group: 'web-green', processes: ['AlarmNotification'] }
  })
})
