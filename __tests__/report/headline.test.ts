/** The one sentence that everybody reads. */
import { expect, test } from '@jest/globals'
import type { Options } from '../../src/commands/options.ts'
import { headline, whatNext } from '../../src/report/headline.ts'
import { type Checked, checked } from '../support/checked.ts'
import { fleetOf } from '../support/fleets.ts'
import { OPTIONS, onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const

async function said(simulation: Checked, asked: Partial<Options>) {
  const report = await simulation.run(asked)
  return [headline({ ...OPTIONS, ...asked }, report), whatNext(report)]
}

test('of a release, from its beginning to its end', async () => {
  const simulation = checked(onePair())
  expect(await said(simulation, { command: 'status' })).toEqual(['web runs 1.0.0 (idle)', undefined])
  expect(await said(simulation, DEPLOY)).toEqual([
    'web runs 2.0.0; 1.0.0 stays warm until finalize or rollback',
    'The old version is kept warm: run finalize to end it, or rollback to bring it back in seconds.'
  ])
  expect((await said(simulation, DEPLOY))[0]).toBe('web already runs 2.0.0: nothing to do')
  expect(await said(simulation, { command: 'rollback' })).toEqual(['web is back on 1.0.0', undefined])
  expect((await said(simulation, { command: 'rollback' }))[0]).toBe(
    'web is rolled back already and runs 1.0.0: nothing to do'
  )
})

test('of services on different versions, and of a service that does not say which it runs', async () => {
  const fleet = checked(fleetOf(2))
  await fleet.run({ ...DEPLOY, service: 'web-1' })
  expect((await said(fleet, { command: 'status' }))[0]).toBe(
    'web-1 and 1 more run different versions (awaiting-finalize)'
  )
  const silent = checked(onePair({ blue: { tags: { 'docker:image:name': 'acme/web' } } }))
  expect((await said(silent, { command: 'status' }))[0]).toBe('web runs an unknown version (idle)')
})
