import { expect, test } from '@jest/globals'
import { signalAt } from './helpers/kill.ts'
import { DEPLOY, environment, ROLLBACK, runAction, runCli } from './helpers/runs.ts'
import { endState, type Fault, openWorld, type TestWorld } from './helpers/world.ts'

interface Moment {
  readonly at: string
  readonly fault: Fault
}

/** `hang`: killed with the call on its way and never arriving; `hang-after`: killed before its answer came. */
const MOMENTS: readonly Moment[] = [
  {
    at: 'while it claims the service',
    fault: { kind: 'hang-after', operation: 'CreateOrUpdateTags', after: 0 }
  },
  {
    at: 'between the two halves of the journal',
    fault: { kind: 'hang-after', operation: 'CreateOrUpdateTags', after: 1 }
  },
  {
    at: 'when instances begin to launch',
    fault: { kind: 'hang-after', operation: 'UpdateAutoScalingGroup', after: 1 }
  },
  { at: 'while it waits for them', fault: { kind: 'hang', operation: 'DescribeTargetHealth', after: 17 } },
  {
    at: 'in the hand-over of scaling',
    fault: { kind: 'hang-after', operation: 'ResumeProcesses', after: 0 }
  },
  { at: 'before the old group is parked', fault: { kind: 'hang', operation: 'EnterStandby', after: 0 } },
  { at: 'while the old group is parked', fault: { kind: 'hang-after', operation: 'EnterStandby', after: 0 } },
  { at: 'before the sizes go back', fault: { kind: 'hang', operation: 'UpdateAutoScalingGroup', after: 4 } }
]

async function calm() {
  await using world = await openWorld()
  const { code } = await runAction(environment(world), DEPLOY)
  if (code !== 0) throw new Error(`the undisturbed deploy ended with ${code}`)
  return { end: endState(await world.state()), mutations: await world.mutations() }
}

const undisturbed = await calm()

/** BLACK_BOX=full: at every single change, before and after it took place. */
const moments: readonly Moment[] =
  process.env.BLACK_BOX !== 'full'
    ? MOMENTS
    : undisturbed.mutations.flatMap(({ operation }, after) =>
        ['hang', 'hang-after'].map(kind => ({
          at: `${kind} of change ${after}, ${operation}`,
          fault: { kind, mutating: true, after }
        }))
      )

async function kill(world: TestWorld, fault: Fault): Promise<void> {
  const { struck, code, outputs } = await signalAt(world, DEPLOY, fault, 'SIGKILL')
  // How often a run beats depends on how long it waited, so the last changes are not there in every run.
  if (struck) expect({ code, outputs }).toEqual({ code: undefined, outputs: {} })
  else expect({ code, fault }).toEqual({ code: 0, fault: expect.objectContaining({ mutating: true }) })
}

test.concurrent.each([...moments])('killed $at, deploy goes on to the same end', async ({ fault }) => {
  await using world = await openWorld()
  await kill(world, fault)
  const again = await runAction(environment(world), DEPLOY)
  expect(again.stdout).not.toContain('::error')
  expect(again.code).toBe(0)
  expect(again.outputs).toMatchObject({ outcome: 'succeeded', 'live-version': '2.0.0', release: '1' })
  expect(endState(await world.state())).toEqual(undisturbed.end)
})

test.concurrent.each([...moments])('killed $at, rollback brings the old version back', async ({ fault }) => {
  await using world = await openWorld()
  await kill(world, fault)
  const begun = Object.keys((await world.group('web-green')).tags).includes('bg-release:release:1')
  const back = await runCli(environment(world), ROLLBACK)
  expect(back.code).toBe(begun ? 0 : 1)
  if (!begun) expect(back.stderr).toContain('BGR-NOTHING-TO-ROLL-BACK')
  const [blue, green] = endState(await world.state())
  expect(blue).toMatchObject({
    sizes: '2/3/6',
    suspended: [],
    tags: { 'docker:image:version': '1.0.0' },
    instances: Array(3).fill('InService 1.0.0 healthy')
  })
  expect(green).toMatchObject({ sizes: '0/0/6', suspended: [], instances: [] })
})
