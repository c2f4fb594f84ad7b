/** Workflows with one thing missing that GitHub enforces and act does not: each has to fail, and to end nothing. */
import assert from 'node:assert/strict'
import { approved, course, fleet, jobIn, type Scenario, type Scene, scenario } from './scenario.ts'

const TAG = {
  file: 'examples/workflows/tag-push.yml',
  event: 'push',
  ref: 'refs/tags/v2.0.0',
  review: approved
}
const ONE = {
  file: 'examples/workflows/one-service.yml',
  event: 'workflow_dispatch',
  inputs: { version: '2.0.0' },
  review: approved
}
const STILL_THERE = 'web-blue 3 Standby 1.0.0, web-green 3 InService 2.0.0'

export function mutants(pins: readonly string[]): readonly Scenario[] {
  const on = (name: string, act: (scene: Scene) => Promise<void>): Scenario =>
    scenario(pins, `without ${name}`, act)
  /** The part of a file that follows a line is changed. */
  const after = (line: string, from: string | RegExp, to: string) => (text: string) => {
    const [head = '', tail = ''] = text.split(line)
    const changed = tail.replace(from, to)
    assert.notEqual(changed, tail, `nothing to change after ${line}`)
    return head + line + changed
  }
  const anywhere = (text: string): string => text.replaceAll('role/bg-release-finalize', 'role/bg-release')
  const finalizeFails = async (
    { aws, play }: Scene,
    edit: (text: string) => string,
    why: RegExp
  ): Promise<void> => {
    const jobs = await play({ ...TAG, edit })
    assert.equal(course(jobs), 'deploy success, finalize failure')
    assert.match(jobIn(jobs, 'finalize').said.join('\n'), why)
    assert.equal(fleet(aws), STILL_THERE)
  }
  return [
    on('the environment of finalize: the role does not trust the job', scene =>
      finalizeFails(
        scene,
        after('  finalize:\n', '    environment: web-cleanup\n', ''),
        /does not trust repo:acme\/web:ref:/
      )
    ),
    on('the right environment of finalize, and a role that trusts it: the action refuses', scene =>
      finalizeFails(
        scene,
        text =>
          anywhere(
            after('  finalize:\n', '    environment: web-cleanup\n', '    environment: production\n')(text)
          ),
        /BGR-APPROVAL-JOB/
      )
    ),
    on('a gate, by a misspelt environment that GitHub makes without rules', scene =>
      finalizeFails(
        scene,
        text =>
          anywhere(
            after('  finalize:\n', '    environment: web-cleanup\n', '    environment: production\n')(text)
          ).replaceAll('approval-environment: web-cleanup', 'approval-environment: production'),
        /BGR-APPROVAL-ENVIRONMENT/
      )
    ),
    on('actions: read', scene =>
      finalizeFails(
        scene,
        after('  finalize:\n', / {6}actions: read.*\n/, ''),
        /BGR-APPROVAL-DENIED[\s\S]*actions: read/
      )
    ),
    on('id-token: write', scene =>
      finalizeFails(scene, after('  finalize:\n', / {6}id-token: write.*\n/, ''), /id-token/)
    ),
    on('contents: write: there is no release page, and the deploy stands', async ({ aws, stage, play }) => {
      const jobs = await play({
        ...TAG,
        review: async () => 'leave',
        edit: after('  deploy:\n', 'contents: write', 'contents: read')
      })
      assert.equal(course(jobs), 'deploy success, finalize waiting')
      assert.match(jobIn(jobs, 'deploy').said.join('\n'), /GitHub Release/)
      const repository = stage.hub.server.twin.world().repositories[stage.hub.fullName]
      assert.deepEqual(repository?.releases, {})
      assert.equal(fleet(aws), STILL_THERE)
    }),
    on('a permission that the caller has to grant: the run does not begin', async ({ aws, play }) => {
      const edit = (text: string, file: string): string =>
        file === ONE.file ? text.replace(/ {6}actions: read.*\n/, '') : text
      await assert.rejects(play({ ...ONE, edit }), /finalize asks for what .* does not grant: actions: read/)
      assert.notEqual(fleet(aws), 'web-blue empty, web-green 3 InService 2.0.0')
    })
  ]
}
