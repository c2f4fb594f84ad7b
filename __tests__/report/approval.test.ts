import { expect, test } from '@jest/globals'
import type { Review } from '../../src/release/approval/proof.ts'
import { approvalLine, approvalWarnings, withdrawnLine } from '../../src/report/approval.ts'
import { waitingRelease } from '../support/waiting-release.ts'

const REVIEW: Review = {
  kind: 'review',
  environment: 'cleanup',
  run: { id: 77, attempt: 1, createdAt: 0, headSha: 'c0ffee' },
  shownBy: 'this-job',
  approvers: ['ada', 'bob'],
  comment: 'looks good',
  selfApproved: false,
  bypassPossible: false,
  bypassed: false
}

test('a review is one sentence, without warnings where nothing weakens it', () => {
  expect(approvalLine(REVIEW)).toBe('Approved by ada, bob (environment cleanup, run 77): looks good')
  expect(approvalLine({ ...REVIEW, comment: '' })).toBe('Approved by ada, bob (environment cleanup, run 77)')
  expect(approvalWarnings(REVIEW)).toEqual([])
})

test.each([
  ['a self-approval', { ...REVIEW, selfApproved: true }, /approved it too/],
  ['a possible bypass', { ...REVIEW, bypassPossible: true }, /may bypass cleanup/],
  ['a bypass', { ...REVIEW, approvers: [], bypassed: true, bypassPossible: true }, /was bypassed/],
  ['a word', { kind: 'override', by: 'Ada', reason: 'GitHub is down' } as const, /overrode the approval/]
])('%s is warned of, once', (_, proof, pattern) => {
  expect(approvalWarnings(proof)).toEqual([expect.stringMatching(pattern)])
})

test('a word and a bypass are told as what they are', () => {
  expect(approvalLine({ kind: 'override', by: 'Ada', reason: 'GitHub is down' })).toBe(
    'Approval overridden by Ada: GitHub is down'
  )
  expect(approvalLine({ ...REVIEW, approvers: [], bypassed: true })).toMatch(
    /^Approved by Nobody; an administrator/
  )
})

test('what reviewers write is no markup, no ping, no link and no command of the runner', () => {
  const hostile = '@everyone <img src=x> [x](https://evil.test) ##[error]x\n::set-output name=x::y'
  const line = approvalLine({ ...REVIEW, comment: hostile })
  expect(line.split('\n')).toHaveLength(1)
  for (const bad of ['@everyone', '<img', '](', 'https://', '##[']) expect(line).not.toContain(bad)
})

test('a finalize whose release was rolled back meanwhile says so, and no other does', () => {
  expect(withdrawnLine(waitingRelease({ state: 'rolled-back' }))).toMatch(
    /^Release 1 of web \(version 2.0.0\) was rolled back/
  )
  for (const state of ['switched', 'finalizing', 'finalized'] as const) {
    expect(withdrawnLine(waitingRelease({ state }))).toBeUndefined()
  }
})
