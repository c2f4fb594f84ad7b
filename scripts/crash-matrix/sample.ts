/** Cases by chance: two faults, or one where AWS answers its open questions otherwise. */
import { dice, pick, within } from '../../src/twin/weather/dice.ts'
import type { Case } from './case.ts'
import { nextsOf } from './conclude.ts'
import { KINDS, type Kind, kindNamed } from './faults.ts'
import { mayStrike, type Recording } from './record.ts'

/** Of all cases so many begin with a kill, which is what most often has a next run to disturb. */
const KILLED_FIRST = 0.5
/** Of the others, so many have both faults in one run; and so many, under other answers, have one fault alone. */
const TOGETHER = 0.4
const ALONE = 0.3
/** The second fault strikes from some request on up to this one, rather early than late: many a next run is short. */
const LATEST = 40
/** In the same run it waits for at most so many requests. */
const SOON = 30

/** The case of this number; the same for the same seed. */
export function sampleOf(recording: Recording, seed: number, n: number): Case {
  const { points, scenario, answers } = recording
  const roll = (what: string) => dice(seed, what, n)
  const among = (kinds: readonly Kind[], what: string): Kind =>
    pick(kinds, roll(what)) ?? kindNamed('killed-before')
  const kind = among(
    KINDS.filter(({ kills }) => kills === roll('kills') < KILLED_FIRST),
    'first kind'
  )
  const numbers = points.map((_, at) => at).filter(at => mayStrike(recording, kind, at))
  const at = pick(numbers, roll('at')) ?? 0
  const next = pick(nextsOf(scenario.under), roll('next')) ?? 'again'
  const first = { kind, at, onward: !kind.kills }
  const own = { scenario: scenario.name, answers, told: false, next, faults: [first], later: [] }
  const sort = roll('sort')
  if (Object.keys(answers).length > 0 && sort < ALONE) return own
  const second = among(KINDS, 'second kind')
  // What a run does not live through leaves nothing of it to strike again.
  const lives = kind.passes || !['process', 'call'].includes(kind.about)
  if (lives && sort > 1 - TOGETHER) {
    const from = at + within(1, SOON, roll('second at'))
    return { ...own, faults: [first, { kind: second, at: from, onward: true }] }
  }
  return { ...own, later: [{ kind: second, at: Math.floor(roll('later at') ** 2 * LATEST), onward: true }] }
}
