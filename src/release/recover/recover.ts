/** What a person states where nobody else can know: each is a few writes of the journal, and none ends an instance. */
import { liftRequirement } from '../approval/requirement.ts'
import type { Finding } from '../codes.ts'
import { type Decision, done } from '../decision.ts'
import type { Colour, Observation } from '../world.ts'
import { declareLive } from './declare.ts'
import { forgetAll, isForgettable } from './forget.ts'
import { type StatedBaseline, stateBaseline } from './state.ts'

export interface Recovery {
  readonly baseline?: StatedBaseline
  readonly live?: { readonly service: string; readonly colour: Colour }
  /** Id of a claim; broken before anything else, and without one of our own. */
  readonly breakClaim?: string
  readonly liftApproval: boolean
  readonly forget: boolean
}

/** One look, one thing to do, as in the state machine: a run that was killed is gone on with by the same command. */
export function recover(seen: Observation, recovery: Recovery): Decision {
  const { baseline, live, liftApproval, forget } = recovery
  const groups = [seen.groups.blue, seen.groups.green]
  const stated = baseline && groups.some(({ name }) => name === baseline.group)
  // What is forgotten need not be declared as well, or each would undo the other.
  const declared =
    live?.service === seen.service && !(forget && isForgettable(seen)) ? live.colour : undefined
  return (
    (stated ? stateBaseline(seen, baseline) : undefined) ??
    (declared ? declareLive(seen, declared) : undefined) ??
    (liftApproval ? liftRequirement(seen) : undefined) ??
    (forget ? forgetAll(seen) : undefined) ??
    done
  )
}

/** Why nothing of it concerns any service of the fleet: a name that is not there is a mistake, and no success. */
export function misnamed(fleet: readonly Observation[], { baseline, live }: Recovery): Finding | undefined {
  const groups = fleet.flatMap(({ groups: { blue, green } }) => [blue.name, green.name])
  const services = fleet.map(({ service }) => service)
  if (baseline && !groups.includes(baseline.group)) {
    return unknownName('baseline', baseline.group, groups)
  }
  return live && !services.includes(live.service) ? unknownName('live', live.service, services) : undefined
}

const unknownName = (input: string, name: string, known: readonly string[]): Finding => ({
  code: 'BGR-INPUT',
  message: `${input} names ${name}, and asg-prefix and image-name find ${known.slice(0, 10).join(', ')}.`,
  fix: `Correct ${input}, or asg-prefix.`
})
