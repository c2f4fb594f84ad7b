import { change, type Step } from './decision.ts'
import { demandTag } from './journal.ts'
import { demandOf, type Situation } from './situation.ts'

/** Notes a demand that has grown. It never shrinks while the release is open. */
export function raiseDemand(at: Situation, wanted: number): Step {
  if (wanted <= demandOf(at)) return undefined
  return change('additive', `note that ${wanted} instances have to be held`, {
    kind: 'tag',
    group: at.old.group.name,
    tags: [demandTag(at.epoch, wanted)]
  })
}
