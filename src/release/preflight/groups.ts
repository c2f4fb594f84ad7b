/** Settings of either group that would make a release dangerous or impossible. */
import type { Finding } from '../codes.ts'
import type { Group } from '../world.ts'
import { type Check, finding } from './candidate.ts'

/** Without these a release can neither launch nor bring instances back from Standby. */
const NEEDED_PROCESSES = ['Launch', 'AddToLoadBalancer']

export const groups: Check = ({ live, idle, facts }) =>
  [live, idle].flatMap(group => [
    ...ownership(group),
    ...counting(group),
    ...processes(group),
    ...refresh(group, facts.refreshing)
  ])

function ownership({ name, status, settings }: Group): readonly Finding[] {
  const found: Finding[] = []
  if (status !== undefined) {
    found.push(
      finding(
        'BGR-GROUP-DELETING',
        `${name} has the status "${status}".`,
        'Wait until AWS has deleted it, then create the group again.'
      )
    )
  }
  if (settings.operator !== undefined) {
    found.push(
      finding(
        'BGR-GROUP-MANAGED',
        `${name} belongs to ${settings.operator}: AWS lets nobody else change it.`,
        'Use a group of your own for the release.'
      )
    )
  }
  return found
}

/** A release counts whole instances, launched with the version that their group has now. */
function counting({ name, hasWeightedCapacity, hasWarmPool }: Group): readonly Finding[] {
  return [
    ...(hasWeightedCapacity
      ? [
          finding(
            'BGR-CAPACITY-UNITS',
            `The capacity of ${name} is counted in weights, vCPUs or memory, not in instances.`,
            'Remove the instance weights and set the desired capacity type to units.'
          )
        ]
      : []),
    ...(hasWarmPool
      ? [
          finding(
            'BGR-WARM-POOL',
            `${name} has a warm pool, whose instances read their version long before they serve.`,
            'Delete the warm pool of both groups.'
          )
        ]
      : [])
  ]
}

function processes({ name, suspended }: Group): readonly Finding[] {
  const stopped = NEEDED_PROCESSES.filter(process => suspended.includes(process))
  if (stopped.length === 0) return []
  return [
    finding(
      'BGR-PROCESS-SUSPENDED',
      `${stopped.join(' and ')} must run on ${name}, and is suspended.`,
      `Resume it: aws autoscaling resume-processes --auto-scaling-group-name ${name} --scaling-processes ${stopped.join(' ')}`
    )
  ]
}

function refresh({ name }: Group, refreshing: readonly string[]): readonly Finding[] {
  if (!refreshing.includes(name)) return []
  return [
    finding(
      'BGR-INSTANCE-REFRESH',
      `An instance refresh is running on ${name}.`,
      'Wait until it has ended, or cancel it.'
    )
  ]
}
