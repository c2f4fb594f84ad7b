/** What comes after a fault: one command, and the way out that a refusal leaves. */
import { isOpen } from '../../__tests__/support/stand.ts'
import type { RunReport } from '../../src/commands/run-events.ts'
import type { Kind } from './faults.ts'
import { claimed, isAlone, isStated, restless, standsIn, told } from './judge.ts'
import type { Lab, Meddling } from './lab.ts'
import type { Struck } from './meddle.ts'
import { endIn } from './picture.ts'
import { type Recording, stateOf } from './record.ts'
import { type Answers, type Command, FINALIZE, OTHER, PROMOTE, ROLLBACK } from './scenarios.ts'

export const NEXTS = ['again', 'rollback', 'finalize', 'other', 'promote'] as const
export type Next = (typeof NEXTS)[number]

export const commandOf = (next: Next, under: Command): Command => {
  switch (next) {
    case 'again':
      return under
    case 'rollback':
      return ROLLBACK
    case 'finalize':
      return FINALIZE
    case 'promote':
      return PROMOTE
    case 'other':
      return under.initialCapacity ? { ...OTHER, initialCapacity: under.initialCapacity } : OTHER
  }
}

/** What may come next after a scenario's command. Only what was prepared is promoted. */
export const nextsOf = (under: Command): readonly Next[] =>
  NEXTS.filter(
    next =>
      next === 'again' ||
      ((next !== 'promote' || under.command === 'prepare') &&
        JSON.stringify(commandOf(next, under)) !== JSON.stringify(under))
  )

/** A request of a dead run may bring these about until it can no longer arrive. */
const OF_THE_MOMENT = ['BGR-CLAIMED', 'BGR-MOVED']
/** A claim that lands late, over what its run said last, looks as if that run had taken over. */
const OF_CLAIMS = 'BGR-FENCED'
/** And what the environment does may bring this about, until it has passed. */
const OF_HEALTH = 'BGR-LIVE-UNHEALTHY'

const SETTLED_MS = 900_000
const CLAIM_OVER_MS = 720_000
const INSISTENCE = 3
/** Of a run that is not disturbed again. */
const PATIENT: Meddling = { meddler: () => ({}) }

/**
 * Runs `next`, and where it is refused with a reason what closes the release. Calls that failed leave no trace: the end has
 * to be that of an undisturbed release.
 * @returns what is wrong
 */
export async function conclude(
  lab: Lab,
  { ends, scenario, answers }: Recording,
  next: Next,
  kinds: readonly Kind[],
  struck?: Struck
): Promise<readonly string[]> {
  const from = lab.violations.length
  const about = (...which: readonly Kind['about'][]) => kinds.some(kind => which.includes(kind.about))
  const first = commandOf(next, scenario.under)
  const wrong: string[] = []
  let report = await insist(first)
  if (report?.status !== 'succeeded') {
    if (!isStated(report) && !about('operator'))
      wrong.push(`L1 again: ${first.command} ended ${report?.status}: ${said(report)}`)
    const closer = closerOf()
    if (closer && closer !== first) {
      report = await insist(closer)
      if (report?.status !== 'succeeded' && !about('operator')) {
        wrong.push(`L2 way out: ${closer.command} ended ${report?.status}: ${said(report)}`)
      }
    }
  }
  // Whom AWS refuses the last call cannot sign off.
  const signsOff = !kinds.some(({ name, lasts }) => lasts || name.startsWith('access-denied'))
  if (isAlone(kinds) && signsOff && report?.status === 'succeeded' && report.begun)
    wrong.push(...claimed(lab.twin.world()))
  lab.pass(SETTLED_MS)
  if (!about('operator')) wrong.push(...restless(lab.twin.world()))
  const calm = ends.get(stateOf(lab))
  if (!about('operator', 'environment') && calm !== undefined) {
    const end = endIn(lab.twin.world())
    if (end !== calm) wrong.push(`L1 same end: ${stateOf(lab)} ${apart(end, calm)}`)
  }
  return [...wrong, ...byUs(kinds, answers, lab.violations.slice(from))]

  /** A run that meets a fault is run again. The fault may wait for a later run, where the first ones are short. */
  async function insist(command: Command) {
    const met = struck && struck.fired.size === 0 ? struck : undefined
    let heard = await say(command, met)
    for (let n = 0; met && n < INSISTENCE && heard?.status !== 'succeeded' && !isStated(heard); n += 1) {
      // What was stated about the moment has passed by then.
      if (heard) lab.pass(SETTLED_MS)
      heard = await say(command)
    }
    return heard
  }
  async function say(command: Command, met?: Meddling) {
    const { report: heard, wrong: lies } = await told(lab, command, kinds, () => lab.run(command, met))
    wrong.push(...lies)
    const code = heard?.findings[0]?.code ?? ''
    const passes =
      OF_THE_MOMENT.includes(code) ||
      (about('environment') && code === OF_HEALTH) ||
      (kinds.some(({ lingers }) => lingers) && code === OF_CLAIMS)
    if (!passes || met === PATIENT) return heard
    // A claim that a dead run has only just made is not doubted at once, and its note may arrive before our claim.
    lab.pass(CLAIM_OVER_MS)
    return await say(command, PATIENT)
  }
  function closerOf(): Command | undefined {
    const open = standsIn(lab.twin.world()).filter(isOpen)
    if (open.length === 0) return undefined
    // There is nothing to bring back in a first release.
    if (open.some(({ journal }) => journal?.initial)) return scenario.under
    return open.some(({ journal }) => journal?.state === 'finalizing') ? FINALIZE : ROLLBACK
  }
}

const said = (report: RunReport | undefined): string =>
  report?.findings.map(({ code, message }) => `${code} ${message}`).join('; ') ?? 'nothing'

/** Two texts from a little before the first place where they differ. */
function apart(one: string, other: string): string {
  let n = 0
  while (one[n] === other[n]) n += 1
  const from = Math.max(0, n - 60)
  return `has ...${one.slice(from, n + 60)}... and not ...${other.slice(from, n + 60)}...`
}

/**
 * What the environment did by itself is not ours. Beside a person who undoes what a release has set, only what a call takes
 * away is. A load that rose and fell between two looks was seen by nobody. And where parked instances count against MaxSize,
 * AWS has to accept a MinSize that arrives late: it launches nothing, and the next look takes it back.
 */
export function byUs(
  kinds: readonly Kind[],
  answers: Answers,
  violations: readonly string[]
): readonly string[] {
  const operated = kinds.some(({ about }) => about === 'operator')
  const wavers = kinds.filter(({ name }) => SIZING.includes(name)).length > 1
  const lands =
    kinds.some(({ name }) => name.includes('late-')) && answers['standby-counts-against-max'] === 'yes'
  return violations.filter(
    each =>
      !each.includes('({"kind":"act"') &&
      !(operated && /\((?:\{"kind"|CreateOrUpdateTags|DeleteTags|AddTags|RemoveTags)/.test(each)) &&
      !(wavers && /^(?:S1 capacity|S5 new first)/.test(each)) &&
      !(lands && each.startsWith('S12 '))
  )
}

const SIZING: readonly string[] = ['scale-in', 'scale-out', 'operator-desired-up']
