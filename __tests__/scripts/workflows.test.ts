/** What `npm run workflows` decides from a workflow's text, because act does not. */
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { alone, question } from '../../scripts/workflows/derive.ts'
import { workflowFiles } from '../../scripts/workflows/files.ts'
import {
  ancestorsOf,
  beyond,
  calledBy,
  hasStatusFunction,
  inOrder,
  jobOf,
  parseWorkflow,
  permissionsOf
} from '../../scripts/workflows/workflow.ts'

const workflow = parseWorkflow(`
name: w
on: push
permissions: {}
jobs:
  last: { needs: [middle], if: always(), runs-on: x, environment: { name: gate }, concurrency: g, steps: [{ uses: $/ }] }
  middle: { needs: first, runs-on: x, steps: [{ run: 'true' }] }
  first: { runs-on: x, permissions: { contents: read }, steps: [{ run: 'true' }] }
`)

test('jobs come after those that they need', () => {
  expect(inOrder(workflow)).toEqual(['first', 'middle', 'last'])
  expect(ancestorsOf(workflow, 'last')).toEqual(['first', 'middle'])
})

test('a job alone: those before it end as they ended, it keeps its steps, and its result is written down', () => {
  const ended = new Map([
    ['first', { result: 'failure', outputs: { a: '1' } }],
    ['middle', { result: 'skipped', outputs: {} }]
  ] as const)
  const { jobs } = parse(alone(workflow, 'last', ended, '/tmp/x'))
  expect(Object.keys(jobs)).toEqual(['first', 'middle', 'last', 'record-result'])
  expect(jobs.first).toMatchObject({ if: 'always()', outputs: { a: '1' }, steps: [{ run: 'exit 1' }] })
  expect(jobs.middle.if).toBe('false')
  expect(jobs.last).not.toHaveProperty('concurrency')
  expect(jobs.last.steps).toEqual([{ uses: 'org/bg-release@v1' }])
  expect(jobs['record-result']).toMatchObject({ needs: ['last'], if: 'always()' })
})

test('the question about a job has its condition and environment, and none of its steps', () => {
  const ended = new Map(['first', 'middle'].map(id => [id, { result: 'success', outputs: {} } as const]))
  const { last } = parse(question(workflow, 'last', ended, '/tmp/x')).jobs
  expect(last).toMatchObject({ needs: ['middle'], if: 'always()', steps: [{ env: { ENVIRONMENT: 'gate' } }] })
  expect(last.steps).toHaveLength(1)
})

test('a job whose predecessors did not end yet is no job to play', () => {
  expect(() => alone(workflow, 'last', new Map(), '/tmp/x')).toThrow('nobody knows how it ended')
})

test.each([
  ['needs.a.result == 1', false],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
  ['${{ !cancelled() && x }}', true],
  [undefined, false]
])('the condition %s has a status function: %s', (condition, has) => {
  expect(hasStatusFunction(condition === undefined ? {} : { if: condition })).toBe(has)
})

test('permissions: those of the job, or the workflow; a caller grants no less than the called job asks for', () => {
  expect(permissionsOf(workflow, jobOf(workflow, 'first'))).toEqual({ contents: 'read' })
  expect(permissionsOf(workflow, jobOf(workflow, 'last'))).toEqual({})
  expect(
    beyond({ contents: 'write', checks: 'none' }, { contents: 'read', checks: 'read', actions: 'none' })
  ).toEqual(['checks: read'])
})

test('every caller grants what the workflow that it calls asks for', () => {
  const files = new Map(workflowFiles().map(({ file, text }) => [file, parseWorkflow(text)]))
  const calls = [...files].flatMap(([file, caller]) =>
    Object.values(caller.jobs).flatMap(job => {
      const called = calledBy(job)
      return called === undefined ? [] : [{ file, called, job, caller }]
    })
  )
  expect(calls.map(({ file, called }) => `${file} ${called}`)).toHaveLength(5)
  for (const { called, job, caller } of calls) {
    const inner = files.get(`.github/workflows/${called}`)
    if (!inner) throw new Error(`there is no ${called}`)
    const asked = Object.values(inner.jobs).map(each => permissionsOf(inner, each))
    expect(asked.flatMap(each => beyond(permissionsOf(caller, job), each))).toEqual([])
    // And nothing more.
    const used = new Set(asked.flatMap(each => Object.keys(each)))
    expect(Object.keys(permissionsOf(caller, job)).filter(name => !used.has(name))).toEqual([])
  }
})
