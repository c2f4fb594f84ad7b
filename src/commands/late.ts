import { type Finding, ReleaseError } from '../release/codes.ts'
import type { Decision, Wait } from '../release/decision.ts'
import type { Goal } from '../release/goal.ts'
import { place } from '../release/phase.ts'
import type { FleetReader } from '../release/ports.ts'
import type { Course } from './course.ts'
import { saidBy } from './failure.ts'

/** Of so many services it is told what they lacked; of the others only that there are more. */
const TOLD = 5

/** Says why a run did not get there in time: what it waited for, who is ill, and what Auto Scaling itself reports. */
export async function late(
  fleet: FleetReader,
  stop: AbortSignal,
  goal: Goal,
  courses: readonly Course[]
): Promise<ReleaseError> {
  const open = courses.filter(({ decision }) => decision?.kind !== 'done')
  // A service that only waits for others is not what the run failed on.
  const behind = open.filter(({ decision }) => decision?.kind !== 'wait' || decision.wait.for !== 'others')
  const told = (behind.length > 0 ? behind : open).slice(0, TOLD)
  const texts = await Promise.all(told.map(course => explain(fleet, stop, course)))
  const more = behind.length > TOLD ? `; ${behind.length - TOLD} more services were behind` : ''
  const finding: Finding = {
    code: 'BGR-TIMEOUT',
    message: `The time limit passed${courses.length > 1 ? `: ${courses.length - open.length} of ${courses.length} services were done` : ''}. ${texts.join('. ')}${more}.`,
    fix: `Run ${goal.command} again to go on, with a longer timeout if it was only slow${goal.command === 'deploy' ? ', or rollback to undo the release' : ''}.`
  }
  return new ReleaseError([finding])
}

async function explain(
  fleet: FleetReader,
  stop: AbortSignal,
  { pair, seen, decision, shown, lastFailure }: Course
): Promise<string> {
  if (!seen || !decision) {
    return shown
      ? `no look at ${pair.service} showed what this run had last written there: something may undo its tags or sizes`
      : `${pair.service} was never seen with the claim of this run`
  }
  const group = groupOf(decision) ?? seen.groups.blue.name
  // Without the history the message is poorer, and still true.
  const activities = await fleet.activities(group, 10, stop).catch(() => [])
  const failed = activities.find(activity => activity.status === 'Failed' || activity.status === 'Cancelled')
  const ill = [...seen.targets.values()]
    .flat()
    .filter(target => target.state === 'unhealthy')
    .map(target => `${target.instanceId} ${target.reason ?? ''}`.trim())
  const reasons = [
    ...(decision.kind === 'wait' ? [missing(decision.wait)] : []),
    ...(decision.kind === 'change' ? [`the next step was to ${decision.why}`] : []),
    ...(lastFailure ? [`the last call that failed was ${saidBy(lastFailure)}`] : []),
    ...(ill.length > 0 ? [`unhealthy at the load balancer: ${ill.slice(0, 5).join(', ')}`] : []),
    ...(failed ? [`Auto Scaling says: ${failed.description}: ${failed.message}`] : [])
  ]
  return `${pair.service} was in the phase ${place(seen).phase}; ${reasons.join('; ')}`
}

function groupOf(decision: Decision): string | undefined {
  if (decision.kind === 'change') return decision.change.group
  return decision.kind === 'wait' && 'group' in decision.wait ? decision.wait.group : undefined
}

function missing(wait: Wait): string {
  switch (wait.for) {
    case 'new-healthy':
    case 'old-back':
      return `of the ${wait.of} instances that ${wait.group} needs ${wait.healthy} were healthy`
    case 'settled':
      return `${wait.group} had ${wait.inService} of ${wait.desired} instances in service`
    case 'drained':
      return `${wait.left} instances of ${wait.group} were still leaving traffic`
    case 'ended':
      return `${wait.left} instances of ${wait.group} had not ended`
    case 'copied':
      return `what was copied to ${wait.group} was not shown yet`
    case 'schedule':
      return `the scheduled action ${wait.action} of ${wait.group} was about to run`
    case 'sticky':
      return `cookies kept clients on ${wait.group} until ${new Date(wait.until).toISOString()}`
    case 'others':
      return 'other services of the fleet were not ready'
    case 'window':
      return 'a request without an answer could still arrive'
  }
}
