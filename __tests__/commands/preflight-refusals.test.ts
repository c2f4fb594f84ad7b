/** Everything for which a deploy is refused before its first change: the message, and that nothing was changed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { attribute, hook, list, MINUTE } from '../support/defect-makers.ts'
import { GROUP_DEFECTS } from '../support/group-defects.ts'
import { OTHER_DEFECTS } from '../support/other-defects.ts'
import { onePair, START } from '../support/simulation.ts'

const DEFECTS = [...GROUP_DEFECTS, ...OTHER_DEFECTS]
const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const

describe('a deploy is refused, and nothing is changed, for', () => {
  test.each(DEFECTS)(
    '%s: %s',
    async (code, _, { blue, green, targetGroup, prepare, options, hooks, says }) => {
      const simulation = checked(
        onePair({ ...(blue && { blue }), ...(green && { green }), ...(targetGroup && { targetGroup }) })
      )
      prepare?.(simulation)
      const before = simulation.watched()
      const report = await simulation.run({ ...DEPLOY, ...options }, hooks)
      const found = report.findings.filter(finding => finding.code === code)
      expect(found.map(({ message }) => message).join('\n')).toMatch(says)
      expect(found.every(({ fix }) => /^[A-Z].{20,}/.test(fix))).toBe(true)
      expect(report).toMatchObject({ status: 'failed', begun: false, changed: false })
      expect(simulation.watched()).toBe(before)
      expect(simulation.violations()).toEqual([])
    }
  )
})

test('two target groups in different networks', async () => {
  const { targetGroups, groups } = onePair()
  const simulation = checked({
    targetGroups: [...targetGroups, { ...targetGroups[0], name: 'admin' }],
    groups: groups.map(group => ({ ...group, targetGroups: ['web', 'admin'] }))
  })
  simulation.alter('DescribeTargetGroups', output => ({
    TargetGroups: list(output, 'TargetGroups').map((each, n) => ({ ...each, VpcId: `vpc-${n}` }))
  }))
  const report = await simulation.run(DEPLOY)
  expect(report).toMatchObject({ changed: false, findings: [{ code: 'BGR-TARGET-GROUP-UNFIT' }] })
  expect(report.findings[0]?.message).toMatch(/(web|admin) in vpc-0, (web|admin) in vpc-1/)
})

test('everything is said at once', async () => {
  const simulation = checked(onePair({ green: { suspended: ['Launch'], standby: 1 } }))
  attribute('deregistration_delay.timeout_seconds', '3600')(simulation)
  hook('web-green', 7200)(simulation)
  const report = await simulation.run(DEPLOY, { session: { clockAheadMs: 90_000 } })
  expect(report.findings.map(({ code }) => code).sort()).toEqual([
    'BGR-CLOCK',
    'BGR-DRAIN-TOO-LONG',
    'BGR-IDLE-NOT-EMPTY',
    'BGR-LIFECYCLE-HOOK',
    'BGR-PROCESS-SUSPENDED'
  ])
})

test.each([
  ['credentials that outlast the run', DEPLOY, { expiresAt: START + 1440 * MINUTE }],
  ['a clock that is nearly right', DEPLOY, { clockAheadMs: -60_000 }],
  ['nothing to do, whatever the session', { ...DEPLOY, imageVersion: '1.0.0' }, { expiresAt: START }]
])('is not refused for %s', async (_, options, session) => {
  expect(await checked(onePair()).run(options, { session })).toMatchObject({ status: 'succeeded' })
})

test('a rollback does not wait for a better session', async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  const session = { expiresAt: START, clockAheadMs: 90_000 }
  expect(await simulation.run({ command: 'finalize' }, { session })).toMatchObject({
    changed: false,
    findings: [{ code: 'BGR-CREDENTIALS-SHORT' }, { code: 'BGR-CLOCK' }]
  })
  expect((await simulation.run({ command: 'rollback' }, { session })).findings).toEqual([])
  expect(simulation.violations()).toEqual([])
})

test('each code of the preflight is refused somewhere above', () => {
  const folder = join(import.meta.dirname, '..', '..', 'src', 'release', 'preflight')
  const source = readdirSync(folder).map(file => readFileSync(join(folder, file), 'utf8'))
  const codes = new Set(source.join('\n').match(/(?<=')BGR-[A-Z-]+(?=')/g))
  // Listeners and rules, where each colour has target groups of its own, are refused elsewhere.
  // So are the two halves of a deploy.
  const elsewhere = ['BGR-FORWARD-UNFIT', 'BGR-STICKY', 'BGR-NOTHING-TO-PROMOTE', 'BGR-MIXED']
  const tested = [...elsewhere, ...DEFECTS.map(([code]) => code)]
  expect([...codes].filter(code => !tested.includes(code))).toEqual([])
})
