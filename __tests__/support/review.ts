import type { Review } from '../../src/release/approval/proof.ts'
import { RELEASED_AT } from './waiting-release.ts'

/** Ada's review of a workflow run in the environment `cleanup`. @param createdAt when the run began, ms since the epoch */
export const review = (
  id = 77,
  createdAt = RELEASED_AT - 60_000,
  shownBy: Review['shownBy'] = 'this-job'
): Review => ({
  kind: 'review',
  environment: 'cleanup',
  run: { id, attempt: 1, createdAt, headSha: 'c0ffee' },
  shownBy,
  approvers: ['ada'],
  comment: 'go',
  selfApproved: false,
  bypassPossible: false,
  bypassed: false
})
