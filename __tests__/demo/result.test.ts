import { expect, test } from '@jest/globals'
import { endProblems, type GroupEnd } from '../../src/demo/end-state.ts'
import { measure } from '../../src/demo/measure.ts'
import { latencySummary, problemsOf, resultJson } from '../../src/demo/result.ts'
import { STEPS } from '../../src/demo/steps.ts'

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

const at = (realMs: number, ...healthy: string[]) => ({
  realMs,
  virtualMs: realMs * 20,
  healthy: new Set(healthy),
  draining: new Set<string>()
})

const run = (exitCode: number) => [{ step, exitCode, from: at(100, '1'), to: at(300, '2') }]
const sights = [at(0, '1'), at(150, '1', '2'), at(250, '2'), at(400, '2')]
const outcomes = [
  { sentAt: 50, endedAt: 52, version: '1' },
  { sentAt: 160, endedAt: 164, version: '2' },
  { sentAt: 260, endedAt: 266, version: '2' },
  { sentAt: 350, endedAt: 351, version: '2' }
]
const cut = { sentAt: 240, endedAt: 260, version: undefined }

test('a demo without a fault is ok', () => {
  const measured = measure(run(0), sights, outcomes, good, false)
  const result = { ...measured, problems: problemsOf(measured, endProblems(start, good)) }
  expect(JSON.parse(resultJson(result))).toEqual({
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
  const measured = measure(run(1), sights, [...outcomes, cut, early], wrong, false)
  expect(measured.steps[0]?.lost).toBe(1)
  expect(problemsOf(measured, endProblems(start, wrong))).toEqual([
    'Step 1, deploy 2.0.0, exited with 1: see deploy-1.log.',
    '1 of 6 requests were lost.',
    '1 answers came from a version that had no target to give them.',
    'web-green ends with min 3, but web-blue had 2 at the start.',
    'web-green serves 2.0.0 from 2 instances instead of 3.',
    'web-blue is not empty: desired 0, instances 1.'
  ])
})

test('a sabotaged demo has to lose requests', () => {
  expect(problemsOf(measure(run(0), sights, [...outcomes, cut], good, true), [])).toEqual([])
  expect(problemsOf(measure(run(0), sights, outcomes, good, true), [])).toHaveLength(1)
})

test('latencies are nearest-rank quantiles', () => {
  const latencies = Array.from({ length: 200 }, (_, index) => 200 - index)
  expect(latencySummary(latencies)).toEqual({ p50: 100, p99: 198, max: 200 })
  expect(latencySummary([])).toEqual({ p50: 0, p99: 0, max: 0 })
})
