/** What two groups ask for together, and what a finalize has to show for it: every pair. */
import { describe, expect, test } from '@jest/globals'
import type { Override } from '../../../src/release/approval/proof.ts'
import {
  APPROVAL_TAG,
  fitsTag,
  requireApproval,
  requirement,
  unproven
} from '../../../src/release/approval/requirement.ts'
import { encodeRecord } from '../../../src/release/journal/record.ts'
import { group, observe, tagged } from '../../support/observation.ts'

const TEXTS = {
  nothing: undefined,
  prod: encodeRecord({ env: 'prod' }),
  Prod: encodeRecord({ env: 'Prod' }),
  other: encodeRecord({ env: 'other' }),
  damaged: 'damaged',
  empty: encodeRecord({ env: '' })
} as const
type Text = keyof typeof TEXTS

function asking(blue: Text, green: Text) {
  const on = (name: string, text: string | undefined) =>
    text === undefined
      ? group(name)
      : tagged(group(name), { key: APPROVAL_TAG, value: text, propagate: false })
  return observe(on('web-blue', TEXTS[blue]), on('web-green', TEXTS[green]))
}

test('the tag has a name that older and newer versions agree on', () => {
  expect(APPROVAL_TAG).toBe('bg-release:approval')
})

test.each<readonly [Text, Text, string]>([
  ['nothing', 'nothing', 'none'],
  ['prod', 'nothing', 'prod'],
  ['nothing', 'prod', 'prod'],
  ['prod', 'Prod', 'prod'],
  ['Prod', 'prod', 'Prod'],
  ['prod', 'other', 'web-blue names the environment prod and web-green names other'],
  ['damaged', 'nothing', `the tag ${APPROVAL_TAG} on web-blue cannot be read`],
  ['nothing', 'damaged', `the tag ${APPROVAL_TAG} on web-green cannot be read`],
  ['prod', 'damaged', `the tag ${APPROVAL_TAG} on web-green cannot be read`],
  ['damaged', 'empty', `the tag ${APPROVAL_TAG} on web-blue cannot be read`],
  ['empty', 'damaged', `the tag ${APPROVAL_TAG} on web-blue names no environment`],
  ['nothing', 'empty', `the tag ${APPROVAL_TAG} on web-green names no environment`]
])('%s and %s: %s', (blue, green, said) => {
  const found = requirement(asking(blue, green))
  const text =
    found.kind === 'required' ? found.environment : found.kind === 'unclear' ? found.why : found.kind
  expect(text.startsWith(said)).toBe(true)
  expect(found.kind).toBe(said === 'none' ? 'none' : /^[Pp]rod$/.test(said) ? 'required' : 'unclear')
})

describe('finalize', () => {
  const override: Override = { kind: 'override', by: 'Ada', reason: 'GitHub is down' }
  const review = (environment: string) => ({ kind: 'review', environment }) as const

  test.each<readonly [Text, Text, Parameters<typeof unproven>[1], string | undefined]>([
    ['nothing', 'nothing', undefined, undefined],
    ['nothing', 'nothing', review('any'), undefined],
    ['prod', 'nothing', undefined, 'this finalize brings none'],
    ['prod', 'nothing', review('other'), 'shows one of other'],
    ['prod', 'nothing', review('PROD'), undefined],
    ['prod', 'nothing', override, undefined],
    ['prod', 'damaged', undefined, 'cannot be said of which environment'],
    ['prod', 'damaged', review('prod'), 'cannot be said of which environment'],
    ['prod', 'damaged', override, undefined]
  ])('%s and %s, with %j: %s', (blue, green, proof, missing) => {
    const found = unproven(asking(blue, green), proof)
    if (missing === undefined) expect(found).toBeUndefined()
    else
      expect(found).toMatchObject({
        code: 'BGR-APPROVAL-REQUIRED',
        message: expect.stringContaining(missing),
        fix: expect.stringMatching(/\S/)
      })
  })
})

describe('deploy', () => {
  test.each<readonly [Text, Text, string]>([
    ['nothing', 'nothing', 'web-blue'],
    ['prod', 'nothing', 'web-green'],
    ['prod', 'Prod', 'nothing'],
    ['prod', 'damaged', 'web-green'],
    ['damaged', 'prod', 'web-blue'],
    ['damaged', 'nothing', 'refuses'],
    ['nothing', 'empty', 'refuses'],
    ['other', 'prod', 'refuses'],
    ['prod', 'other', 'refuses'],
    ['damaged', 'other', 'refuses']
  ])('%s and %s: writes %s', (blue, green, writes) => {
    const step = requireApproval(asking(blue, green), 'prod')
    if (writes === 'nothing') expect(step).toBeUndefined()
    else if (writes === 'refuses')
      expect(step).toMatchObject({ kind: 'refuse', findings: [{ code: 'BGR-APPROVAL-REQUIRED' }] })
    else
      expect(step).toMatchObject({
        kind: 'change',
        force: 'additive',
        change: {
          kind: 'tag',
          group: writes,
          tags: [{ key: APPROVAL_TAG, value: TEXTS.prod, propagate: false }]
        }
      })
  })

  test('a name of 200 characters fits, one more does not, and what a tag cannot hold takes more room', () => {
    expect([fitsTag('a'.repeat(200)), fitsTag('a'.repeat(201)), fitsTag('ä'.repeat(200))]).toEqual([
      true,
      false,
      false
    ])
  })
})
