/**
 * What a decision could know. It is as old as the look behind it: what a person, a policy or a cloud did between that look
 * and the moment in which the call took place is not held against the call. A call that lands late may still not leave
 * nothing serving, for there are floors against that; how much is needed by then, a person may have changed, or a
 * successor that did not wait for it; a state that it sets back is set forth again.
 */
import type { TwinEvent } from '../../src/twin/core/step.ts'
import type { Trouble } from '../../src/twin/weather/trouble.ts'

export interface Views {
  /** The environment or a person has done something. */
  acted(): void
  /** A run looks. @returns to be told when it is answered by the present: one that an old replica answers shows nothing new */
  looks(): () => void
  /** A run sends a request, which may land late. */
  sent(operation: string, input: Readonly<Record<string, unknown>>, trouble: Trouble | undefined): void
  /** Time goes by: whatever call takes place meanwhile was under way. */
  landing(pass: () => void): void
  /** Whether what a rule says to the event counts. */
  counts(event: TwinEvent, wrong: string): boolean
}

const NOTHING_SERVES = /^S2 never zero/
const SET_FORTH = /^S18 phases/

/** @param told whether a successor begins before what its dead predecessor has sent can no longer land */
export function createViews(told = false): Views {
  let acts = 0
  let known = 0
  let isLanding = false
  /** What was known when they were sent. */
  const late = new Map<string, number>()
  const keyOf = (operation: string, input: object) => `${operation} ${JSON.stringify(input)}`
  const isNoteLate = () => [...late.keys()].some(key => key.startsWith('CreateOrUpdateTags '))
  return {
    acted: () => {
      acts += 1
    },
    looks: () => {
      const seen = acts
      return () => {
        known = seen
      }
    },
    sent: (operation, input, trouble) => {
      if (typeof trouble?.lands === 'object' && 'afterMs' in trouble.lands)
        late.set(keyOf(operation, input), known)
    },
    landing: pass => {
      isLanding = true
      pass()
      isLanding = false
    },
    counts: (event, wrong) => {
      if (event.kind !== 'call') return true
      if (!isLanding) return known === acts && !(told && isNoteLate() && SET_FORTH.test(wrong))
      if (NOTHING_SERVES.test(wrong)) return true
      return !told && (late.get(keyOf(event.operation, event.input)) ?? acts) === acts
    }
  }
}
