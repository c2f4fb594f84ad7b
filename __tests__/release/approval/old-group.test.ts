import { describe, expect, test } from '@jest/globals'
import { approvalGate } from '../../../src/release/approval/gate.ts'
import { begunAt, keepOld, keepTemplates } from '../../../src/release/approval/old-group.ts'
import { noteProof, type Review } from '../../../src/release/approval/proof.ts'
import type { Step } from '../../../src/release/decision.ts'
import { type ReleaseState, releaseTag, staleKeys } from '../../../src/release/journal/journal.ts'
import { type Group, IMAGE_VERSION_TAG, type Observation } from '../../../src/release/world.ts'
import { ids, RECORD } from '../../support/observation.ts'
import { review } from '../../support/review.ts'
import {
  applied,
  launchedFrom,
  meddle,
  OLD_TAG,
  oldGroup,
  RELEASED_AT,
  situationOf,
  waitingRelease,
  withInstance,
  withTag
} from '../../support/waiting-release.ts'

const AT = RELEASED_AT
const waiting = (run?: string, old?: Group): Observation =>
  waitingRelease({ ...(run !== undefined && { run }), ...(old && { old }) })
const withOld = (seen: Observation, change: (old: Group) => Group) => meddle(seen, 'blue', change)

/** The same release before it said `switched`, and after. */
const begunAgain = (seen: Observation): Observation => withState(seen, 'switching')
const switched = (seen: Observation): Observation => withState(seen, 'switched')
function withState(seen: Observation, state: ReleaseState): Observation {
  const record = releaseTag({ ...RECORD, state })
  const change = withTag(record.key, record.value)
  return meddle(meddle(seen, 'blue', change), 'green', change)
}

const codeOf = (step: Step): string | undefined =>
  step?.kind === 'refuse' ? step.findings[0].code : undefined
const judge = (seen: Observation, proof: Parameters<typeof approvalGate>[1]) =>
  codeOf(approvalGate(situationOf(seen), proof))
const OVERRIDE = { kind: 'override', by: 'Ada', reason: 'GitHub is down today' } as const

describe('what deploy keeps', () => {
  test('fits into a tag for a digest, the longest run ids and many templates', () => {
    const tags = new Map([[IMAGE_VERSION_TAG, `sha256:${'f'.repeat(64)}`]])
    const instances = ids('b', 9).map((id, n) => launchedFrom(`lt-0123456789abcdef0:${n}`)(id))
    let seen = begunAgain(waiting('99999999999', oldGroup({ tags, instances })))
    for (const run of ['88888888888', '77777777777', '66666666666', '55555555555']) {
      seen = applied(seen, keepOld(situationOf(seen), run))
    }
    expect(seen.groups.blue.tags.get(OLD_TAG)?.length).toBeLessThanOrEqual(256)
    expect(judge(switched(seen), review(55_555_555_555))).toBeUndefined()
  })

  test('is written once, whoever looks again', () => {
    const at = situationOf(begunAgain(waiting()))
    expect([keepOld(at, '77'), keepOld(at, undefined), keepTemplates(at)]).toEqual([
      undefined,
      undefined,
      undefined
    ])
  })

  test('is not made up later: not where the note is gone, nor by a run that finds everything done', () => {
    const gone = withOld(begunAgain(waiting()), withTag(OLD_TAG, undefined))
    expect([keepOld(situationOf(gone), '77'), keepTemplates(situationOf(gone))]).toEqual([
      undefined,
      undefined
    ])
    expect(keepOld(situationOf(waiting()), '99')).toBeUndefined()
    const damaged = withOld(begunAgain(waiting()), withTag(OLD_TAG, 'x'))
    expect(codeOf(keepOld(situationOf(damaged), '77'))).toBe('BGR-APPROVAL-CHANGED')
  })

  test('is swept one release later than it is used, and the requirement never', () => {
    const group = withTag(
      'bg-release:approval',
      'x'
    )(withTag('bg-release:approved:1', 'x')(waiting().groups.blue))
    expect(staleKeys(group, 2).filter(key => /:(old|appro)/.test(key))).toEqual([])
    expect([...staleKeys(group, 3)].filter(key => /:(old|appro)/.test(key)).sort()).toEqual([
      'bg-release:approved:1',
      OLD_TAG
    ])
  })

  test('is nothing on a first release: there is no old version', () => {
    const seen = waiting()
    const at = situationOf(seen)
    const initial = { min: 1, desired: 1, max: 2 }
    expect(keepOld({ ...at, release: { ...at.release, initial } }, '77')).toBeUndefined()
  })
})

describe('what was approved is what is there', () => {
  test('for the run that deployed, for one that went on with it, and for a later run of its own', () => {
    const seen = waiting()
    expect(judge(seen, review(77))).toBeUndefined()
    const again = begunAgain(seen)
    const wentOn = applied(again, keepOld(situationOf(again), '78'))
    expect(judge(switched(wentOn), review(78))).toBeUndefined()
    expect(judge(seen, review(90, AT + 1000))).toBeUndefined()
  })

  test('although an instance died or is about to', () => {
    const fewer = withOld(waiting(), old => ({ ...old, instances: old.instances.slice(1) }))
    expect(judge(fewer, review())).toBeUndefined()
    const leaving = withOld(waiting(), withInstance(launchedFrom('lt-9:9', 'Terminating')('b9')))
    expect(judge(leaving, review())).toBeUndefined()
  })

  test('with a replacement that AWS launched from the same template', () => {
    const replaced = withOld(waiting(), old => ({
      ...old,
      instances: [...old.instances.slice(1), launchedFrom('lt-1:1')('b7')]
    }))
    expect(judge(replaced, review())).toBeUndefined()
  })

  test('whatever launched them, where one of them says no template or there are too many', () => {
    const mixed = [launchedFrom('lt-1:1')('b1'), launchedFrom(undefined)('b2')]
    const many = ids('b', 6).map((id, n) => launchedFrom(`lt-1:${n}`)(id))
    for (const instances of [mixed, many]) {
      const seen = waiting('77', oldGroup({ instances }))
      expect(judge(withOld(seen, withInstance(launchedFrom('lt-9:9')('b9'))), review())).toBeUndefined()
    }
  })

  test('as far as it can be told, where the templates never were', () => {
    const untold = waiting('77', oldGroup({ instances: ids('b', 2).map(launchedFrom(undefined)) }))
    expect(judge(untold, review())).toBeUndefined()
  })
})

describe('what was approved is not what is there', () => {
  const changes: readonly (readonly [string, Observation, Review])[] = [
    [
      'another version in the tag of the group',
      withOld(waiting(), withTag(IMAGE_VERSION_TAG, '9.9.9')),
      review()
    ],
    ['no version tag any more', withOld(waiting(), withTag(IMAGE_VERSION_TAG, undefined)), review()],
    [
      'an instance from a newer launch template',
      withOld(waiting(), withInstance(launchedFrom('lt-1:2')('b7'))),
      review()
    ],
    [
      'an instance that says no template',
      withOld(waiting(), withInstance(launchedFrom(undefined)('b7'))),
      review()
    ],
    ['no record of what was kept', withOld(waiting(), withTag(OLD_TAG, undefined)), review()],
    ['a record that cannot be read', withOld(waiting(), withTag(OLD_TAG, 'v=1 e=1 c=0')), review()],
    ['a run that began before another run made the release', waiting('88'), review(77, AT - 60_000)],
    ['a release made at a terminal after the run began', waiting(''), review(77, AT - 60_000)],
    ['a named run that did not deploy it, however late', waiting('88'), review(90, AT + 1000, 'named-run')]
  ]

  test.each(changes)('%s', (_, seen, proof) => {
    expect(judge(seen, proof)).toBe('BGR-APPROVAL-CHANGED')
  })

  test('a foreign version is refused even where nobody asks for an approval, and whoever gives his word', () => {
    const seen = withOld(waiting(), withTag(IMAGE_VERSION_TAG, '9.9.9'))
    expect(judge(seen, undefined)).toBe('BGR-APPROVAL-CHANGED')
    expect(judge(seen, OVERRIDE)).toBe('BGR-APPROVAL-CHANGED')
  })

  test('a release from before there were records goes without one where no review is shown', () => {
    const seen = withOld(waiting(), withTag(OLD_TAG, undefined))
    expect(judge(seen, undefined)).toBeUndefined()
    expect(judge(seen, OVERRIDE)).toBeUndefined()
  })
})

describe('who approved', () => {
  test.each([
    ['a review', review(), /how=review by=ada env=cleanup run=77 attempt=1 /],
    ['a bypass', { ...review(), approvers: [], bypassed: true }, /how=bypass by= env=cleanup /],
    ['a word', OVERRIDE, /how=override by=Ada why=GitHub_is_down_today /]
  ])('is journalled once: %s', (_, proof, pattern) => {
    const seen = waiting()
    const then = applied(seen, noteProof(situationOf(seen), proof))
    expect(then.groups.blue.tags.get('bg-release:approved:1')).toMatch(pattern)
    expect(noteProof(situationOf(then), proof)).toBeUndefined()
  })

  test('fits into a tag whatever people are called and say', () => {
    const long = { kind: 'override', by: 'Ä'.repeat(400), reason: '\u{1F680}'.repeat(500) } as const
    const many = {
      ...review(99_999_999_999),
      approvers: Array(6).fill('x'.repeat(39)),
      environment: 'ü'.repeat(200)
    }
    for (const proof of [long, many]) {
      const seen = waiting()
      const then = applied(seen, noteProof(situationOf(seen), proof))
      expect(then.groups.blue.tags.get('bg-release:approved:1')?.length).toBeLessThanOrEqual(256)
    }
  })

  test('is nobody where nothing was asked', () => {
    expect(noteProof(situationOf(waiting()), undefined)).toBeUndefined()
  })
})

test('a release that is open has begun when its note says so; a closed one, or one without a note, at no known time', () => {
  expect(begunAt(waiting('77'))).toBe(Math.floor(AT / 1000) * 1000)
  expect(
    begunAt(
      withOld(waiting('77'), old => ({
        ...old,
        tags: new Map([...old.tags].filter(([key]) => key !== OLD_TAG))
      }))
    )
  ).toBeUndefined()
  expect(begunAt(withState(waiting('77'), 'finalized'))).toBeUndefined()
})
