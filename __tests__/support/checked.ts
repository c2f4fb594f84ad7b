/** The engine on a twin with the safety rules on watch, and what the end of a run is held against. */
import type { RunReport } from '../../src/commands/run-events.ts'
import type { World } from '../../src/twin/core/world.ts'
import { type Checker, watch } from './checker.ts'
import { pictureOf } from './rules-journal.ts'
import { type Hooks, type Simulation, simulate } from './simulation.ts'
import {
  groupIn,
  holding,
  isOpen,
  keepsParked,
  type Stand,
  scales,
  servicesOf,
  serving,
  standOf
} from './stand.ts'
import { isSplitPair, weighs } from './weights.ts'

export interface Checked extends Simulation {
  /** Everything that went wrong so far, of the rules of every event and of the ends of runs. */
  violations(): readonly string[]
  watched(): number
  world(): World
  stand(): Stand
}

/** @param service the one that runs are about, where the scenario has several */
export function checked(scenario: object, service?: string): Checked {
  const simulation = simulate(scenario)
  const checker: Checker = watch(simulation.twin)
  const ends: string[] = []
  let running = 0
  let most = 0
  const world = () => simulation.twin.world()
  const stand = () => standOf(world(), service ?? servicesOf(world())[0] ?? '')

  async function run(options: Parameters<Simulation['run']>[0], hooks: Hooks = {}): Promise<RunReport> {
    const before = pictureOf(stand())
    running += 1
    most = running === 1 ? 1 : Math.max(most, running)
    const report = await simulation.run(options, hooks)
    running -= 1
    // Beside another run nobody can say whose change it was.
    if (most === 1 && report.status === 'failed' && !report.changed && pictureOf(stand()) !== before) {
      ends.push(`S19 refusal: ${options.command} was refused and changed something`)
    }
    if (report.status === 'succeeded')
      ends.push(...untrue(options.command ?? 'status', stand(), options.imageVersion))
    return report
  }

  return {
    ...simulation,
    run,
    violations: () => [...checker.violations, ...ends],
    watched: checker.events,
    world,
    stand
  }
}

/** S21: what is wrong with the world for a command that said that it had succeeded. */
export function untrue(command: string, stand: Stand, version?: string): readonly string[] {
  const { world, journal } = stand
  if (!journal) return []
  const from = groupIn(world, journal.from)
  const to = groupIn(world, journal.to)
  const old = journal.state === 'rolled-back' ? to : from
  const live = journal.state === 'rolled-back' ? from : to
  const wrong: string[] = []
  const expect = (holds: boolean, what: string) => {
    if (!holds) wrong.push(`S21 truth: ${command} succeeded, and ${what}`)
  }
  if (command === 'status' || command === 'recover') return []
  if (command === 'prepare' && journal.state === 'open') {
    expect(to.tags['docker:image:version']?.value === version, `${to.name} does not run ${version}`)
    expect(serving(world, from) > 0 && holding(world, to) >= from.desired, `${to.name} is not ready`)
    return wrong
  }
  const releases = command !== 'rollback' && command !== 'finalize'
  if (releases) {
    expect(live.tags['docker:image:version']?.value === version, `${live.name} does not run ${version}`)
    expect(journal.state === 'switched' || !isOpen(stand), `the release is ${journal.state}`)
  }
  const undone = journal.undo && journal.state === 'switched'
  if (command === 'rollback')
    expect(undone || journal.state === 'rolled-back', `the release is ${journal.state}`)
  const keeps = command === 'rollback' && (undone || keepsParked(old))
  if (!releases) expect(keeps || old.instances.length === 0, `${old.name} is not empty`)
  const abandoned = journal.initial && journal.state === 'rolled-back'
  expect(abandoned || serving(world, live) > 0, `${live.name} does not serve`)
  const split = isSplitPair(world, old.name)
  const inStandby = old.instances.every(each => each.lifecycle === 'Standby')
  expect(abandoned || inStandby || (split && !weighs(world, old)), `${old.name} is not parked`)
  // At weight 0 the old colour stays in service until it is ended.
  const kept = split && old.instances.length > 0
  expect(kept || (old.desired === 0 && old.min === 0), `${old.name} still wants instances`)
  expect(
    scales(live) || !live.tags['bg-release:hold']?.value.includes('AlarmNotification'),
    `${live.name} does not scale`
  )
  return wrong
}
