import { describe, expect, test } from '@jest/globals'
import { bypass } from '../../../src/twin/github/acts-actions.ts'
import { token } from '../../../src/twin/github/seed.ts'
import { act, approve, BOB, RUN_ID } from '../../support/approval-world.ts'
import { waitingRelease } from '../../support/waiting-release.ts'
import { attempt, claims, jwt, openScene, releasedBy } from './scene.ts'

test('a job inside the environment that a reviewer approved, shown by its ID token', async () => {
  const scene = openScene()
  approve(scene.twin)
  const { code, proof, mutations } = await attempt(scene)
  expect(code).toBeUndefined()
  expect(proof).toEqual({
    kind: 'review',
    environment: 'cleanup',
    run: { id: RUN_ID, attempt: 1, createdAt: expect.any(Number), headSha: 'a'.repeat(40) },
    shownBy: 'this-job',
    approvers: ['ada'],
    comment: 'fine',
    selfApproved: false,
    bypassPossible: false,
    bypassed: false
  })
  // Who approved stands on the group before the record that begins to end anything.
  expect(mutations.map(change => change.kind === 'tag' && change.tags[0]?.key)).toEqual([
    'bg-release:approved:1',
    'bg-release:release:1'
  ])
})

test('a job without an ID token, shown by the deployment of its check run', async () => {
  const scene = openScene()
  approve(scene.twin)
  const { code, proof } = await attempt(scene, { idToken: undefined, checkRunId: scene.jobId })
  expect([code, proof?.kind]).toEqual([undefined, 'review'])
})

test('a runner that GitHub does not name is not held against the job', async () => {
  const scene = openScene()
  approve(scene.twin)
  const shown = { idToken: undefined, checkRunId: scene.jobId }
  expect((await attempt(scene, { ...shown, env: { RUNNER_NAME: 'runner-8' } })).code).toBeUndefined()
})

test.each([
  ['names no environment', async () => jwt(claims(openScene(), { environment: undefined }))],
  ['cannot be had', async () => Promise.reject(new Error('no id-token permission'))]
])('a job whose ID token %s, shown by its check run', async (_, ask) => {
  const scene = openScene()
  approve(scene.twin)
  const { code } = await attempt(scene, { idToken: ask, checkRunId: scene.jobId })
  expect(code).toBeUndefined()
})

test('a job with deployment: false, shown by its ID token alone', async () => {
  const scene = openScene()
  approve(scene.twin)
  act(scene.twin, run => {
    run.jobs = run.jobs.map(({ deployment: _, ...job }) => job)
  })
  expect((await attempt(scene)).code).toBeUndefined()
})

test('names that differ by case are the same environment', async () => {
  const scene = openScene('CLEANUP')
  approve(scene.twin, { environments: ['Cleanup'] })
  const idToken = jwt(claims(scene, { environment: 'CleanUp', repository: 'Acme/Web' }))
  expect((await attempt(scene, { environment: 'CLEANUP', idToken })).code).toBeUndefined()
})

test('a second attempt where administrators cannot bypass: it got a review of its own', async () => {
  const scene = openScene()
  approve(scene.twin)
  act(scene.twin, run => {
    run.attempt = 2
  })
  const idToken = jwt(claims(scene, { run_attempt: '2' }))
  const { code } = await attempt(scene, { idToken, env: { GITHUB_RUN_ATTEMPT: '2' } })
  expect(code).toBeUndefined()
})

test('a bypass that allow-bypass accepts, and says so', async () => {
  const scene = openScene()
  act(scene.twin, (run, repository, world) => {
    if (repository.environments.cleanup) repository.environments.cleanup.canAdminsBypass = true
    bypass(world, run, ['cleanup'])
  })
  const { code, proof } = await attempt(scene, { allowBypass: true })
  expect(code).toBeUndefined()
  expect(proof).toMatchObject({ bypassed: true, bypassPossible: true, approvers: [] })
})

test('an approval by who started the run is shown as such', async () => {
  const scene = openScene()
  approve(scene.twin, { user: BOB })
  expect((await attempt(scene)).proof).toMatchObject({ approvers: ['bob'], selfApproved: true })
})

test('a finalize in a run of its own, begun when the release was there', async () => {
  const scene = openScene()
  approve(scene.twin)
  const seen = releasedBy(4711)
  act(scene.twin, (run, repository) => {
    repository.runs[run.id] = { ...run, createdAt: seen.at + 60_000 }
  })
  expect((await attempt(scene, { seen })).code).toBeUndefined()
})

test('an environment named by the input alone is verified too', async () => {
  const scene = openScene()
  approve(scene.twin)
  const { code, proof } = await attempt(scene, { seen: releasedBy(RUN_ID, '') })
  expect([code, proof?.kind]).toEqual([undefined, 'review'])
})

test('a fleet that asks for nothing, and an input that names nothing, ask nobody', async () => {
  const scene = openScene()
  const { code, proof, mutations } = await attempt(scene, {
    environment: '',
    seen: releasedBy(RUN_ID, '')
  })
  expect([code, proof, mutations.length, scene.twin.calls()]).toEqual([undefined, undefined, 1, {}])
})

test.each(['rolled-back', 'finalized'] as const)(
  'a release that was %s meanwhile: nothing to do, nobody is asked',
  async state => {
    const scene = openScene()
    approve(scene.twin)
    const { code, mutations } = await attempt(scene, { seen: waitingRelease({ state }) })
    expect([code, mutations, scene.twin.calls()]).toEqual([undefined, [], {}])
  }
)

describe('at a terminal', () => {
  test('a run that deployed the release and was approved; the tags say which environment', async () => {
    const scene = openScene()
    approve(scene.twin)
    const { code, proof } = await attempt(scene, { said: { run: String(RUN_ID) }, environment: '' })
    expect(code).toBeUndefined()
    expect(proof).toMatchObject({ shownBy: 'named-run', approvers: ['ada'] })
  })

  test('a token that may read nothing but Actions is enough', async () => {
    const scene = openScene()
    approve(scene.twin)
    act(scene.twin, (_run, _repository, world) => {
      world.tokens.narrow = token({ actions: 'read' })
    })
    const { code } = await attempt(scene, { said: { run: String(RUN_ID) }, token: 'narrow' })
    expect(code).toBeUndefined()
  })

  test('the word of a person, with GitHub down, journalled', async () => {
    const scene = openScene()
    const said = { override: 'Ada Lovelace: GitHub is down, CHG-12' }
    const { code, proof, mutations } = await attempt(scene, { said, token: '' })
    expect(code).toBeUndefined()
    expect(proof).toEqual({ kind: 'override', by: 'Ada Lovelace', reason: 'GitHub is down, CHG-12' })
    expect(JSON.stringify(mutations[0])).toContain('by=Ada_Lovelace why=GitHub_is_down+2c_CHG-12')
    expect(scene.twin.calls()).toEqual({})
  })
})
