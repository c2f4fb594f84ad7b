import { AwsFault } from '../fault.ts'
import type { Group } from '../world.ts'
import type { InstanceRefresh } from './model.ts'

export function activeRefresh(group: Group): InstanceRefresh | undefined {
  const latest = group.refreshes.at(-1)
  const active =
    latest?.status === 'Pending' || latest?.status === 'InProgress' || latest?.status === 'Cancelling'
  return active ? latest : undefined
}

export function runsRefresh(group: Group): boolean {
  return activeRefresh(group) !== undefined
}

/** @throws AwsFault InstanceRefreshInProgress */
export function refuseInRefresh(group: Group): void {
  if (!runsRefresh(group)) return
  throw new AwsFault(
    'InstanceRefreshInProgress',
    'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.'
  )
}
