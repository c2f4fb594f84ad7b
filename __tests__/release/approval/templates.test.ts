/** What deploy keeps of the templates that the old group was launched from, at the edges. */
import { expect, test } from '@jest/globals'
import { approvalGate } from '../../../src/release/approval/gate.ts'
import { keepOld } from '../../../src/release/approval/old-group.ts'
import { ids } from '../../support/observation.ts'
import {
  launchedFrom,
  meddle,
  OLD_TAG,
  oldGroup,
  situationOf,
  waitingRelease,
  withInstance,
  withTag
} from '../../support/waiting-release.ts'

const OVERRIDE = { kind: 'override', by: 'Ada', reason: 'GitHub is down today' } as const
const launchedFromEach = (count: number) =>
  oldGroup({ instances: ids('b', count).map((id, n) => launchedFrom(`lt-1:${n}`)(id)) })
const templatesIn = (count: number): string | undefined =>
  / lt=(\S*)/.exec(waitingRelease({ old: launchedFromEach(count) }).groups.blue.tags.get(OLD_TAG) ?? '')?.[1]

test('five of them fit, of six it is not said, and of none it cannot be said', () => {
  expect(templatesIn(1)?.split('+')).toHaveLength(1)
  expect(templatesIn(5)?.split('+')).toHaveLength(5)
  expect([templatesIn(6), templatesIn(0)]).toEqual(['any', 'any'])
})

test('in whatever order AWS names the instances the same is noted', () => {
  const noteOf = (...templates: readonly string[]) => {
    const instances = templates.map((template, n) => launchedFrom(template)(`b${n}`))
    return waitingRelease({ old: oldGroup({ instances }) }).groups.blue.tags.get(OLD_TAG)
  }
  const known = ['lt-1:1', 'lt-1:2', 'lt-2:1']
  expect(noteOf('lt-1:1', 'lt-1:2', 'lt-2:1', 'lt-1:1')).toBe(noteOf(...known.toReversed()))
  expect(noteOf('lt-1:2', 'lt-2:1', 'lt-1:1')).toBe(noteOf(...known))
})

test('where they were not noted yet none is foreign', () => {
  const seen = waitingRelease({ environment: 'cleanup' })
  const unsaid = meddle(seen, 'blue', withTag(OLD_TAG, undefined))
  const note = keepOld(
    { ...situationOf(unsaid), release: { ...situationOf(unsaid).release, state: 'open' } },
    '77'
  )
  if (note?.kind !== 'change' || note.change.kind !== 'tag') throw new Error('nothing is noted')
  const [tag] = note.change.tags
  const without = meddle(seen, 'blue', withTag(OLD_TAG, tag?.value))
  expect(tag?.value).toMatch(/ lt= /)
  expect(approvalGate(situationOf(without), OVERRIDE)).toBeUndefined()
  const foreign = meddle(seen, 'blue', withInstance(launchedFrom('lt-9:9', 'Standby')('b9')))
  expect(approvalGate(situationOf(foreign), OVERRIDE)).toMatchObject({ kind: 'refuse' })
})

test('what is required and not shown is refused', () => {
  const seen = waitingRelease({ environment: 'cleanup' })
  expect(approvalGate(situationOf(seen), undefined)).toMatchObject({
    kind: 'refuse',
    findings: [{ code: 'BGR-APPROVAL-REQUIRED' }]
  })
})

test('a person at a terminal adds no run to those that a workflow has noted', () => {
  const at = situationOf(waitingRelease({ run: '77', state: 'switching' }))
  expect(keepOld(at, undefined)).toBeUndefined()
  expect(keepOld(at, '78')).toMatchObject({ kind: 'change' })
})
