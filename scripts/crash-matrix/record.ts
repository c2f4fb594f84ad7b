/** The undisturbed run of a scenario: where its requests stand, and how things end. */
import { groupIn, keepsParked } from '../../__tests__/support/stand.ts'
import type { World } from '../../src/twin/core/world.ts'
import { fits, type Kind } from './faults.ts'
import { isStated, standsIn } from './judge.ts'
import { createLab, type Lab, type Moment } from './lab.ts'
import { createPaths, type Paths, spotAt } from './paths.ts'
import { endIn } from './picture.ts'
import {
  type Answers,
  type Command,
  FINALIZE,
  KEEP,
  OTHER,
  PROMOTE,
  ROLLBACK,
  type Scenario
} from './scenarios.ts'
import { Killed, type Request } from './wire.ts'

/** One request of the undisturbed run, and what there was just before it. */
export interface Point {
  readonly before: Moment
  readonly request: Request
}

export interface Recording {
  readonly scenario: Scenario
  readonly answers: Answers
  readonly pristine: World
  readonly start: Moment
  /** Of the undisturbed run: every case goes along it up to its first fault. */
  readonly paths: Paths
  readonly points: readonly Point[]
  /** How an undisturbed release ends, by epoch and state. */
  readonly ends: ReadonlyMap<string, string>
}

const SETTLED_MS = 900_000

/** @throws Error where an undisturbed run does not succeed, or breaks a rule */
export async function record(scenario: Scenario, answers: Answers): Promise<Recording> {
  const pristine = scenario.world(answers)
  const start = await leadUp(scenario, pristine)
  const paths = createPaths()
  const points: Point[] = []
  const lab = createLab(start, paths, true)
  const told = await heard(lab, scenario.under, request => points.push({ before: lab.moment(), request }))
  if (told) throw new Error(`${scenario.name} where ${JSON.stringify(answers)}: ${told}`)
  const ends = new Map<string, string>()
  const end = (of: Lab) => {
    of.pass(SETTLED_MS)
    ends.set(stateOf(of), endIn(of.twin.world()))
  }
  const done = lab.moment()
  end(lab)
  for (const then of [ROLLBACK, KEEP, FINALIZE, OTHER, PROMOTE]) {
    const after = createLab(done, paths)
    const report = await after.run(then)
    if (report?.status === 'succeeded') end(after)
    else if (!isStated(report)) throw new Error(`${scenario.name}: ${JSON.stringify(report?.findings)}`)
  }
  return { scenario, answers, pristine, start, paths, points, ends }
}

/** Epoch and state of each service's newest release, the version that it is about, and whether that stays parked. */
export function stateOf(lab: Lab): string {
  const world = lab.twin.world()
  const states = standsIn(world).map(({ journal }) => {
    if (!journal) return 'none'
    const to = groupIn(world, journal.to)
    const version = to.tags['docker:image:version']?.value
    return `${journal.epoch} ${journal.state} ${version}${keepsParked(to) ? ' kept' : ''}`
  })
  return states.join(', ')
}

async function leadUp(scenario: Scenario, pristine: World): Promise<Moment> {
  const lab = createLab({ spot: spotAt(pristine), runs: 0 }, createPaths())
  for (const { command, killedAfter } of scenario.before) {
    const kill = (): never => {
      throw new Killed()
    }
    const report = await lab.run(command, {
      meddler: ({ call }) => (killedAfter?.includes(call.operation) ? { afterwards: kill } : {})
    })
    const expected = killedAfter ? undefined : command.timeoutMs === undefined ? 'succeeded' : 'failed'
    if (report?.status !== expected) throw new Error(`${scenario.name}: ${JSON.stringify(report?.findings)}`)
  }
  if (lab.violations.length > 0) throw new Error(`${scenario.name}: ${lab.violations.join('; ')}`)
  return lab.moment()
}

/** @returns what is wrong with a run that nothing disturbs */
async function heard(
  lab: Lab,
  command: Command,
  listen: (request: Request) => void
): Promise<string | undefined> {
  const report = await lab.run(command, {
    meddler: request => {
      listen(request)
      return {}
    }
  })
  if (report?.status !== 'succeeded') return JSON.stringify(report?.findings)
  return lab.violations.length > 0 ? lab.violations.join('; ') : undefined
}

/** Whether the kind fits the request; a kill that finds the world of the request before is that kill. */
export function mayStrike({ points }: Recording, kind: Kind, at: number): boolean {
  const point = points[at]
  if (!point || !fits(kind, point.request)) return false
  return !(kind.kills && point.request.isRead && points[at - 1]?.before.spot === point.before.spot)
}
