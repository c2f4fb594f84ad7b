import { expect, test } from '@jest/globals'
import { verifyApprovedRun } from '../../../src/github/approval/approved-run.ts'
import { verifyApproval } from '../../../src/github/approval/verify-approval.ts'
import { approve, RUN_ID, TOKEN } from '../../support/approval-world.ts'
import { apiOverTwin } from './api-over-twin.ts'
import { claims, jwt, openScene } from './scene.ts'

const RUN = { owner: 'acme', repo: 'web', runId: RUN_ID }

test('a named run is about the commit that is live, where that is known', async () => {
  const scene = openScene()
  approve(scene.twin)
  const github = apiOverTwin(scene.twin, TOKEN)
  const right = { ...RUN, commit: 'a'.repeat(40) }
  expect(await verifyApprovedRun(github, right, 'cleanup')).toMatchObject({ run: { headSha: right.commit } })
  const wrong = verifyApprovedRun(github, { ...RUN, commit: 'b'.repeat(40) }, 'cleanup')
  await expect(wrong).rejects.toMatchObject({ findings: [{ code: 'BGR-APPROVAL-JOB' }] })
})

test('a run that is stopped ends with the reason of the stop, not with a refusal', async () => {
  const scene = openScene()
  approve(scene.twin)
  const api = apiOverTwin(scene.twin, TOKEN)
  const github: typeof api = {
    ...api,
    rest: async (route, parameters, signal) => {
      signal?.throwIfAborted()
      return await api.rest(route, parameters)
    }
  }
  const reason = new Error('stopped')
  const signal = AbortSignal.abort(reason)
  await expect(verifyApprovedRun(github, RUN, 'cleanup', signal)).rejects.toBe(reason)
  const job = { ...RUN, runAttempt: 1, idToken: async () => jwt(claims(scene)) }
  const asked = { environment: 'cleanup', allowBypass: false }
  await expect(verifyApproval(github, job, asked, signal)).rejects.toBe(reason)
})

test('allow-bypass is told of where it would help, and nowhere else', async () => {
  const fixOf = async (verified: Promise<unknown>) =>
    verified.then(
      () => 'accepted',
      error => String(error.findings?.[0]?.fix)
    )
  const bare = openScene()
  const github = apiOverTwin(bare.twin, TOKEN)
  const job = { ...RUN, runAttempt: 1, idToken: async () => jwt(claims(bare)) }
  const asked = { environment: 'cleanup', allowBypass: false }
  expect(await fixOf(verifyApproval(github, job, asked))).toContain('allow-bypass: true')
  expect(await fixOf(verifyApprovedRun(github, RUN, 'cleanup'))).not.toContain('allow-bypass')
  approve(bare.twin, { environments: ['production'] })
  expect(await fixOf(verifyApproval(github, job, asked))).not.toContain('allow-bypass')
})
