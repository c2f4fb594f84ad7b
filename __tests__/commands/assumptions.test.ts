/** Releases under the other answer to each question that AWS leaves open. */
import { expect, test } from '@jest/globals'
import type { Change } from '../../src/release/ports.ts'
import { ASSUMPTIONS } from '../../src/twin/core/assumptions.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { onePair } from '../support/simulation.ts'
import { groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const CYCLE = [DEPLOY, ROLLBACK, DEPLOY, FINALIZE]

/** What happens before the run with this number, from 0. */
interface Trouble {
  readonly name: string
  readonly run: number
  readonly what: (simulation: Checked) => void
}

const pass = ({ twin, world }: Checked, seconds: number) => twin.advance(world().now + seconds * 1000)
const loseParked = (simulation: Checked, count: number) => {
  const parked = groupIn(simulation.world(), 'web-blue').instances.filter(
    each => each.lifecycle === 'Standby'
  )
  for (const { id } of parked.slice(0, count))
    simulation.twin.act({ type: 'fail-instance', instanceId: id, how: 'terminated' })
  pass(simulation, 60)
}
const scaleLive = (simulation: Checked, desired: number) => {
  simulation.twin.act({ type: 'scale', group: 'web-green', desired, by: 'policy' })
  pass(simulation, 300)
}
const schedule = (simulation: Checked) => {
  for (const AutoScalingGroupName of ['web-blue', 'web-green'])
    simulation.twin.act({
      type: 'foreign-call',
      service: 'autoscaling',
      operation: 'PutScheduledUpdateGroupAction',
      input: {
        AutoScalingGroupName,
        ScheduledActionName: 'evening',
        StartTime: new Date(simulation.world().now + 30_000),
        MinSize: 2,
        DesiredCapacity: 4
      }
    })
}

const TROUBLES: readonly Trouble[] = [
  { name: 'nothing', run: 0, what: () => undefined },
  { name: 'one of the parked instances is lost', run: 1, what: each => loseParked(each, 1) },
  { name: 'every parked instance is lost', run: 1, what: each => loseParked(each, 3) },
  { name: 'parked instances are lost before the end', run: 3, what: each => loseParked(each, 2) },
  { name: 'load has doubled before the way back', run: 1, what: each => scaleLive(each, 4) },
  { name: 'scheduled actions fall into the deploy', run: 0, what: schedule },
  { name: 'scheduled actions fall into the way back', run: 1, what: schedule }
]

const answers = ASSUMPTIONS.map(({ id, other }) => ({ id, other }))
const under = ({ id, other }: (typeof answers)[number]) =>
  checked({ ...onePair(), assumptions: { [id]: other } })

const cases = answers.flatMap(answer => TROUBLES.map(trouble => ({ ...answer, ...trouble })))

test.each(cases)(
  'deploy, rollback, deploy, finalize: $id $other, $name',
  async ({ run, what, ...answer }) => {
    const simulation = under(answer)
    const statuses: unknown[] = []
    for (const [n, options] of CYCLE.entries()) {
      if (n === run) what(simulation)
      const { status, findings } = await simulation.run(options)
      statuses.push([options.command, status, ...findings.map(({ code }) => code)])
    }
    expect(simulation.violations()).toEqual([])
    expect(statuses).toEqual(CYCLE.map(({ command }) => [command, 'succeeded']))
    pass(simulation, 600)
    expect(endOf(simulation.world(), 'web-green').serving).toBeGreaterThan(0)
    expect(simulation.violations()).toEqual([])
  }
)

test.each(answers)('a version that never becomes healthy is taken back: $id $other', async answer => {
  const simulation = under(answer)
  simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health: 'never-healthy' })
  expect((await simulation.run(DEPLOY)).status).not.toBe('succeeded')
  expect((await simulation.run(ROLLBACK)).status).toBe('succeeded')
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3, suspended: [] })
  expect(simulation.violations()).toEqual([])
})

const call = (simulation: Checked, operation: string, input: Readonly<Record<string, unknown>>) =>
  simulation.twin.act({ type: 'foreign-call', service: 'autoscaling', operation, input })

test.each(answers)('an operator is a moment faster than the release: $id $other', async answer => {
  const simulation = under(answer)
  let interfered = 0
  const once = (kind: string, what: (id: string) => void) => {
    let done = false
    return {
      before: (change: Change) => {
        if (done || change.kind !== kind || !('ids' in change)) return
        done = true
        interfered += 1
        what(change.ids[0] ?? '')
      }
    }
  }
  const deployed = await simulation.run(
    DEPLOY,
    once('enter-standby', id =>
      call(simulation, 'EnterStandby', {
        AutoScalingGroupName: 'web-blue',
        InstanceIds: [id],
        ShouldDecrementDesiredCapacity: true
      })
    )
  )
  const back = await simulation.run(
    ROLLBACK,
    once('exit-standby', id =>
      call(simulation, 'ExitStandby', { AutoScalingGroupName: 'web-blue', InstanceIds: [id] })
    )
  )
  expect(interfered).toBe(2)
  expect(simulation.violations()).toEqual([])
  expect([deployed.status, back.status]).toEqual(['succeeded', 'succeeded'])
  expect(endOf(simulation.world(), 'web-blue').serving).toBeGreaterThan(0)
})

test.each([1, 2, 3])(
  'where AWS refuses to return what is lost, %i of 3, the others return and it is replaced',
  async lost => {
    const simulation = under({ id: 'exit-standby-lost', other: 'refused' })
    await simulation.run(DEPLOY)
    const before = groupIn(simulation.world(), 'web-blue').instances.map(each => each.id)
    loseParked(simulation, lost)
    expect((await simulation.run(ROLLBACK)).findings).toEqual([])
    const after = groupIn(simulation.world(), 'web-blue').instances
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3, sizes: '2/3/6', suspended: [] })
    expect(after.map(each => each.lifecycle)).toEqual(['InService', 'InService', 'InService'])
    expect(after.filter(each => before.includes(each.id))).toHaveLength(3 - lost)
    expect(simulation.violations()).toEqual([])
  }
)

test('of 45 parked instances one that is lost keeps no other from returning', async () => {
  const sizes = { blue: { min: 40, max: 60, desired: 45 }, green: { max: 60 } }
  const simulation = checked({ ...onePair(sizes), assumptions: { 'exit-standby-lost': 'refused' } })
  await simulation.run(DEPLOY)
  loseParked(simulation, 1)
  const from = simulation.changes.length
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  // 20, 10, 5, 3, 2 and 1 are refused: the one that is lost is found by halves.
  const asked = simulation.changes.slice(from).filter(each => each.kind === 'exit-standby')
  expect(asked.length).toBeLessThan(20)
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 45 })
  expect(simulation.violations()).toEqual([])
})
