/** The two ends of recover that are no step of the state machine: breaking a claim, and leaving none behind. */

import { ReleaseError } from '../release/codes.ts'
import type { Goal } from '../release/goal.ts'
import { type Claim, claimKey, claimTag, isOpen, readClaims } from '../release/journal/claim.ts'
import type { Clock, FleetPort } from '../release/ports.ts'
import { misnamed } from '../release/recover/recover.ts'
import type { Traces } from './act.ts'
import { LAST_LOOK_MS, takeClaim, windowOf } from './claim.ts'
import type { Pair } from './find-fleet.ts'
import { NOT_CONFIRMED, pursue } from './pursue.ts'
import type { RunPorts, RunSetting } from './run-setting.ts'
import type { Sight } from './sight.ts'
import type { Subject } from './subject.ts'

export type RecoverGoal = Goal & { readonly command: 'recover' }

/**
 * Does what a person states, service by service, with a claim as every command has one. Breaking a claim needs none.
 * @throws ReleaseError; AwsError; the reason of `stop`
 */
export async function recoverFleet(
  ports: RunPorts,
  run: RunSetting,
  goal: RecoverGoal,
  subjects: readonly Subject[],
  sight: Sight,
  traces: Traces
): Promise<void> {
  const { recovery } = goal
  const wrong = misnamed(
    subjects.map(({ seen }) => seen),
    recovery
  )
  if (wrong) throw new ReleaseError([wrong])
  const pairs = subjects.map(({ pair }) => pair)
  if (recovery.breakClaim !== undefined) {
    await openClaim(ports.fleet, pairs, recovery.breakClaim, run.stop)
    if (!(await run.confirm(subjects, goal))) throw new ReleaseError([NOT_CONFIRMED])
    traces.begun = true
    await breakClaim(ports, pairs, recovery.breakClaim, run.abort)
    traces.changed = true
    return
  }
  await pursue(ports, run, goal, subjects, sight, traces)
  if (!recovery.forget) return
  const left = await claimsOn(ports.fleet, pairs, run.stop)
  if (left.some(({ claim }) => isOpen(claim))) await outlive(ports, run, pairs)
  await removeClaims(ports, run, pairs)
}

/** Takes a claim for no other reason than that those of dead runs go with it. @throws ReleaseError `BGR-CLAIMED` */
async function outlive(ports: RunPorts, run: RunSetting, pairs: readonly Pair[]): Promise<void> {
  const deadline = ports.clock.now() + run.options.timeoutMs
  const claim = await takeClaim({ ...ports, ...run, pairs, command: 'recover', deadline })
  await claim.signOff('released', run.abort)
}

interface Placed {
  readonly group: string
  readonly claim: Claim
}

/**
 * Ends the claim of a run that a person knows to be dead: nobody waits for its lease any more. Until its last request
 * can no longer arrive its successors still wait before they take capacity away; a run that lives stops by itself.
 *
 * @throws ReleaseError `BGR-RECOVER` where no run claims the fleet under this id now; AwsError
 */
async function breakClaim(
  ports: { readonly fleet: FleetPort; readonly clock: Clock },
  pairs: readonly Pair[],
  id: string,
  abort: AbortSignal
): Promise<void> {
  const { fleet, clock } = ports
  const held = await openClaim(fleet, pairs, id, abort)
  const now = clock.now()
  await fleet.putTags(
    held.map(({ group, claim }) => ({ group, ...claimTag(endedOf(claim, now)) })),
    now,
    abort
  )
}

/** Where the claim stands. @throws ReleaseError `BGR-RECOVER`; AwsError */
async function openClaim(
  fleet: FleetPort,
  pairs: readonly Pair[],
  id: string,
  signal: AbortSignal
): Promise<readonly Placed[]> {
  const found = await claimsOn(fleet, pairs, signal)
  const held = found.filter(({ claim }) => claim.id === id && isOpen(claim))
  if (held.length === 0) throw new ReleaseError([unknown(id, found)])
  return held
}

/**
 * Removes the claims of all runs that are over, the one that has just forgotten the fleet included; each only when nothing
 * of its run can arrive any more, because nobody would know then what it is.
 * @throws AwsError; the reason of `stop`
 */
async function removeClaims(
  { fleet, clock }: RunPorts,
  { listener, stop, abort }: RunSetting,
  pairs: readonly Pair[]
): Promise<void> {
  const over = (await claimsOn(fleet, pairs, stop)).filter(({ claim }) => !isOpen(claim))
  const [latest] = [...over].sort((a, b) => windowOf(b.claim) - windowOf(a.claim))
  if (!latest) return
  const until = windowOf(latest.claim)
  const now = clock.now()
  if (until > now) {
    const waits = pairs.map(({ service }) => ({ service, wait: { for: 'window', until } as const }))
    listener({ kind: 'waiting', waits, at: now })
    await clock.sleep(until - now, stop)
  }
  await fleet.removeTags(
    over.map(({ group, claim }) => ({ group, key: claimKey(claim.id) })),
    clock.now(),
    abort
  )
}

async function claimsOn(
  fleet: FleetPort,
  pairs: readonly Pair[],
  signal: AbortSignal
): Promise<readonly Placed[]> {
  const groups = await fleet.groupsByName(
    pairs.map(({ names }) => names.blue),
    signal
  )
  return groups.flatMap(group => readClaims(group).map(claim => ({ group: group.name, claim })))
}

/** One that only asked has sent nothing. Of one that cannot be read nobody knows when it last looked. */
function endedOf(claim: Claim, now: number): Claim {
  if (claim.state === 'asking') return { ...claim, state: 'released' }
  const last = claim.at === 0 ? now : Math.min(now, claim.at * 1000 + LAST_LOOK_MS)
  return { ...claim, state: 'ended', at: Math.ceil(last / 1000) }
}

function unknown(id: string, found: readonly Placed[]) {
  const held = found.filter(({ claim }) => isOpen(claim))
  const told = [...new Set(held.map(({ claim }) => `${claim.id} (${claim.by}, ${claim.command})`))]
  return {
    code: 'BGR-RECOVER',
    message: `No run claims this fleet as ${id} now; ${told.length > 0 ? `the claims that stand are ${told.join(', ')}` : 'no claim stands'}.`,
    fix:
      told.length > 0 ? 'Name the claim that stands, if its run is dead.' : 'Run the command that you want.'
  } as const
}
