import { describe, expect, test } from '@jest/globals'
import { takeClaim } from '../../src/commands/claim.ts'
import { AwsError } from '../../src/release/errors.ts'
import { claimTag } from '../../src/release/journal/claim.ts'
import { checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { inject } from '../support/faults.ts'
import { fleetOf } from '../support/fleets.ts'
import { onePair, simulate } from '../support/simulation.ts'
import { CLAIM_KEY, groupIn } from '../support/stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const OTHER = { command: 'deploy', imageVersion: '3.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const codesOf = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(finding => finding.code)

describe('two runs at once', () => {
  test.each([
    ['two deploys of one version', DEPLOY, DEPLOY],
    ['deploys of two versions', DEPLOY, OTHER]
  ] as const)('%s: at most one acts, and the service is released afterwards', async (_, one, two) => {
    const simulation = checked(onePair())
    const reports = await Promise.all([simulation.run(one), simulation.run(two)])
    expect(reports.filter(report => report.changed).length).toBeLessThanOrEqual(1)
    for (const report of reports) {
      if (report.status === 'failed') expect(codesOf(report)).toEqual(['BGR-CLAIMED'])
    }
    const version = simulation.stand().journal
      ? groupIn(simulation.world(), 'web-green').tags['docker:image:version']?.value
      : '2.0.0'
    expect((await simulation.run({ command: 'deploy', imageVersion: version ?? '' })).status).toBe(
      'succeeded'
    )
    expect(simulation.violations()).toEqual([])
  })

  test.each([
    ['a rollback during a deploy', [], DEPLOY, ROLLBACK],
    ['a deploy during a rollback', [DEPLOY], ROLLBACK, OTHER],
    ['a rollback during a finalize', [DEPLOY], FINALIZE, ROLLBACK]
  ] as const)('%s is turned away while the first is at work', async (_, begun, first, second) => {
    const simulation = checked(onePair())
    for (const command of begun) await simulation.run(command)
    let turned:
      | Promise<{ readonly changed: boolean; readonly findings: readonly { readonly code: string }[] }>
      | undefined
    const report = await simulation.run(first, {
      after: (_change, index) => {
        if (index === 4) turned = simulation.run(second)
      }
    })
    expect(report.status).toBe('succeeded')
    const rival = await turned
    expect(rival?.changed).toBe(false)
    expect(rival?.findings).toHaveLength(1)
    expect(simulation.violations()).toEqual([])
  })

  test('a run whose claim is taken away stops', async () => {
    const simulation = checked(onePair())
    const report = await simulation.run(DEPLOY, {
      after: (_, index) => {
        if (index !== 9) return
        const keys = Object.keys(groupIn(simulation.world(), 'web-blue').tags).filter(key =>
          CLAIM_KEY.test(key)
        )
        simulation.twin.call('autoscaling', 'DeleteTags', {
          Tags: keys.map(Key => ({ ResourceId: 'web-blue', ResourceType: 'auto-scaling-group', Key }))
        })
      }
    })
    expect({ status: report.status, codes: codesOf(report) }).toEqual({
      status: 'failed',
      codes: ['BGR-FENCED']
    })
    expect(endOf(simulation.world(), 'web-blue').serving).toBe(3)
    expect(simulation.violations()).toEqual([])
  })
})

test('a run that stood still for longer than its lease stops before its next change', async () => {
  const simulation = checked(onePair())
  let sleeps = 0
  const report = await simulation.run(DEPLOY, {
    onSleep: () => {
      // The runner is frozen, and wakes up in a world in which another run may be at work.
      if (++sleeps === 4) simulation.twin.advance(simulation.world().now + 200_000)
    }
  })
  expect({ status: report.status, codes: codesOf(report) }).toEqual({
    status: 'failed',
    codes: ['BGR-FENCED']
  })
  expect(simulation.violations()).toEqual([])
})

describe('a dead run', () => {
  test('is waited for no longer than its lease and its window, and its claim is swept', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY, inject('killed after', 9))
    const died = simulation.world().now
    expect((await simulation.run(DEPLOY)).status).toBe('succeeded')
    expect(simulation.world().now - died).toBeLessThan(180_000 + 420_000 + 180_000)
    await simulation.run(FINALIZE)
    const claims = Object.keys(groupIn(simulation.world(), 'web-blue').tags).filter(key =>
      CLAIM_KEY.test(key)
    )
    expect(claims.length).toBeLessThanOrEqual(1)
    expect(simulation.violations()).toEqual([])
  })
})

describe('a heartbeat', () => {
  test('that AWS does not take keeps no claim alive: the run knows that others may take it for dead', async () => {
    const { clock, fleet } = simulate(onePair())
    let refusing = false
    const quiet = new AbortController().signal
    const claim = await takeClaim({
      fleet: {
        ...fleet,
        putTags: async (tags, at, signal) => {
          if (refusing) throw new AwsError('busy', 'CreateOrUpdateTags', 'Throttling', 'slow down', '')
          await fleet.putTags(tags, at, signal)
        }
      },
      clock,
      pairs: [{ service: 'web', names: { blue: 'web-blue', green: 'web-green' }, region: '', account: '' }],
      claimant: { id: 'one', by: 'a test' },
      command: 'deploy',
      deadline: clock.now() + 3_600_000,
      listener: () => {},
      stop: quiet,
      abort: quiet
    })
    expect(claim.lapsed()).toBe(false)
    refusing = true
    for (let beats = 0; beats < 10; beats += 1) {
      await clock.sleep(20_000)
      await claim.beat().catch(error => expect(error).toMatchObject({ kind: 'busy' }))
    }
    expect(claim.lapsed()).toBe(true)
  })

  test('brings the claim back where the first write of the run itself arrives once more', async () => {
    const simulation = checked(onePair())
    const id = 'run-1'
    const { key, value } = claimTag({ id, by: 'a test', state: 'asking', command: 'deploy', beat: 0, at: 1 })
    const owner = { ResourceId: 'web-blue', ResourceType: 'auto-scaling-group', PropagateAtLaunch: false }
    const input = { Tags: [{ ...owner, Key: key, Value: value }] }
    const operation = 'CreateOrUpdateTags'
    let again = 0
    const report = await simulation.run(DEPLOY, {
      after: (_change, index) => {
        if (index !== 8) return
        again += 1
        simulation.twin.act({ type: 'foreign-call', service: 'autoscaling', operation, input })
      }
    })
    expect(again).toBe(1)
    expect(report.status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  })

  test('needs room for a tag, and the group that has none is named', async () => {
    const simulation = checked(fleetOf(2))
    await simulation.run(DEPLOY)
    const before = Object.keys(groupIn(simulation.world(), 'web-2-blue').tags).length
    for (let n = before; n < 50; n += 1) {
      const tag = {
        ResourceId: 'web-2-blue',
        ResourceType: 'auto-scaling-group',
        Key: `own-${n}`,
        Value: 'x'
      }
      const input = { Tags: [{ ...tag, PropagateAtLaunch: false }] }
      const operation = 'CreateOrUpdateTags'
      simulation.twin.act({ type: 'foreign-call', service: 'autoscaling', operation, input })
    }
    const report = await simulation.run(ROLLBACK)
    expect(codesOf(report)).toEqual(['BGR-TAG-ROOM'])
    expect(report.findings[0]?.message).toContain('web-2-blue')
    expect((await simulation.run({ ...ROLLBACK, service: 'web-1' })).status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  })
})
