import { firstOf, refuse, type Step } from '../decision.ts'
import type { Situation } from '../situation.ts'
import { changedSince } from './old-group.ts'
import type { ApprovalProof } from './proof.ts'
import { unproven } from './requirement.ts'

/** For finalize, before everything else and at every look: the proof that is asked for is there, and is about this. */
export const approvalGate = (at: Situation, proof: ApprovalProof | undefined): Step =>
  firstOf(
    ...[() => unproven(at.seen, proof), () => changedSince(at, proof)].map(judge => () => {
      const finding = judge()
      return finding && refuse(finding)
    })
  )
