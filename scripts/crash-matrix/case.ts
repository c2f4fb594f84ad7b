/** One case of the matrix: a scenario, what happens in it, and the command that comes next. */

import type { RunReport } from '../../src/commands/run-events.ts'
import type { World } from '../../src/twin/core/world.ts'
import { byUs, conclude, type Next } from './conclude.ts'
import { fits, type Kind, type Stage } from './faults.ts'
import { told } from './judge.ts'
import { createLab, isClaim, type Lab, type Moment } from './lab.ts'
import { type Fault, meddle } from './meddle.ts'
import { lookOf } from './picture.ts'
import type { Recording } from './record.ts'
import type { Answers } from './scenarios.ts'
import type { Request } from './wire.ts'

export interface Case {
  readonly scenario: string
  readonly answers: Answers
  /** Whether GitHub tells the next run at once that a killed one is over. */
  readonly told: boolean
  /** In the run of the scenario's command. */
  readonly faults: readonly Fault[]
  readonly next: Next
  /** In the run of the command that comes next. */
  readonly later: readonly Fault[]
}

export interface Outcome {
  readonly fired: boolean
  /** How the world looked when the first fault struck. */
  readonly look?: string
  readonly wrong: readonly string[]
}

/** The state after the faults of the first run, for as many next commands as one likes. */
interface Aftermath {
  readonly fired: boolean
  readonly look?: string
  readonly wrong: readonly string[]
  /** A lab to go on in. */
  readonly goOn: () => ReturnType<typeof createLab>
}

const LANDED_MS = 400_000

/** Runs the faults of the first run once. */
export async function aftermath(
  recording: Recording,
  { faults, told: isTold }: Pick<Case, 'faults' | 'told'>
): Promise<Aftermath> {
  const [only, ...more] = faults
  if (!only) return { fired: true, wrong: [], goOn: () => createLab(recording.start, recording.paths) }
  if (only.kind.kills && more.length === 0) return killedAt(recording, only, isTold)
  if (!mayFire(recording, only))
    return { fired: false, wrong: [], goOn: () => createLab(recording.start, recording.paths) }
  const { start, paths, pristine, scenario, answers } = recording
  const lab = createLab(start, paths)
  let look: string | undefined
  const struck = meddle(lab, pristine, faults, world => {
    look ??= lookOf(world)
  })
  const kinds = faults.map(({ kind }) => kind)
  const { report, wrong } = await told(lab, scenario.under, kinds, () => lab.run(scenario.under, struck))
  const fired = faults.every(fault => struck.fired.has(fault))
  const met = struck.fired.get(only)
  const killed = report === undefined
  // What is under way lands, what was begun by the environment ends. A killed run is followed at once, in the same lab.
  if (!killed) lab.pass(LANDED_MS)
  const moment: Moment = lab.moment()
  return {
    fired,
    ...(look !== undefined && { look }),
    wrong: [
      ...wrong,
      ...(met && more.length === 0 ? unlived(only.kind, met, report) : []),
      ...byUs(kinds, answers, lab.violations)
    ],
    goOn: () => (killed ? lab : createLab(moment, paths))
  }
}

/**
 * A run lives through a single change that fails. It may stop before it has changed anything, where reads fail until nobody
 * tries again; and where an earlier write of its own claim lands over the later one, because nobody can tell who else saw it.
 */
function unlived({ name, passes }: Kind, { call, isRead }: Request, report: RunReport | undefined) {
  if (!passes || isRead || isClaim(call.input) || report?.status === 'succeeded') return []
  const said = report?.findings.map(({ code, message }) => `${code} ${message}`).join('; ')
  return [`L1 once: ${name} was not lived through: ${said}`]
}

/** Whether it can do anything there at all: up to there the run is the undisturbed one. */
function mayFire({ points, pristine, paths }: Recording, { kind, at, onward }: Fault): boolean {
  const point = points[at]
  if (onward || !point) return onward
  if (kind.about !== 'environment' && kind.about !== 'operator' && kind.name !== 'partial') return true
  return kind.strike(stageAt(createLab(point.before, paths), pristine), point.request) !== undefined
}

function stageAt(lab: Lab, pristine: World): Stage {
  const was = lab.twin.world()
  const [stop, abort] = [new AbortController(), new AbortController()]
  return { lab, pristine, since: was.now, was, stop, abort }
}

/** A process that is killed remembers nothing: its world before the request is all that its successor finds. */
function killedAt(
  { points, pristine, start, paths }: Recording,
  { kind, at }: Fault,
  isTold: boolean
): Aftermath {
  const point = points[at]
  if (!point || !fits(kind, point.request))
    return { fired: false, wrong: [], goOn: () => createLab(start, paths) }
  const { world } = point.before.spot
  const goOn = () => {
    const lab = createLab({ ...point.before, told: isTold }, paths)
    const stage = stageAt(lab, pristine)
    try {
      const { call } = point.request
      const fate = kind.strike(stage, point.request)
      if (fate) lab.twin.request(call.service, call.operation, call.input, fate.trouble)
    } catch {
      // Killed before it left.
    }
    return lab
  }
  return { fired: true, look: lookOf(world), wrong: [], goOn }
}

export async function runCase(recording: Recording, each: Case, after?: Aftermath): Promise<Outcome> {
  const first = after ?? (await aftermath(recording, each))
  const { fired, look } = first
  if (!fired) return { fired, wrong: [] }
  const lab = first.goOn()
  const kinds = [...each.faults, ...each.later].map(({ kind }) => kind)
  if (each.later.length === 0) {
    const wrong = await conclude(lab, recording, each.next, kinds)
    return { fired, ...(look !== undefined && { look }), wrong: [...first.wrong, ...wrong] }
  }
  const struck = meddle(lab, recording.pristine, each.later)
  const wrong = await conclude(lab, recording, each.next, kinds, struck)
  const all = each.later.every(fault => struck.fired.has(fault))
  return { fired: all, ...(look !== undefined && { look }), wrong: all ? [...first.wrong, ...wrong] : [] }
}
