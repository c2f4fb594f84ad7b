/** What AWS refuses or fails to do, and what a run can do without. */
import { expect, test } from '@jest/globals'
import { troubleOf } from '../../src/twin/weather/trouble.ts'
import { checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { Killed, onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const

test('a rollback within the window does with the room that AWS leaves, where Standby instances count against MaxSize', async () => {
  const simulation = checked({ ...onePair(), assumptions: { 'standby-counts-against-max': 'yes' } })
  await simulation.run(DEPLOY, {
    after: change => {
      if (change.kind === 'enter-standby') throw new Killed()
    }
  })
  const from = simulation.changes.length
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  const asked = simulation.changes
    .slice(from)
    .filter(each => each.kind === 'resize' && each.group === 'web-green')
  expect(asked.flatMap(each => ('max' in each ? [each.max] : []))).toEqual(expect.arrayContaining([0, 3]))
  expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
  expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/4', lifecycles: [] })
  expect(simulation.violations()).toEqual([])
})

test('an outage of DeleteTags keeps no run from its work', async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  const { request } = simulation.twin
  let failed = 0
  Object.assign(simulation.twin, {
    request: (...[service, operation, input]: Parameters<typeof request>) => {
      const isFirst = operation === 'DeleteTags' && failed++ === 0
      return isFirst
        ? request(service, operation, input, troubleOf('error-500', service, operation))
        : request(service, operation, input)
    }
  })
  expect((await simulation.run(ROLLBACK)).findings).toEqual([])
  expect(failed).toBeGreaterThan(0)
  expect(simulation.violations()).toEqual([])
})
