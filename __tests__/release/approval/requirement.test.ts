import { describe, expect, test } from '@jest/globals'
import {
  APPROVAL_TAG,
  liftRequirement,
  requireApproval,
  requirement,
  sameName,
  unproven
} from '../../../src/release/approval/requirement.ts'
import type { Decision, Step } from '../../../src/release/decision.ts'
import { foresee } from '../../../src/release/foresee.ts'
import { encodeRecord } from '../../../src/release/journal/record.ts'
import type { Observation } from '../../../src/release/world.ts'
import { group, observe, tagged } from '../../support/observation.ts'

const value = (environment: string) => encodeRecord({ env: environment })
const asks = (text: string) => ({ key: APPROVAL_TAG, value: text, propagate: false })
const blue = group('web-blue')
const green = group('web-green')
const neither = observe(blue, green)
const onBlue = (text: string) => observe(tagged(blue, asks(text)), green)
const onGreen = (text: string) => observe(blue, tagged(green, asks(text)))
const onBoth = (one: string, other: string) => observe(tagged(blue, asks(one)), tagged(green, asks(other)))

/** Applies a step until it has nothing to do, or refuses. */
function pursue(seen: Observation, step: (seen: Observation) => Step): Observation | Decision {
  let now = seen
  for (let n = 0; n < 10; n++) {
    const decision = step(now)
    if (decision === undefined) return now
    if (decision.kind !== 'change') return decision
    now = foresee(now, decision.change) ?? now
  }
  throw new Error('the step never comes to an end')
}

const codes = (result: Observation | Decision) =>
  'kind' in result && result.kind === 'refuse' ? result.findings.map(({ code }) => code) : []

describe('deploy with approval-environment', () => {
  test('makes it a requirement on both groups, and none of it propagates to instances', () => {
    const then = pursue(neither, seen => requireApproval(seen, 'prod cleanup'))
    if (!('groups' in then)) throw new Error('refused')
    expect(requirement(then)).toEqual({ kind: 'required', environment: 'prod cleanup' })
    for (const each of [then.groups.blue, then.groups.green]) {
      expect(each.tags.has(APPROVAL_TAG)).toBe(true)
      expect(each.propagated.has(APPROVAL_TAG)).toBe(false)
    }
  })

  test.each([
    ['only blue', onBlue(value('cleanup'))],
    ['only green', onGreen(value('cleanup'))],
    ['both, one of them damaged', onBoth(value('cleanup'), 'damaged')]
  ])('goes on where a run before it wrote %s', (_, seen) => {
    const then = pursue(seen, now => requireApproval(now, 'Cleanup'))
    if (!('groups' in then)) return expect(then).toMatchObject({ kind: 'refuse' })
    expect(then.groups.blue.tags.has(APPROVAL_TAG) && then.groups.green.tags.has(APPROVAL_TAG)).toBe(true)
    return expect(requirement(then).kind).toBe('required')
  })

  test('does not exchange the environment that is required for another one', () => {
    for (const seen of [
      onBlue(value('cleanup')),
      onGreen(value('cleanup')),
      onBoth(value('cleanup'), value('x'))
    ]) {
      const result = pursue(seen, now => requireApproval(now, 'sandbox'))
      expect(codes(result)).toEqual(['BGR-APPROVAL-REQUIRED'])
    }
  })

  test('does not write over a requirement that cannot be read', () => {
    expect(codes(pursue(onBlue('damaged'), now => requireApproval(now, 'mine')))).toEqual([
      'BGR-APPROVAL-REQUIRED'
    ])
  })

  test('leaves what is required alone where the input is left out', () => {
    const seen = onBoth(value('cleanup'), value('cleanup'))
    expect(requireApproval(seen, undefined)).toBeUndefined()
  })
})

describe('what the tags ask for', () => {
  test.each([
    ['nothing', neither, 'none'],
    ['blue alone', onBlue(value('a')), 'required'],
    ['green alone', onGreen(value('a')), 'required'],
    ['both, in another case', onBoth(value('Prod'), value('prod')), 'required'],
    ['two environments', onBoth(value('a'), value('b')), 'unclear'],
    ['an empty tag', onBlue(''), 'unclear'],
    ['an empty name', onBlue(value('')), 'unclear'],
    ['a tag cut short', onBlue(value('cleanup').slice(0, -1)), 'unclear'],
    ['a tag of another version', onGreen(value('cleanup').replace('v=1', 'v=2')), 'unclear'],
    ['one that is damaged beside one that is not', onBoth(value('a'), 'off'), 'unclear']
  ])('of %s', (_, seen, kind) => {
    expect(requirement(seen).kind).toBe(kind)
    const missing = unproven(seen, undefined)?.code
    expect(missing).toBe(kind === 'none' ? undefined : 'BGR-APPROVAL-REQUIRED')
  })

  test('is met by a review of that environment in any case, and by no other', () => {
    const seen = onBlue(value('cleanup'))
    expect(unproven(seen, { kind: 'review', environment: 'CLEANUP' })).toBeUndefined()
    for (const environment of ['cleanup2', 'clean up', 'production', '\u212Aleanup', '']) {
      expect(unproven(seen, { kind: 'review', environment })?.code).toBe('BGR-APPROVAL-REQUIRED')
    }
  })

  test('is met by no review where it cannot be read', () => {
    expect(unproven(onBlue('x'), { kind: 'review', environment: 'cleanup' })?.code).toBe(
      'BGR-APPROVAL-REQUIRED'
    )
  })

  test('is lifted by recover, on both groups, whatever stands there', () => {
    for (const seen of [onBlue('x'), onBoth(value('a'), value('b'))]) {
      const then = pursue(seen, liftRequirement)
      if (!('groups' in then)) throw new Error('refused')
      expect(requirement(then)).toEqual({ kind: 'none' })
    }
  })
})

test('names are compared in ASCII only: no letter of another script passes for one of ours', () => {
  expect(sameName('Prod-K', 'pROD-k')).toBe(true)
  expect(sameName('prod-k', 'prod-\u212A')).toBe(false)
})
