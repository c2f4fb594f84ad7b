import type { Finding } from '../codes.ts'
import { versionOf } from '../live.ts'
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
