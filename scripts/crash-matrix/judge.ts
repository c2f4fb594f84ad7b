/** What is wrong with a run, or with the world that it left. */
import { untrue } from '../../__tests__/support/checked.ts'
import {
  CLAIM_KEY,
  groupIn,
  isOpen,
  otherThan,
  type Stand,
  scales,
  servicesOf,
  serving,
  standOf
} from '../../__tests__/support/stand.ts'
import type { RunReport } from '../../src/commands/run-events.ts'
import type { World } from '../../src/twin/core/world.ts'
import type { Kind } from './faults.ts'
import type { Lab } from './lab.ts'
import type { Command } from './scenarios.ts'

/** A run never ends with these: a fault of the engine, or a danger that it made itself. */
const NEVER = ['BGR-INTERNAL', 'BGR-GUARD']

/** Refusals that state what stands in the way, and are right for the states in which a release may be. */
const STATED = [
  'BGR-RELEASE-OPEN',
  'BGR-NOT-FINALIZED',
  'BGR-ROLLBACK-UNFINISHED',
  'BGR-FINALIZE-UNFINISHED',
  'BGR-NOTHING-TO-ROLL-BACK',
  'BGR-NOTHING-TO-FINALIZE',
  'BGR-NOTHING-TO-PROMOTE'
]

export const isStated = (report: RunReport | undefined): boolean =>
  report?.findings.every(({ code }) => STATED.includes(code)) ?? false

/** Where each service stands. */
export const standsIn = (world: World): readonly Stand[] =>
  servicesOf(world).map(service => standOf(world, service))

export interface Told {
  readonly report: RunReport | undefined
  readonly wrong: readonly string[]
}

/** Whether nobody else changes the world meanwhile, not even a request that is late. */
export const isAlone = (kinds: readonly Kind[]): boolean =>
  kinds.every(({ about, lingers }) => about !== 'environment' && about !== 'operator' && !lingers)

/** Who is told by AWS that nothing was done cannot know better. */
const isDeceived = (kinds: readonly Kind[]): boolean => kinds.some(({ name }) => name === 'contention-after')

/** @param kinds what happens meanwhile, and did before */
export async function told(
  lab: Lab,
  command: Command,
  kinds: readonly Kind[],
  run = () => lab.run(command)
): Promise<Told> {
  const alone = isAlone(kinds)
  const before = lab.changes()
  const report = await run()
  if (report === undefined) return { report, wrong: [] }
  const after = lab.twin.world()
  const codes = report.findings.map(({ code }) => code)
  const wrong = codes
    .filter(code => NEVER.includes(code))
    .map(code => `${command.command} ended with ${code}: ${report.findings[0]?.message}`)
  if (report.status !== 'succeeded' && report.findings.length === 0) {
    wrong.push(`S19 refusal: ${command.command} ended ${report.status} and gave no reason`)
  }
  if (
    alone &&
    !isDeceived(kinds) &&
    report.status === 'failed' &&
    !report.changed &&
    lab.changes() > before
  ) {
    wrong.push(`S19 refusal: ${command.command} was refused and changed something`)
  }
  if (alone && report.status === 'succeeded')
    wrong.push(...standsIn(after).flatMap(stand => untrue(command.command, stand, command.imageVersion)))
  return { report, wrong }
}

/** What is wrong with the claims after a run that worked and succeeded: it signed off, and cleared up after dead ones. */
export function claimed(world: World): readonly string[] {
  const open = Object.keys(world.groups).flatMap(name =>
    Object.entries(groupIn(world, name).tags).filter(
      ([key, tag]) => CLAIM_KEY.test(key) && / state=(?:held|asking) /.test(tag.value)
    )
  )
  return open.map(([key]) => `L6 clean end: ${key} is still open`)
}

/** What is wrong with a world in which nothing is under way: one colour of each service serves all that it wants, and may scale. */
export const restless = (world: World): readonly string[] => standsIn(world).flatMap(unrested)

function unrested(stand: Stand): readonly string[] {
  const { journal, world } = stand
  const wrong: string[] = []
  if (!journal || (isOpen(stand) && journal.state !== 'switched')) return wrong
  if (journal.initial && journal.state === 'rolled-back') return wrong
  const live = groupIn(world, journal.state === 'rolled-back' ? journal.from : journal.to)
  const other = otherThan(stand, live.name)
  const serves = serving(world, live)
  if (serves === 0 || serves < live.desired)
    wrong.push(`L2 demand: ${live.name} serves ${serves} of ${live.desired}`)
  if (serving(world, other) > 0) wrong.push(`L1 one colour: ${other.name} serves too`)
  if (!scales(live) && live.tags['bg-release:hold']) wrong.push(`L6 clean end: ${live.name} is held`)
  return wrong
}
