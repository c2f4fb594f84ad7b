import { type Finding, ReleaseError } from '../release/codes.ts'
import type { Decision, Wait } from '../release/decision.ts'
import type { AwsError } from '../release/errors.ts'
import type { Goal } from '../release/goal.ts'
import { place } from '../release/phase.ts'
import type { FleetReader } from '../release/ports.ts'
import type { Observation } from '../release/world.ts'
import { saidBy } from './failure.ts'

/** Says why a run did not get there in time: what it waited for, who is ill, and what Auto Scaling itself reports. */
export async function late(
  fleet: FleetReader,
  stop: AbortSignal,
  goal: Goal,
  seen: Observation,
  decision: Decision,
  lastFailure: AwsError | undefined
): Promise<ReleaseError> {
  const { phase } = place(seen)
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
  const finding: Finding = {
    code: 'BGR-TIMEOUT',
    message: `The time limit passed in the phase ${phase}; ${reasons.join('; ')}.`,
    fix: `Run ${goal.command} again to go on, with a longer timeout if it was only slow${goal.command === 'deploy' ? ', or rollback to undo the release' : ''}.`
  }
  return new ReleaseError([finding])
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
    case 'window':
      return 'a request without an answer could still arrive'
  }
}
