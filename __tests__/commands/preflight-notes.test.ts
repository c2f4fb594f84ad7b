/** Notes of the preflight on their way to people. */
import { expect, test } from '@jest/globals'
import { createProgress } from '../../src/report/progress.ts'
import { summary } from '../../src/report/summary.ts'
import { checked } from '../support/checked.ts'
import { attribute, shown } from '../support/defect-makers.ts'
import { onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const SLOW = 'Note: Instances that are new in web get their full share of requests only after 30 seconds'

test('a note stands in the log before the first change, in the report and in the summary, and refuses nothing', async () => {
  const simulation = checked(onePair())
  attribute('slow_start.duration_seconds', '30')(simulation)
  const report = await simulation.run(DEPLOY)
  expect(report.status).toBe('succeeded')
  expect(report.notes).toHaveLength(1)
  const progress = createProgress()
  const lines = simulation.events.map(event => progress.line(event) ?? '')
  const said = lines.findIndex(line => line.startsWith(SLOW))
  const changed = simulation.events.findIndex(({ kind }) => kind === 'changing')
  expect(said).toBeGreaterThan(0)
  expect(said).toBeLessThan(changed)
  expect(summary('Done', report)).toContain(`- ${SLOW}`)
  expect(simulation.violations()).toEqual([])
})

test('text from outside is made harmless', async () => {
  const simulation = checked(onePair())
  const LaunchTemplate = { LaunchTemplateName: '<img src=x>|@everyone', Version: '$Latest' }
  shown('web-blue', () => ({ LaunchTemplate }))(simulation)
  const report = await simulation.run(DEPLOY)
  expect(report.notes?.map(({ note }) => note.message).join('\n')).toContain('<img')
  expect(summary('Done', report)).not.toMatch(/<img|[^\\&;]@everyone/)
})

test('a run without notes says none', async () => {
  const simulation = checked(onePair())
  expect(await simulation.run(DEPLOY)).not.toHaveProperty('notes')
  expect(await simulation.run({ command: 'rollback' })).not.toHaveProperty('notes')
})
