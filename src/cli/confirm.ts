import { createInterface } from 'node:readline/promises'
import type { Subject } from '../commands/subject.ts'
import type { Goal } from '../release/goal.ts'
import { versionOf } from '../release/live.ts'
import { place } from '../release/phase.ts'
import type { Recovery } from '../release/recover/recover.ts'
import { standing } from '../release/situation.ts'
import { isSplit } from '../release/traffic/topology.ts'
import { isUndone } from '../release/undo.ts'
import type { Group, Observation } from '../release/world.ts'
import { groupRows, groupText } from '../report/standing.ts'
import { logLine } from '../report/untrusted.ts'

export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream
  readonly write: (line: string) => void
}

/** Shows what is about to be changed, and where, and asks. Without a terminal to ask on the answer is no. */
export async function confirmOnTerminal(
  terminal: Terminal,
  subjects: readonly Subject[],
  goal: Goal,
  stop: AbortSignal
): Promise<boolean> {
  const { write } = terminal
  write('')
  for (const { pair, seen } of subjects) {
    write(`Account ${pair.account}, region ${pair.region}, service ${logLine(pair.service)}`)
    for (const row of groupRows(seen, place(seen))) write(`  ${groupText(row)}`)
    write(logLine(intent(goal, seen)))
  }
  if (!terminal.input.isTTY) return false
  const asking = createInterface({ input: terminal.input, output: terminal.output })
  // On a terminal that readline reads Ctrl-C is a character: it becomes the signal that it stands for.
  asking.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    const answer = await asking.question('Go on? [y/N] ', { signal: stop })
    return /^y(es)?$/i.test(answer.trim())
  } catch (error) {
    // Ctrl-D closes the question, and that is no yes.
    if (stop.aborted || !(error instanceof Error && error.name === 'AbortError')) throw error
    return false
  } finally {
    asking.close()
  }
}

/** What the command will do to which group, by name and version. */
function intent(goal: Goal, seen: Observation): string {
  const where = standing(seen)
  const open = where.kind === 'open' ? where.situation : undefined
  const { live, idle } = place(seen)
  const old = open?.old.group ?? (live && seen.groups[live])
  const fresh = open?.new.group ?? (idle && seen.groups[idle])
  const told = (group: Group | undefined) =>
    group
      ? `${group.name} (${versionOf(group) ?? 'no version'}, ${group.instances.length} instances)`
      : 'nothing'
  const away = isSplit(seen) ? `take the requests from ${told(old)}` : `move ${told(old)} to Standby`
  switch (goal.command) {
    case 'deploy':
      if (goal.part === 'prepare')
        return `prepare will start version ${goal.version} on ${fresh?.name ?? 'an empty group'} and wait until it is healthy. ${told(old)} keeps serving.`
      if (open)
        return `deploy will go on with release ${open.epoch}: version ${goal.version} on ${fresh?.name}, then ${away}.`
      return fresh
        ? `deploy will start version ${goal.version} on ${fresh.name}, wait until it is healthy, and then ${away}.`
        : `deploy will start version ${goal.version}, the first version of this service.`
    case 'rollback': {
      const closed = where.kind === 'closed' ? where.situation : undefined
      const previous = closed && !isUndone(closed) && fresh ? versionOf(fresh) : undefined
      if (previous && fresh)
        return `Release ${closed?.epoch} is finalized, so rollback will DEPLOY version ${previous} again on ${fresh.name}, and then ${away}.`
      if (open?.release.undo)
        return `rollback will go on with release ${open.epoch}, which deploys version ${open.release.version} again on ${open.new.group.name}.`
      if (open?.release.initial) return `rollback will END ${told(fresh)}. There is no version to bring back.`
      const then = goal.afterRollback === 'standby' ? 'keep its instances in Standby' : 'END its instances'
      return `rollback will bring ${told(old)} back into service, and then take ${told(fresh)} out and ${then}.`
    }
    case 'recover':
      return `${seen.service}: ${recoveryText(goal.recovery)}`
    case 'finalize':
      return `finalize will END the instances of ${told(old)}. After that a rollback is a new deploy.`
  }
}

/** What a person states, in a sentence to confirm. */
function recoveryText({ baseline, live, breakClaim, liftApproval, forget }: Recovery): string {
  const parts = [
    ...(breakClaim === undefined ? [] : [`break the claim ${breakClaim}, whose run must be DEAD`]),
    ...(baseline
      ? [
          `note that ${baseline.group} was ${baseline.min}/${baseline.desired}/${baseline.max} before the release`
        ]
      : []),
    ...(live ? [`close the release of ${live.service} with ${live.colour} declared LIVE`] : []),
    ...(liftApproval ? ['lift the requirement that finalize is approved'] : []),
    ...(forget ? ['REMOVE every tag and suspension of bg-release'] : [])
  ]
  return `recover will ${parts.join(', and ')}. Nothing is ended.`
}
