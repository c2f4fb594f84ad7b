/** What speaks against a command because of the release that is open, each with the ways out. */
import type { Finding } from './codes.ts'
import { type Decision, refuse } from './decision.ts'
import { versionOf } from './live.ts'
import type { Situation } from './situation.ts'

/** A deploy goes on with an open release of its own version, and with no other. */
export function unfinished(
  at: Situation,
  version: string,
  redeploy: boolean
): (Decision & object) | undefined {
  const { state, version: released, epoch, undo } = at.release
  const service = at.seen.service
  const no = (code: Finding['code'], message: string, fix: string) => refuse({ code, message, fix })
  switch (state) {
    case 'open':
    case 'switching':
      if (version === released) return undefined
      return no(
        'BGR-RELEASE-OPEN',
        `Release ${epoch} of ${service}, version ${released}, is under way, and ${version} was asked for.`,
        undo
          ? `It is a rollback of a finalized release: run rollback to go on with it, or deploy ${versionOf(at.old.group) ?? 'the live version'} to take it back.`
          : `Run rollback to undo it, or deploy ${released} to go on with it.`
      )
    case 'switched':
      if (version === released && !redeploy) return undefined
      return no(
        'BGR-NOT-FINALIZED',
        `Version ${released} of ${service} is live, and release ${epoch} is not finalized: ${at.old.group.name} still keeps the version before it warm.`,
        undo
          ? 'Run finalize to end the old instances; then deploy again.'
          : 'Run finalize to end the old instances, or rollback to bring them back; then deploy again.'
      )
    case 'finalizing':
      return no(
        'BGR-FINALIZE-UNFINISHED',
        `Finalize of release ${epoch} of ${service} has begun and is not finished.`,
        'Run finalize to finish it, then deploy again.'
      )
    default:
      return no(
        'BGR-ROLLBACK-UNFINISHED',
        `The rollback of release ${epoch} of ${service} has begun and is not finished.`,
        'Run rollback to finish it, then deploy again.'
      )
  }
}
