import type { ServiceWait } from '../commands/run-events.ts'
import { logLine, shortened } from './untrusted.ts'
import { waitText } from './wait-text.ts'

/**
 * What a run waits for, as the description of a deployment's status, e.g. `web-green: 3 of 4 healthy`. `now`: ms since
 * the epoch. Empty where there is nothing to say.
 *
 * @param most characters
 */
export function deploymentText(waits: readonly ServiceWait[], now: number, most: number): string {
  // Whoever only waits for the others says nothing about what is missing.
  const behind = waits.filter(({ wait }) => wait.for !== 'others')
  const [first] = behind.length > 0 ? behind : waits
  if (first === undefined) return ''
  const { wait } = first
  const counts = wait.for === 'new-healthy' || wait.for === 'old-back'
  const text = counts ? `${wait.group}: ${wait.healthy} of ${wait.of} healthy` : waitText(wait, now)
  const more = behind.length > 1 ? ` (and ${behind.length - 1} more)` : ''
  return `${shortened(logLine(text), most - more.length)}${more}`
}
