import { expect, test } from '@jest/globals'
import { approvalFor, type Means } from '../../src/commands/approve.ts'
import type { Review } from '../../src/release/approval/proof.ts'
import { type Group, IMAGE_VERSION_TAG } from '../../src/release/world.ts'
import { meddle, RELEASED_AT, waitingRelease, withTag } from '../support/waiting-release.ts'

const review = (environment: string): Review => ({
  kind: 'review',
  environment,
  run: { id: 77, attempt: 1, createdAt: RELEASED_AT, headSha: 'c0ffee' },
  shownBy: 'this-job',
  approvers: ['ada'],
  comment: '',
  selfApproved: false,
  bypassPossible: false,
  bypassed: false
})

/** A job of `cleanup` that was approved, and how often GitHub was asked. */
function approvedJob() {
  const asked: string[] = []
  const verify = async (environment: string) => {
    asked.push(environment)
    return review(environment)
  }
  return { asked, means: { kind: 'job', environment: 'cleanup', verify } satisfies Means }
}

const good = waitingRelease({ environment: 'cleanup' })
const foreign = meddle(good, 'blue', withTag(IMAGE_VERSION_TAG, '6.6.6'))

test('one approval serves the whole fleet, and GitHub is asked once', async () => {
  const { asked, means } = approvedJob()
  const proof = await approvalFor(means, [good, good, waitingRelease({ state: 'finalized' })])
  expect([proof, asked]).toEqual([review('cleanup'), ['cleanup']])
})

test('one service that is not as it was refuses the fleet, before anything is claimed', async () => {
  const { means } = approvedJob()
  await expect(approvalFor(means, [good, foreign])).rejects.toMatchObject({
    findings: [{ code: 'BGR-APPROVAL-CHANGED' }]
  })
})

test('one service that asks for another environment refuses the fleet, before GitHub is asked', async () => {
  const { asked, means } = approvedJob()
  const other = waitingRelease({ environment: 'production' })
  await expect(approvalFor(means, [good, other])).rejects.toMatchObject({
    findings: [{ code: 'BGR-APPROVAL-REQUIRED' }]
  })
  expect(asked).toEqual([])
})

test.each(['open', 'switching', 'rolling-back', 'retiring', 'rolled-back', 'finalized'] as const)(
  'where the release is %s there is nothing to approve, and nobody is asked',
  async state => {
    const { asked, means } = approvedJob()
    expect(await approvalFor(means, [waitingRelease({ environment: 'cleanup', state })])).toBeUndefined()
    expect(asked).toEqual([])
  }
)

test('a service that was never released, and one whose journal is damaged, are left to finalize', async () => {
  const { asked, means } = approvedJob()
  const bare = (group: Group): Group => ({ ...group, tags: new Map() })
  const untouched = meddle(meddle(good, 'blue', bare), 'green', bare)
  const damaged = meddle(good, 'blue', withTag('bg-release:release:1', 'x'))
  expect(await approvalFor(means, [untouched, damaged])).toBeUndefined()
  expect(asked).toEqual([])
})

test('a record that is torn is approved as what it is about to be', async () => {
  const { asked, means } = approvedJob()
  const finalizing = waitingRelease({ environment: 'cleanup', state: 'finalizing' })
  const record = finalizing.groups.blue.tags.get('bg-release:release:1')
  const torn = meddle(good, 'blue', withTag('bg-release:release:1', record))
  expect(await approvalFor(means, [torn])).toEqual(review('cleanup'))
  expect(asked).toEqual(['cleanup'])
})

test('a person who brings nothing is refused where something is asked for, and goes on where nothing is', async () => {
  await expect(approvalFor({ kind: 'none' }, [good])).rejects.toMatchObject({
    findings: [{ code: 'BGR-APPROVAL-REQUIRED' }]
  })
  expect(await approvalFor({ kind: 'none' }, [waitingRelease()])).toBeUndefined()
})
