/** What the examples do that are made of the action alone, and of a workflow for each service. */
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

const BACK = { file: 'examples/workflows/rollback.yml', event: 'workflow_dispatch' }
const SMOKE = {
  file: 'examples/workflows/smoke-tests.yml',
  event: 'workflow_dispatch',
  inputs: { version: '2.0.0' }
}
const OLD_ENDED = 'web-blue empty, web-green 3 InService 2.0.0'
const AS_BEFORE = 'web-blue 3 InService 1.0.0, web-green empty'

export function exampleScenarios(pins: readonly string[]): readonly Scenario[] {
  const on = (name: string, act: (scene: Scene) => Promise<void>, options?: SceneOptions): Scenario =>
    scenario(pins, name, act, options)
  return [
    on(
      'smoke-tests: the test passes',
      async ({ aws, play }) => {
        courseIs(await play(SMOKE), 'prepare success, test success, promote success, take-back skipped')
        assert.equal(fleet(aws), 'web-blue 3 InService 1.0.0, web-green 3 InService 2.0.0')
        courseIs(
          await play({ ...BACK, inputs: { command: 'rollback' } }),
          'act / act success, act / finalize skipped'
        )
        assert.equal(fleet(aws), AS_BEFORE)
      },
      { aws: { 'eu-west-1': split() } }
    ),
    on(
      'smoke-tests: the test fails',
      async ({ aws, play }) => {
        courseIs(await play(SMOKE), 'prepare success, test failure, promote skipped, take-back success')
        assert.equal(fleet(aws), AS_BEFORE)
      },
      { aws: { 'eu-west-1': split() }, smokeTest: 'exit 3' }
    ),
    on('tag-push: a prerelease that becomes a release', async ({ aws, stage, play }) => {
      const file = 'examples/workflows/tag-push.yml'
      const jobs = await play({ file, event: 'push', ref: 'refs/tags/v2.0.0', review: approved })
      courseIs(jobs, 'deploy success, finalize success')
      assert.equal(fleet(aws), OLD_ENDED)
      const repository = stage.hub.server.twin.world().repositories[stage.hub.fullName]
      const releases = Object.values(repository?.releases ?? {}).map(({ tag, prerelease }) => ({
        tag,
        prerelease
      }))
      assert.deepEqual(releases, [{ tag: 'v2.0.0', prerelease: false }])
      assert.equal(Object.values(repository?.comments ?? {}).length, 1)
    }),
    on(
      'regions: one after the other, each with its own approval',
      async ({ stage, play }) => {
        const file = 'examples/workflows/regions.yml'
        const jobs = await play({
          file,
          event: 'workflow_dispatch',
          inputs: { version: '2.0.0' },
          review: approved
        })
        courseIs(jobs, 'deploy success, deploy success, finalize success, finalize success')
        for (const name of ['eu-west-1', 'us-east-1']) assert.equal(fleet(stage.region(name)), OLD_ENDED)
      },
      { aws: { 'eu-west-1': shared(), 'us-east-1': shared('web', '444455556666') } }
    ),
    on(
      'regions: the first one fails, the second one is left alone',
      async ({ aws, stage, play }) => {
        await aws.control('POST', 'act', {
          type: 'set-version-health',
          version: '2.0.0',
          health: 'never-healthy'
        })
        const file = 'examples/workflows/regions.yml'
        const jobs = await play({
          file,
          event: 'workflow_dispatch',
          inputs: { version: '2.0.0' },
          review: approved
        })
        courseIs(jobs, 'deploy failure, finalize skipped')
        assert.equal(fleet(stage.region('us-east-1')), AS_BEFORE)
      },
      { aws: { 'eu-west-1': shared(), 'us-east-1': shared('web', '444455556666') } }
    ),
    on('monorepo: the service that has changed', async ({ aws, stage, play }) => {
      const file = 'examples/workflows/monorepo.yml'
      const [before = '', after = ''] = stage.commits
      const jobs = await play({ file, event: 'push', payload: { before, after }, review: approved })
      assert.deepEqual(jobIn(jobs, 'changed').outputs, { services: '["web"]' })
      courseIs(jobs.slice(-2), 'release / bake success, release / finalize success')
      assert.equal(fleet(aws), `web-blue empty, web-green 3 InService ${after}`)
    })
  ]
}
