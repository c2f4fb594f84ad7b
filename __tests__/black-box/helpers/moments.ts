/** Where a run can be met: counted in changes and in looks between them, which differ less from run to run than calls. */
import type { CallRecord } from '../../../src/twin/doors/call-log.ts'
import { type Hold, type Passing, SLEEP } from './line.ts'

/** A change of an undisturbed run. */
export interface Moment {
  readonly operation: string
  /** How many changes come before it. */
  readonly changes: number
  /** How many reads come between the last of them and it. */
  readonly reads: number
}

/** Whether a call changes something else than claims. */
export const isAct = ({ mutating, input }: CallRecord): boolean =>
  mutating && !/^\{"Tags":\[\{"Key":"bg-release:claim:/.test(JSON.stringify(input))

export function momentsOf(calls: readonly CallRecord[]): readonly Moment[] {
  const moments: Moment[] = []
  let reads = 0
  for (const call of calls) {
    if (isAct(call)) {
      moments.push({ operation: call.operation, changes: moments.length, reads })
      reads = 0
    } else if (!call.mutating) reads += 1
  }
  return moments
}

/** `request`: holds the change on its way to AWS. `answer`: holds the last answer that the run reads before it. */
export function holdingAt(moment: Moment, hold: Hold): (passing: Passing) => Hold | undefined {
  let changes = 0
  let reads = 0
  return ({ operation, isClaim }) => {
    if (isClaim || operation === SLEEP) return undefined
    if (operation.startsWith('Describe')) {
      reads += 1
      return hold === 'answer' && changes === moment.changes && reads === moment.reads ? hold : undefined
    }
    reads = 0
    changes += 1
    return hold === 'request' && changes > moment.changes ? hold : undefined
  }
}

/** Holds the answer to the first look after the run's claim has been written: the one that says who else is there. */
export function holdingLookOfClaim(): (passing: Passing) => Hold | undefined {
  let isClaimed = false
  return ({ isClaim, operation }) => {
    isClaimed ||= isClaim
    return isClaimed && operation === 'DescribeAutoScalingGroups' ? 'answer' : undefined
  }
}

/** Holds the first wait after so many changes of sizes. */
export function holdingWait(resizes: number): (passing: Passing) => Hold | undefined {
  let seen = 0
  return ({ operation }) => {
    if (operation === 'UpdateAutoScalingGroup') seen += 1
    return operation === SLEEP && seen >= resizes ? 'request' : undefined
  }
}
