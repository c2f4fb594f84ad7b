import { createInterface } from 'node:readline/promises'
import type { Pair } from '../commands/find-service.ts'
import type { Goal } from '../release/goal.ts'
import { place } from '../release/phase.ts'
import type { Observation } from '../release/world.ts'
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

function intent(goal: Goal, seen: Observation): string {
  const { live, idle } = place(seen)
  const from = live ? seen.groups[live].name : 'the live group'
  const to = idle ? seen.groups[idle].name : 'the idle group'
  switch (goal.command) {
    case 'deploy':
      return `deploy will start version ${goal.version} on ${to}, wait until it is healthy, and move ${from} to Standby.`
    case 'rollback':
      return 'rollback will bring the old instances back into service, and then take the new ones out and end them.'
    case 'finalize':
      return `finalize will END the instances of ${to}. After that a rollback is a new deploy.`
  }
}
