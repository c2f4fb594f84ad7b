import type { Finding } from '../codes.ts'
import { versionOf } from '../live.ts'
import { isSplit } from '../traffic/topology.ts'
import { type Candidate, finding } from './candidate.ts'

/** A wish that contradicts itself once the live version is known. */
export function contradiction({ goal, first, live }: Candidate): Finding | undefined {
  if (!goal.redeploy || (!first && versionOf(live) === goal.version)) return undefined
  const found = first ? 'nothing is live' : `${live.name} runs ${versionOf(live) ?? 'no known version'}`
  return finding(
    'BGR-INPUT',
    `redeploy: true releases the live version again, but ${found} and not ${goal.version}.`,
    'Leave redeploy out to release another version.'
  )
}

/** A part of a deploy that makes no sense here: nothing to promote, or a prepared version that would take traffic. */
export function straying({ goal, first, seen }: Candidate): Finding | undefined {
  if (goal.part === 'promote') {
    return finding(
      'BGR-NOTHING-TO-PROMOTE',
      `No release of ${seen.service} is open, so there is no prepared version ${goal.version} to promote.`,
      'Run prepare with this version first, or deploy to do both.'
    )
  }
  if (goal.part === undefined || goal.allowMixed || first || isSplit(seen)) return undefined
  return finding(
    'BGR-MIXED',
    `The colours of ${seen.service} share their target groups: a prepared version ${goal.version} would answer users beside the live one for as long as it waits.`,
    'Set allow-mixed to true if both versions may answer side by side, run deploy, or give each colour a target group of its own.'
  )
}
