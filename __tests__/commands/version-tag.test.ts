import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { endsOf } from '../support/ends.ts'
import { onePair } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const

/** Infrastructure code writes the version that it knows. */
function overwrite(simulation: ReturnType<typeof checked>): void {
  const tag = { ResourceId: 'web-green', ResourceType: 'auto-scaling-group', Key: 'docker:image:version' }
  const input = { Tags: [{ ...tag, Value: '1.0.0', PropagateAtLaunch: true }] }
  simulation.twin.act({
    type: 'foreign-call',
    service: 'autoscaling',
    operation: 'CreateOrUpdateTags',
    input
  })
}

describe('a version tag that somebody overwrites', () => {
  test('while instances launch ends the deploy soon: nobody knows what they run', async () => {
    const simulation = checked(onePair())
    const before = endsOf(simulation.world())
    const began = simulation.world().now
    let launching = false
    const report = await simulation.run(DEPLOY, {
      after: change => {
        if (launching || change.kind !== 'resize' || change.group !== 'web-green' || !change.desired) return
        launching = true
        overwrite(simulation)
      }
    })
    expect(report.findings.map(({ code }) => code)).toEqual(['BGR-DRIFT'])
    expect(report.findings[0]?.message).toContain('1.0.0')
    expect(simulation.world().now - began).toBeLessThan(120_000)
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(endsOf(simulation.world())['web-blue']).toEqual(before['web-blue'])
    expect(simulation.violations()).toEqual([])
  })

  test('while a prepared release waits is no reason to promote it', async () => {
    const simulation = checked(onePair())
    await simulation.run({ ...DEPLOY, command: 'prepare', allowMixed: true })
    overwrite(simulation)
    const report = await simulation.run({ ...DEPLOY, command: 'promote' })
    expect(report).toMatchObject({ status: 'failed', changed: false, findings: [{ code: 'BGR-DRIFT' }] })
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(simulation.violations()).toEqual([])
  })
})
