import { type Claim, claimTag, isOpen, readClaims } from '../release/journal/claim.ts'
import type { Clock, FleetPort } from '../release/ports.ts'

/**
 * Signs off for a run that was killed: nobody knows whether its last request took place, so its window counts from now.
 * Without this the next run would have to watch the claim for five minutes first.
 *
 * @param groups those that the run claimed
 * @returns how many of them carried a claim that was still open
 * @throws AwsError; the signal's reason
 */
export async function closeClaim(
  { fleet, clock }: { readonly fleet: FleetPort; readonly clock: Clock },
  groups: readonly string[],
  id: string,
  signal: AbortSignal
): Promise<number> {
  const found = await fleet.groupsByName(groups, signal)
  const now = clock.now()
  const at = Math.floor(now / 1000)
  const tags = found.flatMap(group =>
    readClaims(group)
      .filter(claim => claim.id === id && isOpen(claim))
      .map(claim => ({ ...claimTag(closed(claim, at)), group: group.name }))
  )
  if (tags.length > 0) await fleet.putTags(tags, now, signal)
  return tags.length
}

/** One that was only asked for has changed nothing. */
const closed = (claim: Claim, at: number): Claim => ({
  ...claim,
  state: claim.state === 'asking' ? 'released' : 'ended',
  beat: claim.beat + 1,
  at
})
