import { expect, test } from '@jest/globals'
import { openLine } from './helpers/line.ts'
import { DEPLOY, environment, runAction, startAction, startCli, until } from './helpers/runs.ts'
import { claimStates, openWorld, type TestWorld } from './helpers/world.ts'

const SIGNALS = [
  { name: 'SIGINT', code: 130 },
  { name: 'SIGTERM', code: 143 }
] as const
/** Of a terminal that closes. */
const SIGHUP = { name: 'SIGHUP', code: 129 } as const
/** The runner kills 7.5 s after its first signal, and 2.5 s after its second. */
const WITHIN_MS = 5_000

async function launching(world: TestWorld): Promise<void> {
  await until('the launch of new instances', async () => {
    const green = await world.group('web-green')
    return green.desired === 3 || undefined
  })
}

async function struck(world: TestWorld): Promise<void> {
  await until('the hanging call', async () =>
    (await world.calls()).find(call => call.fault?.startsWith('hang'))
  )
}

async function goesOn(world: TestWorld): Promise<void> {
  await world.clearFaults()
  const next = await runAction(environment(world), DEPLOY)
  expect(next.code).toBe(0)
  expect(next.outputs).toMatchObject({ outcome: 'succeeded', 'live-version': '2.0.0', release: '1' })
  // One that ended with an unknown call stays until a run begins after its window.
  expect(claimStates(await world.group('web-blue'))).not.toContain('held')
}

test.concurrent.each([...SIGNALS, SIGHUP])(
  '$name while the action waits: it signs off, reports and ends at once',
  async ({ name, code }) => {
    await using world = await openWorld()
    const letGo = await world.holdTime()
    const run = startAction(environment(world), DEPLOY)
    await launching(world)
    run.signal(name)
    const ended = await run.ended
    letGo()

    expect(ended.code).toBe(code)
    expect(ended.stoppedWithinMs).toBeLessThan(WITHIN_MS)
    expect(ended.outputs).toMatchObject({
      outcome: 'stopped',
      changed: 'true',
      'error-code': 'BGR-STOPPED',
      phase: 'warming',
      'live-version': '1.0.0'
    })
    expect(ended.summary).toContain('BGR-STOPPED')
    expect(ended.summary).toContain('was stopped by a signal')
    expect(claimStates(await world.group('web-blue'))).toEqual(['released'])
    await goesOn(world)
  }
)

test.concurrent.each(SIGNALS)(
  '$name while a change hangs: its fate is noted as unknown',
  async ({ name, code }) => {
    await using world = await openWorld()
    await world.fault({ kind: 'hang-after', operation: 'EnterStandby' })
    const run = startAction(environment(world), DEPLOY)
    await struck(world)
    run.signal(name)
    const ended = await run.ended

    expect(ended.code).toBe(code)
    expect(ended.stoppedWithinMs).toBeLessThan(WITHIN_MS)
    expect(ended.outputs).toMatchObject({
      outcome: 'stopped',
      'error-code': 'BGR-STOPPED',
      phase: 'switching'
    })
    expect(ended.summary).toContain('BGR-STOPPED')
    expect(claimStates(await world.group('web-blue'))).toEqual(['ended'])
    await goesOn(world)
  }
)

test.concurrent('SIGINT while a read hangs ends the CLI', async () => {
  await using world = await openWorld()
  await world.fault({ kind: 'hang', operation: 'DescribeTargetHealth', after: 12 })
  const run = startCli(environment(world), DEPLOY, '--yes')
  await struck(world)
  run.signal('SIGINT')
  const ended = await run.ended
  expect(ended.code).toBe(130)
  expect(ended.stoppedWithinMs).toBeLessThan(WITHIN_MS)
  expect(ended.stderr).toContain('BGR-STOPPED')
  expect(claimStates(await world.group('web-blue'))).toEqual(['released'])
  await goesOn(world)
})

test.concurrent('SIGINT when AWS answers nothing any more, the signing off included', async () => {
  await using world = await openWorld()
  await world.fault({ kind: 'hang', operation: 'EnterStandby' })
  const run = startAction(environment(world), DEPLOY)
  await struck(world)
  await world.fault({ kind: 'hang', count: 1_000 })
  run.signal('SIGINT')
  const ended = await run.ended
  expect(ended.code).toBe(130)
  expect(ended.stoppedWithinMs).toBeLessThan(WITHIN_MS)
  expect(ended.outputs).toMatchObject({ outcome: 'stopped', 'error-code': 'BGR-STOPPED' })
  expect(ended.summary).toContain('BGR-STOPPED')
  await goesOn(world)
})

test.concurrent('SIGINT while it signs off, and AWS does not answer that', async () => {
  await using world = await openWorld()
  const isSignOff = (body: string) => body.includes('state%3Dreleased')
  await using line = await openLine(world, ({ body }) => (isSignOff(body) ? 'request' : undefined))
  using run = startAction(environment(line), DEPLOY)
  await Promise.race([line.held, run.ended])
  run.signal('SIGINT')
  const ended = await run.ended
  expect(ended.code).toBe(130)
  expect(ended.stoppedWithinMs).toBeLessThan(WITHIN_MS)
  expect(ended.outputs).toMatchObject({ 'live-version': '2.0.0' })
})

test.concurrent('a second signal ends it on the spot', async () => {
  await using world = await openWorld()
  await world.fault({ kind: 'hang', operation: 'EnterStandby' })
  const run = startAction(environment(world), DEPLOY)
  await struck(world)
  run.signal('SIGINT')
  await new Promise(resolve => setTimeout(resolve, 100))
  run.signal('SIGTERM')
  const ended = await run.ended
  expect(ended.code).toBe(143)
  expect(ended.stoppedWithinMs).toBeLessThan(500)
  await goesOn(world)
})
