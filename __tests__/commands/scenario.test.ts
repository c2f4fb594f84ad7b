/** A fleet, read as a scenario, is the fleet again: as far as a release can tell. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readScenario } from '../../src/commands/scenario.ts'
import { CPU, PREDICTIVE, putAlarm, SIMPLE, STEP } from '../support/attachments.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { fleetOf } from '../support/fleets.ts'
import { OPTIONS, onePair } from '../support/simulation.ts'
import { forwardTo, http, splitPair } from '../support/split.ts'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/scenario.schema.json'), 'utf8'))
const validate = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema)

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const quiet = new AbortController().signal
const read = (simulation: Checked) =>
  readScenario(simulation.fleet, simulation.clock, OPTIONS, 'eu-west-1', quiet)

const SCALED = {
  policies: [SIMPLE, STEP, CPU, PREDICTIVE],
  scheduledActions: [
    { ScheduledActionName: 'night', Recurrence: '0 22 * * *', MinSize: 1, TimeZone: 'Europe/Berlin' },
    { ScheduledActionName: 'sale', StartTime: '2026-03-01T08:00:00Z', MinSize: 3, MaxSize: 6 }
  ]
}
const split = () => ({
  Priority: 10,
  Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
  Actions: [forwardTo({ 'web-blue': 1 })]
})

test.each([
  ['a pair', onePair()],
  ['a pair with sizes of its own', onePair({ green: { min: 0, max: 9, suspended: ['AZRebalance'] } })],
  [
    'slow checks',
    onePair({ targetGroup: { healthCheckIntervalSeconds: 30, healthyThreshold: 5, slowStartSeconds: 30 } })
  ],
  ['everything that scales', onePair({ blue: SCALED })],
  ['scaling of both groups', onePair({ blue: SCALED, green: SCALED })],
  ['a fleet', fleetOf(3)],
  ['target groups of each colour', splitPair()],
  [
    'listeners, rules and weights',
    splitPair({
      loadBalancers: [
        {
          name: 'web',
          listeners: [
            http(forwardTo({ 'web-blue': 100, 'web-green': 0 }), [split()]),
            {
              Port: 443,
              Protocol: 'HTTPS',
              Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' }],
              DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
              rules: [split()]
            }
          ]
        }
      ]
    })
  ]
])('%s: a rehearsal ends as the release does', async (_, scenario) => {
  const original = checked(scenario)
  const file = await read(original)
  expect(original.changes).toEqual([])
  const text = JSON.stringify(file.scenario)
  expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null])
  const rehearsal = checked(JSON.parse(text))
  expect((await read(rehearsal)).scenario).toEqual(file.scenario)

  for (const simulation of [rehearsal, original])
    for (const step of [DEPLOY, { command: 'finalize' } as const])
      expect((await simulation.run(step)).findings).toEqual([])
  expect(withoutIds(rehearsal)).toEqual(withoutIds(original))
  expect(rehearsal.violations()).toEqual([])
})

test('a fleet that was released before is read without the tags and suspensions of the release', async () => {
  const original = checked(onePair({ blue: SCALED, green: SCALED }))
  for (const step of [DEPLOY, { command: 'finalize' } as const])
    expect((await original.run(step)).findings).toEqual([])
  const { scenario } = await read(original)
  expect(JSON.stringify(scenario)).not.toContain('bg-release')
  const rehearsal = checked(scenario)
  expect((await rehearsal.run({ ...DEPLOY, imageVersion: '3.0.0' })).findings).toEqual([])
  expect(rehearsal.stand().journal).toMatchObject({ epoch: 1, to: 'web-blue', state: 'switched' })
})

test('what cannot be taken along is said', async () => {
  const simulation = checked(onePair({ blue: { policies: [STEP] } }))
  putAlarm(simulation, 'web-blue', 'step', 'web-blue-cpu-high')
  const { notes } = await read(simulation)
  expect(notes).toEqual(['web-blue: its 1 alarms are left out'])
})

test('a release that is not over is refused', async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  await expect(read(simulation)).rejects.toMatchObject({
    findings: [{ code: 'BGR-RELEASE-OPEN', message: expect.stringContaining('awaiting-finalize') }]
  })
})

/** Instances have other ids in each world. */
const withoutIds = (simulation: Checked): unknown =>
  JSON.parse(JSON.stringify(endsOf(simulation.world())).replace(/i-[0-9a-f]{17}/g, 'i'))
