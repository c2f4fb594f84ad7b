import { createInterface } from 'node:readline/promises'
import type { Pair } from '../commands/find-service.ts'
import type { Goal } from '../release/goal.ts'
import { versionOf } from '../release/live.ts'
import { place } from '../release/phase.ts'
import { standing } from '../release/situation.ts'
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
  seen: Observation,
  pair: Pair,
  goal: Goal,
  stop: AbortSignal
): Promise<boolean> {
  const { write } = terminal
  write('')
  write(`Account ${pair.account}, region ${pair.region}, service ${logLine(pair.service)}`)
  for (const row of groupRows(seen, place(seen))) {
    write(`  ${groupText(row)}`)
  }
  write(logLine(intent(goal, seen)))
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
  switch (goal.command) {
    case 'deploy':
      if (open)
        return `deploy will go on with release ${open.epoch}: version ${goal.version} on ${fresh?.name}, then ${told(old)} to Standby.`
      return fresh
        ? `deploy will start version ${goal.version} on ${fresh.name}, wait until it is healthy, and then move ${told(old)} to Standby.`
        : `deploy will start version ${goal.version}, the first version of this service.`
    case 'rollback':
      return open?.release.initial
        ? `rollback will END ${told(fresh)}. There is no version to bring back.`
        : `rollback will bring ${told(old)} back into service, and then take ${told(fresh)} out and END its instances.`
    case 'finalize':
      return `finalize will END the instances of ${told(old)}. After that a rollback is a new deploy.`
  }
}
