/** What can happen to one request, and to the process that made it. */
import { AwsError } from '../../src/release/errors.ts'
import { type Hooks, Killed } from './simulation.ts'

export const FAULTS = ['killed before', 'killed after', 'request lost', 'answer lost'] as const
export type Fault = (typeof FAULTS)[number]

export const isKill = (fault: Fault): boolean => fault.startsWith('killed')

export interface Injection extends Hooks {
  /** How often the fault took place: once, or never where the run made fewer changes. */
  fired(): number
}

/** Lets `fault` happen to change number `at` (from 0) of a run. */
export function inject(fault: Fault, at: number): Injection {
  let fired = 0
  const strike = (index: number) => {
    if (index !== at) return
    fired += 1
    if (isKill(fault)) throw new Killed()
    throw new AwsError('unknown', 'AnyOperation', '', 'socket hang up', '')
  }
  const early = fault === 'killed before' || fault === 'request lost'
  return {
    fired: () => fired,
    ...(early
      ? { before: (_: unknown, index: number) => strike(index) }
      : { after: (_: unknown, index: number) => strike(index) })
  }
}
