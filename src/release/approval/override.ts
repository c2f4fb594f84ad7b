/** A person's word instead of a review: `name: reason`, for the day on which GitHub is down. */

import { type Finding, ReleaseError } from '../codes.ts'
import type { Override } from './proof.ts'

/**
 * @param inWorkflow whether a workflow runs this: there the environment is asked, and nothing stands in for it
 * @throws ReleaseError `BGR-INPUT`, `BGR-APPROVAL-REQUIRED`
 */
export function parseOverride(text: string, inWorkflow: boolean): Override {
  if (inWorkflow) throw new ReleaseError([IN_WORKFLOW])
  const at = text.indexOf(':')
  const by = text.slice(0, Math.max(at, 0)).trim()
  const reason = text.slice(at + 1).trim()
  if (by.length < 2 || reason.length < 10) throw new ReleaseError([NO_REASON])
  return { kind: 'override', by, reason }
}

const IN_WORKFLOW: Finding = {
  code: 'BGR-APPROVAL-REQUIRED',
  message: "override-approval is a person's word at a terminal, and this is a workflow run.",
  fix: 'Run finalize in a job of the environment that approves, or from a terminal.'
}

const NO_REASON: Finding = {
  code: 'BGR-INPUT',
  message: 'override-approval must be a name and a reason of at least 10 characters: "name: reason".',
  fix: 'Write e.g. --override-approval "Ada Lovelace: GitHub is down, old fleet costs money, CHG-1234".'
}
