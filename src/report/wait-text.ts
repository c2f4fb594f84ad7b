import type { Wait } from '../release/decision.ts'

/** What is waited for, in one sentence. `now`: ms since the epoch. */
export function waitText(wait: Wait, now: number): string {
  switch (wait.for) {
    case 'new-healthy':
      return `Waiting for ${wait.group}: ${wait.healthy} of ${wait.of} healthy`
    case 'old-back':
      return `Waiting for ${wait.group} to come back: ${wait.healthy} of ${wait.of} healthy`
    case 'settled':
      return `Waiting for ${wait.group} to settle: ${wait.inService} in service, ${wait.desired} desired`
    case 'drained':
      return `Waiting for ${wait.group} to drain: ${wait.left} instances not yet out of traffic`
    case 'ended':
      return `Waiting for ${wait.left} instances of ${wait.group} to end`
    case 'copied':
      return `Waiting until AWS shows what was copied to ${wait.group}`
    case 'schedule':
      return `Waiting for the scheduled action ${wait.action} of ${wait.group} to run (at most ${seconds(wait.until - now)} s)`
    case 'sticky':
      return `Waiting until no cookie keeps a client on ${wait.group} (${seconds(wait.until - now)} s)`
    case 'others':
      return 'Waiting until every service of the fleet is ready'
    case 'window':
      return `Waiting until a request without an answer can no longer arrive (at most ${seconds(wait.until - now)} s)`
  }
}

const seconds = (ms: number): number => Math.max(0, Math.ceil(ms / 1000))
