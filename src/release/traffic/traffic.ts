/** What differs between the topologies. deploy.ts, rollback.ts and finalize.ts have the order of the steps. */
import type { Force, Step } from '../decision.ts'
import type { Member, Situation } from '../situation.ts'
import type { OwnSizes } from '../steps/pin.ts'
import type { Group } from '../world.ts'

export interface Traffic {
  /** Whether the new colour serves as soon as it is healthy. */
  readonly mixes: boolean
  /** What is suspended on a colour that leaves traffic. */
  readonly held: readonly string[]
  /** What the new colour needs before its health shows. */
  readonly expose: (at: Situation) => Step
  /** Takes the old colour out of traffic while new carries `demand`. `role`: the user's sizes of the live role. */
  readonly leaveOld: (at: Situation, role: OwnSizes, demand: number) => Step
  /** What a rollback needs before it touches the old colour. */
  readonly bringBack: (at: Situation) => Step
  /** Takes the new colour out of traffic while old carries `demand`. */
  readonly leaveNew: (at: Situation, demand: number, force: Force) => Step
  /** How many instances a parked group would lose by being ended. */
  readonly waiting: (group: Group) => number
  /** Refuses to end what this release has not parked. */
  readonly drift: (at: Situation) => Step
  /** Ends the parked instances. Afterwards the group is empty, with MinSize and desired capacity 0. */
  readonly end: (member: Member, at: Situation) => Step
  /** Removes what was noted outside of the groups. */
  readonly close: (at: Situation) => Step
}
