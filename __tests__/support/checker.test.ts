import { describe, expect, test } from '@jest/globals'
import { untrue } from './checked.ts'
import { inject } from './faults.ts'
import { beforeTheSwitch, idsIn, pass, rewrite, switched } from './seed-worlds.ts'
import { SEEDED } from './seeds.ts'
import { SEEDED_WEIGHTS } from './seeds-weights.ts'
import { groupIn } from './stand.ts'

describe('the checker', () => {
  test.each([...SEEDED, ...SEEDED_WEIGHTS])('catches %s', async (_, rule, prepare, seed) => {
    const simulation = await prepare()
    expect(simulation.violations()).toEqual([])
    seed(simulation)
    expect(simulation.violations().map(each => each.split(':')[0])).toContain(rule)
  })

  test('catches a rollback of a finalize that has ended instances', async () => {
    const simulation = await switched()
    await simulation.run({ command: 'finalize' }, inject('killed after', 2))
    expect(simulation.violations()).toEqual([])
    rewrite(simulation, 'state=finalizing', 'state=rolling-back')
    expect(simulation.violations().map(each => each.split(':')[0])).toContain('S8 no return')
  })

  test('catches a success that is none', async () => {
    const simulation = await beforeTheSwitch()
    expect(untrue('deploy', simulation.stand(), '2.0.0')).not.toEqual([])
    expect(untrue('rollback', simulation.stand())).not.toEqual([])
    expect(untrue('finalize', simulation.stand())).not.toEqual([])
    expect(untrue('status', simulation.stand())).toEqual([])
  })

  test('does not blame a release for what the environment does', async () => {
    const simulation = await switched()
    const [id] = idsIn(simulation, 'web-green')
    simulation.twin.act({ type: 'fail-instance', instanceId: id ?? '', how: 'terminated' })
    pass(simulation, 120)
    simulation.twin.act({ type: 'scale', group: 'web-green', desired: 2, by: 'policy' })
    pass(simulation, 120)
    expect(groupIn(simulation.world(), 'web-green').instances).toHaveLength(2)
    expect(simulation.violations()).toEqual([])
  })

  test('takes scaling for suspended by the user once he has deleted the note that it is ours', async () => {
    const suspended = async (deleted: boolean) => {
      const simulation = await switched()
      const Tags = [{ ResourceId: 'web-blue', ResourceType: 'auto-scaling-group', Key: 'bg-release:hold' }]
      const input = { Tags }
      if (deleted)
        simulation.twin.act({ type: 'foreign-call', service: 'autoscaling', operation: 'DeleteTags', input })
      const ScalingProcesses = ['AlarmNotification']
      simulation.twin.call('autoscaling', 'SuspendProcesses', {
        AutoScalingGroupName: 'web-green',
        ScalingProcesses
      })
      return simulation.violations().filter(each => each.startsWith('S10 one scales out'))
    }
    expect(await suspended(false)).toHaveLength(1)
    expect(await suspended(true)).toEqual([])
  })
})
