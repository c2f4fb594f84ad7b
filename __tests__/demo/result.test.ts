import { expect, test } from '@jest/globals'
import { endProblems, type GroupEnd } from '../../src/demo/end-state.ts'
import { measure } from '../../src/demo/measure.ts'
import { fleetSight } from '../../src/demo/mixed-window.ts'
import { latencySummary, problemsOf, resultJson } from '../../src/demo/result.ts'
import { STEPS } from '../../src/demo/steps.ts'
import type { Outcome } from '../../src/demo/traffic.ts'

const sizes = (name: string, size: Partial<GroupEnd> = {}): GroupEnd => ({
  name,
  min: 0,
  max: 6,
  desired: 0,
  instances: 0,
  serving: 0,
  ...size
})
const start = [sizes('web-blue', { min: 2, desired: 3, instances: 3 }), sizes('web-green')]
const good = [sizes('web-blue'), sizes('web-green', { min: 2, desired: 3, instances: 3, serving: 3 })]

const [step] = STEPS
if (step === undefined) throw new Error('The demo has lost its steps.')

const at = (realMs: number, ...serving: string[]) => ({
  realMs,
  virtualMs: realMs * 20,
  serving: new Set(serving),
  finishing: new Set<string>()
})

const run = (exitCode: number) => [{ step, exitCode, from: at(100, '1'), to: at(300, '2') }]
const looks = [at(0, '1'), at(150, '1', '2'), at(250, '2'), at(400, '2')].map(sight => ({
  services: new Map([['web', sight]]),
  fleet: sight
}))
const outcomes = [
  { sentAt: 50, endedAt: 52, version: '1' },
  { sentAt: 160, endedAt: 164, version: '2' },
  { sentAt: 260, endedAt: 266, version: '2' },
  { sentAt: 350, endedAt: 351, version: '2' }
]
const measured = (exitCode: number, all: readonly Outcome[], end: readonly GroupEnd[], sabotage = false) =>
  measure({
    topology: 'shared',
    sabotage,
    runs: run(exitCode),
    looks,
    outcomes: new Map([['web', all]]),
    end
  })
const cut = { sentAt: 240, endedAt: 260, version: undefined }

test('a demo without a fault is ok', () => {
  const figures = measured(0, outcomes, good)
  const result = { ...figures, problems: problemsOf(figures, endProblems(['web'], start, good)) }
  expect(JSON.parse(resultJson(result))).toEqual({
    topology: 'shared',
    requests: 4,
    lost: 0,
    mixedMs: 100,
    mixedVirtualMs: 2000,
    outsideMixed: 0,
    latencyMs: { p50: 2, p99: 6, max: 6 },
    steps: [
      {
        command: 'deploy',
        exitCode: 0,
        realMs: 200,
        virtualMs: 4000,
        mixedMs: 100,
        mixedVirtualMs: 2000,
        requests: 2,
        lost: 0
      }
    ],
    services: { web: { requests: 4, lost: 0, mixedMs: 100, mixedVirtualMs: 2000, outsideMixed: 0 } },
    end: {
      'web-blue': { min: 0, max: 6, desired: 0, instances: 0, serving: 0 },
      'web-green': { min: 2, max: 6, desired: 3, instances: 3, serving: 3 }
    },
    problems: [],
    ok: true
  })
})

test('a lost request, a failed step, an unexplained answer and a wrong end are each a problem', () => {
  const wrong = [
    sizes('web-blue', { instances: 1 }),
    sizes('web-green', { min: 3, desired: 3, instances: 3, serving: 2 })
  ]
  const early = { sentAt: 10, endedAt: 12, version: '2' }
  const figures = measured(1, [...outcomes, cut, early], wrong)
  expect(figures.steps[0]?.lost).toBe(1)
  expect(problemsOf(figures, endProblems(['web'], start, wrong))).toEqual([
    'Step 1, deploy 2.0.0, exited with 1: see deploy-1.log.',
    '1 of 6 requests were lost.',
    '1 answers came from a version that had no target to give them.',
    'web-green ends with min 3, but web-blue had 2 at the start.',
    'web-green serves 2.0.0 from 2 instances instead of 3.',
    'web-blue is not empty: desired 0, instances 1.'
  ])
})

test('every service is judged, and its weights', () => {
  const weighed = [
    sizes('web-blue', { min: 2, desired: 3, weight: 100 }),
    sizes('web-green', { weight: 0 }),
    sizes('web-api-blue', { min: 2, desired: 3, weight: 100 }),
    sizes('web-api-green', { weight: 0 })
  ]
  const end = [
    sizes('web-blue', { weight: 0 }),
    sizes('web-green', { min: 2, desired: 3, serving: 3, weight: 100 }),
    sizes('web-api-blue', { weight: 50 }),
    sizes('web-api-green', { min: 2, desired: 3, serving: 3, weight: 50 })
  ]
  expect(endProblems(['web', 'web-api', 'web-admin'], weighed, end)).toEqual([
    'web-api-green ends with weight 50, but web-api-blue had 100 at the start.',
    'web-api-blue still has weight 50.',
    'A group of web-admin is missing at the end.'
  ])
})

test('requests of all services count, and an answer is judged by the looks at its own service', () => {
  const [web, api] = [
    [at(0, '1'), at(200, '2')],
    [at(0, '1'), at(200, '1')]
  ]
  const figures = measure({
    topology: 'split',
    sabotage: false,
    runs: [],
    looks: [0, 1].map(when => {
      const [one = at(0), other = at(0)] = [web[when], api[when]]
      const services = new Map([
        ['web', one],
        ['web-api', other]
      ])
      return { services, fleet: fleetSight(one, [one, other]) }
    }),
    outcomes: new Map([
      ['web', [{ sentAt: 300, endedAt: 301, version: '2' }]],
      ['web-api', [{ sentAt: 300, endedAt: 301, version: '2' }, cut]]
    ]),
    end: []
  })
  expect(figures).toMatchObject({ requests: 3, lost: 1, outsideMixed: 1 })
  expect(figures.services).toMatchObject([
    { name: 'web', requests: 1, lost: 0, outsideMixed: 0 },
    { name: 'web-api', requests: 2, lost: 1, outsideMixed: 1 }
  ])
})

test('a sabotaged demo has to lose requests', () => {
  expect(problemsOf(measured(0, [...outcomes, cut], good, true), [])).toEqual([])
  expect(problemsOf(measured(0, outcomes, good, true), [])).toHaveLength(1)
})

test('latencies are nearest-rank quantiles', () => {
  const latencies = Array.from({ length: 200 }, (_, index) => 200 - index)
  expect(latencySummary(latencies)).toEqual({ p50: 100, p99: 198, max: 200 })
  expect(latencySummary([])).toEqual({ p50: 0, p99: 0, max: 0 })
})
