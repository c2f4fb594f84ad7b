/** A suspended Terminate, where colours have target groups of their own: a lowered desired capacity ends nothing then. */
import { expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { call } from '../support/defect-makers.ts'
import { endOf } from '../support/ends.ts'
import { ran, splitPair } from '../support/split.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
test('the suspended Terminate of the live colour moves with its role, and what is parked can be ended', async () => {
  const suspended = splitPair({ blue: { suspended: ['Terminate'] } })
  const finalized = await ran(checked(suspended), DEPLOY, FINALIZE)
  expect(endOf(finalized.world(), 'web-blue')).toMatchObject({ lifecycles: [], suspended: [] })
  expect(endOf(finalized.world(), 'web-green')).toMatchObject({ serving: 3, suspended: ['Terminate'] })
  const back = await ran(checked(suspended), DEPLOY, ROLLBACK)
  expect(endOf(back.world(), 'web-green')).toMatchObject({ lifecycles: [], suspended: [] })
  expect(endOf(back.world(), 'web-blue')).toMatchObject({ serving: 3, suspended: ['Terminate'] })
})

test('the suspended Terminate of the idle colour keeps nothing from being ended, and comes back', async () => {
  const suspended = splitPair({ green: { suspended: ['Terminate'] } })
  const finalized = await ran(checked(suspended), DEPLOY, FINALIZE)
  expect(endOf(finalized.world(), 'web-blue')).toMatchObject({ lifecycles: [], suspended: ['Terminate'] })
  expect(endOf(finalized.world(), 'web-green')).toMatchObject({ serving: 3, suspended: [] })
  const back = await ran(checked(suspended), DEPLOY, ROLLBACK)
  expect(endOf(back.world(), 'web-green')).toMatchObject({ lifecycles: [], suspended: ['Terminate'] })
  expect(endOf(back.world(), 'web-blue')).toMatchObject({ serving: 3, suspended: [] })
})

test('a Terminate that somebody has suspended meanwhile is told before finalize has changed anything', async () => {
  const simulation = await ran(checked(splitPair()), DEPLOY)
  const terminate = { AutoScalingGroupName: 'web-blue', ScalingProcesses: ['Terminate'] }
  call('autoscaling', 'SuspendProcesses', terminate)(simulation)
  const before = endOf(simulation.world(), 'web-blue')
  expect((await simulation.run(FINALIZE)).findings).toMatchObject([{ code: 'BGR-PROCESS-SUSPENDED' }])
  expect(endOf(simulation.world(), 'web-blue')).toEqual(before)
  expect(simulation.stand().journal?.state).toBe('switched')
  await ran(simulation, ROLLBACK)
})
