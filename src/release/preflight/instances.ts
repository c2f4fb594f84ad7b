/** Instances that a release could not count, or that nobody explains. */
import type { Finding } from '../codes.ts'
import { newestEpoch, readSide } from '../journal/journal.ts'
import { strangersIn } from '../steps/kept.ts'
import type { Group } from '../world.ts'
import { type Candidate, type Check, finding } from './candidate.ts'

/**
 * LifecycleState of the EC2 Auto Scaling API Reference, as far as a release knows what each means for it. What AWS keeps
 * on purpose (`Terminating:Retained`) or rebuilds in place (`ReplacingRootVolume`) is not among them.
 */
const KNOWN_STATES: readonly string[] = [
  'Pending',
  'Pending:Wait',
  'Pending:Proceed',
  'InService',
  'Terminating',
  'Terminating:Wait',
  'Terminating:Proceed',
  'Terminated',
  'Detaching',
  'Detached',
  'EnteringStandby',
  'Standby'
]

export const instances: Check = at => [
  ...emptiness(at.idle),
  ...(at.first ? emptiness(at.live) : parkedByNobody(at.live)),
  ...unknownStates(at.live),
  ...twice(at)
]

/** What a rollback left parked is ended as soon as the release is open. */
function emptiness(group: Group): readonly Finding[] {
  const strangers = strangersIn(group, readSide(group, newestEpoch(group), []).kept)
  if (strangers.length === 0) return []
  const states = [...new Set(strangers.map(instance => instance.lifecycle))].sort().join(', ')
  return [
    finding(
      'BGR-IDLE-NOT-EMPTY',
      `${group.name} must be empty before a release, and lists ${strangers.length} instances (${states}) that no release explains.`,
      'If they are still ending, wait and start again; if they are in Standby, end or return them first.'
    )
  ]
}

function parkedByNobody(live: Group): readonly Finding[] {
  const standby = live.instances.filter(instance => instance.lifecycle === 'Standby')
  if (standby.length === 0) return []
  return [
    finding(
      'BGR-DRIFT',
      `The live group ${live.name} has instances in Standby that no release put there: ${standby.map(instance => instance.id).join(', ')}.`,
      'Return them to service or end them: a rollback could not tell them from its own.'
    )
  ]
}

function unknownStates(live: Group): readonly Finding[] {
  const strange = live.instances.filter(({ lifecycle }) => !KNOWN_STATES.includes(lifecycle))
  if (strange.length === 0) return []
  return [
    finding(
      'BGR-LIFECYCLE-STATE',
      `Instances of ${live.name} are in a lifecycle state that a release cannot judge: ${strange.map(({ id, lifecycle }) => `${id} is ${lifecycle}`).join(', ')}.`,
      'Wait until they have left that state, or end them; then start again.'
    )
  ]
}

/** Health is asked by instance and target group: of an instance that is there twice nobody can say whether it serves. */
function twice({ seen, live, idle, facts }: Candidate): readonly Finding[] {
  const found: Finding[] = []
  const own = new Set(live.instances.map(({ id }) => id))
  const both = idle.instances.map(({ id }) => id).filter(id => own.has(id))
  if (both.length > 0) {
    found.push(
      finding(
        'BGR-INSTANCE-TWICE',
        `AWS lists ${both.join(', ')} in ${live.name} and in ${idle.name}.`,
        'Start again in a minute; if it is so still, find out who moves instances between the groups.'
      )
    )
  }
  for (const [arn, targets] of seen.targets) {
    const ids = targets.map(({ instanceId }) => instanceId)
    const repeated = [...new Set(ids.filter((id, n) => own.has(id) && ids.indexOf(id) !== n))]
    if (repeated.length === 0) continue
    const { name = arn } = facts.targetGroups.find(group => group.arn === arn) ?? {}
    found.push(
      finding(
        'BGR-INSTANCE-TWICE',
        `The target group ${name} holds ${repeated.join(', ')} under more than one port.`,
        `Deregister them from ${name} under every port but the target group's own.`
      )
    )
  }
  return found
}
