/** What the workflows that ship and the examples do, seen from outside: jobs, outputs, summaries, and AWS. */
import assert from 'node:assert/strict'
import {
  approved,
  courseIs,
  fleet,
  jobIn,
  type Scenario,
  type Scene,
  type SceneOptions,
  scenario
} from './scenario.ts'
import { shared, split } from './worlds.ts'

const ONE = {
  file: 'examples/workflows/one-service.yml',
  event: 'workflow_dispatch',
  inputs: { version: '2.0.0' }
}
const BACK = { file: 'examples/workflows/rollback.yml', event: 'workflow_dispatch' }
const NEW_SERVES = 'web-blue 3 Standby 1.0.0, web-green 3 InService 2.0.0'
const OLD_ENDED = 'web-blue empty, web-green 3 InService 2.0.0'
const AS_BEFORE = 'web-blue 3 InService 1.0.0, web-green empty'

export function scenarios(pins: readonly string[]): readonly Scenario[] {
  const on = (name: string, act: (scene: Scene) => Promise<void>, options?: SceneOptions): Scenario =>
    scenario(pins, name, act, options)
  return [
    on('one-service: deploy, bake, approval, finalize', async ({ aws, play }) => {
      const jobs = await play({ ...ONE, review: approved })
      courseIs(
        jobs,
        'release / deploy success, release / prepare skipped, release / smoke-test skipped, release / promote skipped, release / take-back skipped, release / bake success, release / finalize success'
      )
      assert.equal(fleet(aws), OLD_ENDED)
      assert.deepEqual(jobIn(jobs, 'release / bake').outputs, {
        phase: 'awaiting-finalize',
        'live-version': '2.0.0'
      })
      assert.match(jobIn(jobs, 'release / deploy').summary, /web runs 2\.0\.0[\s\S]*Say hello/)
      assert.match(jobIn(jobs, 'release / finalize').summary, /ada/)
    }),
    on('one-service: nobody approves, and a rollback does not wait for that', async ({ aws, play }) => {
      courseIs((await play(ONE)).slice(-2), 'release / bake success, release / finalize waiting')
      assert.equal(fleet(aws), NEW_SERVES)
      const jobs = await play({ ...BACK, inputs: { command: 'rollback' } })
      courseIs(jobs, 'act / act success, act / finalize skipped')
      assert.match(jobIn(jobs, 'act / act').summary, /web is back on 1\.0\.0/)
      assert.equal(fleet(aws), AS_BEFORE)
    }),
    on('one-service: rolled back while it waits, then approved', async ({ aws, play }) => {
      const jobs = await play({
        ...ONE,
        review: async () => {
          courseIs(
            await play({ ...BACK, inputs: { command: 'rollback' } }),
            'act / act success, act / finalize skipped'
          )
          return 'approved'
        }
      })
      courseIs(jobs.slice(-1), 'release / finalize success')
      assert.match(jobIn(jobs, 'release / finalize').summary, /rolled back/i)
      assert.equal(fleet(aws), AS_BEFORE)
    }),
    on('one-service: rejected', async ({ aws, play }) => {
      courseIs(
        (await play({ ...ONE, review: async () => 'rejected' })).slice(-1),
        'release / finalize failure'
      )
      assert.equal(fleet(aws), NEW_SERVES)
    }),
    on('one-service: a version that never becomes healthy', async ({ aws, play }) => {
      await aws.control('POST', 'act', {
        type: 'set-version-health',
        version: '2.0.0',
        health: 'never-healthy'
      })
      const jobs = await play({ ...ONE, review: approved })
      courseIs(
        jobs,
        'release / deploy failure, release / prepare skipped, release / smoke-test skipped, release / promote skipped, release / take-back skipped, release / bake skipped, release / finalize skipped'
      )
      const deploy = jobIn(jobs, 'release / deploy')
      assert.match(deploy.said.join('\n'), /BGR-/)
      assert.match(deploy.summary, /❌/)
      assert.match(fleet(aws), /^web-blue 3 InService 1\.0\.0/)
    }),
    on('one-service: cancelled in the middle, then run again', async ({ aws, play }) => {
      await aws.control('POST', 'fault', { kind: 'hang', operation: 'EnterStandby' })
      const watch = async (job: string, run: { interrupt(): void }): Promise<void> => {
        if (job !== 'release / deploy') return
        while (!(await called(aws, 'EnterStandby'))) await new Promise(resolve => setTimeout(resolve, 50))
        run.interrupt()
      }
      const jobs = await play({ ...ONE, watch })
      courseIs(jobs.slice(0, 1), 'release / deploy failure')
      // act kills the step; what is left to do is done by the one after it, as on GitHub.
      assert.deepEqual(claimStates(aws), ['ended'])
      assert.equal(fleet(aws), 'web-blue 3 InService 1.0.0, web-green 3 InService 2.0.0')
      courseIs((await play({ ...ONE, review: approved })).slice(-1), 'release / finalize success')
      assert.equal(fleet(aws), OLD_ENDED)
    }),
    on(
      'one-service with a smoke test that fails: nothing is promoted',
      async ({ aws, play }) => {
        const edit = (text: string): string =>
          text.replace('region: eu-west-1', 'region: eu-west-1\n      smoke-test: ./smoke-test.sh')
        const jobs = await play({ ...ONE, edit })
        courseIs(
          jobs,
          'release / deploy skipped, release / prepare success, release / smoke-test failure, release / promote skipped, release / take-back success, release / bake skipped, release / finalize skipped'
        )
        assert.equal(fleet(aws), AS_BEFORE)
      },
      { aws: { 'eu-west-1': split() }, smokeTest: 'test "$IMAGE_VERSION" = 3.0.0' }
    ),
    on(
      'one-service with a smoke test that passes',
      async ({ aws, play }) => {
        const edit = (text: string): string =>
          text.replace('region: eu-west-1', 'region: eu-west-1\n      smoke-test: ./smoke-test.sh')
        const jobs = await play({ ...ONE, edit, review: approved })
        courseIs(
          jobs,
          'release / deploy skipped, release / prepare success, release / smoke-test success, release / promote success, release / take-back skipped, release / bake success, release / finalize success'
        )
        assert.equal(fleet(aws), OLD_ENDED)
      },
      { aws: { 'eu-west-1': split() }, smokeTest: 'test "$IMAGE_VERSION" = 2.0.0' }
    ),
    on('rollback: status and finalize by hand', async ({ aws, play }) => {
      await play(ONE)
      const looked = await play({ ...BACK, inputs: { command: 'status' } })
      assert.deepEqual(jobIn(looked, 'act / act').outputs, {
        phase: 'awaiting-finalize',
        'live-version': '2.0.0'
      })
      const jobs = await play({ ...BACK, inputs: { command: 'finalize' }, review: approved })
      courseIs(jobs, 'act / act skipped, act / finalize success')
      assert.equal(fleet(aws), OLD_ENDED)
    }),
    on(
      'status: quiet, then a release that waits for more than a day, then a suspended process',
      async ({ aws, play }) => {
        const status = { file: 'examples/workflows/status.yml', event: 'schedule' }
        const [quiet] = await play(status)
        assert.deepEqual([quiet?.result, quiet?.said], ['success', []])
        await play(ONE)
        courseIs(await play(status), 'status / status success')
        await aws.control('POST', 'advance', { seconds: 25 * 3600 })
        const [late] = await play(status)
        assert.equal(late?.result, 'failure')
        assert.match(
          late?.said.join('\n') ?? '',
          /error: web: release 1 is awaiting-finalize and has been open for 25 hours/
        )
        await play({ ...BACK, inputs: { command: 'finalize' }, review: approved })
        aws.suspend('web-green', 'Terminate')
        const [held] = await play(status)
        assert.deepEqual(
          [held?.result, held?.said],
          ['success', ['warning: web: Terminate suspended on the live group']]
        )
      }
    ),
    on(
      'drill: a rollback on staging',
      async ({ aws, play }) => {
        const [drill] = await play({ file: 'examples/workflows/drill.yml', event: 'schedule' })
        assert.equal(drill?.result, 'success', drill?.said.join('\n'))
        assert.match(drill?.summary ?? '', /## Rollback drill: passed[\s\S]*\| healthy \| 3 \| 3 \|/)
        assert.equal(fleet(aws), 'web-staging-blue 3 InService 1.0.0, web-staging-green empty')
      },
      { aws: { 'eu-west-1': shared('web-staging') } }
    )
  ]
}

async function called(aws: Scene['aws'], operation: string): Promise<boolean> {
  const { calls } = (await aws.control('GET', 'log')) as { calls: readonly { operation: string }[] }
  return calls.some(call => call.operation === operation)
}

/** The states of the claims on web, one for each run that left one. */
const claimStates = (aws: Scene['aws']): readonly string[] =>
  aws
    .state()
    .groups.flatMap(({ tags }) =>
      Object.entries(tags).flatMap(([key, value]) =>
        key.startsWith('bg-release:claim:') ? [/state=(\S+)/.exec(value)?.[1] ?? 'unreadable'] : []
      )
    )
