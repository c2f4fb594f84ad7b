import { expect, test } from '@jest/globals'
import { runIsOver } from '../../src/github/run-is-over.ts'
import { end, rerun } from '../../src/twin/github/acts-actions.ts'
import { repositoryOf } from '../../src/twin/github/seed.ts'
import { openScene, type Scene } from './announce/scene.ts'
import { ada } from './shop.ts'

const SERVER = 'https://github.com'
const claimOf = ({ run }: Scene, attempt = 1) => ({
  id: `${run.id}-${attempt}-3f9a1c`,
  by: `${SERVER}/acme/shop/actions/runs/${run.id}`
})
const over = (scene: Scene, claim = claimOf(scene), server = SERVER) => runIsOver(scene.github, claim, server)

const finish = (scene: Scene): void =>
  scene.twin.change(world => {
    const run = repositoryOf(world, 'acme/shop').runs[scene.run.id]
    if (!run) throw new Error('no run')
    for (const job of run.jobs) end(world, job, 'cancelled')
    run.status = 'completed'
  })

test('a run is over when GitHub says that it is completed', async () => {
  const scene = openScene()
  expect(await over(scene)).toBe(false)
  finish(scene)
  expect(await over(scene)).toBe(true)
  expect(await over(scene, claimOf(scene), `${SERVER}/`)).toBe(true)
})

test('so is an attempt after which another one began, and that one is not', async () => {
  const scene = openScene()
  finish(scene)
  scene.twin.change(world => {
    const shop = repositoryOf(world, 'acme/shop')
    const run = shop.runs[scene.run.id]
    if (run) rerun(world, shop, run, ada)
  })
  expect(await over(scene, claimOf(scene, 1))).toBe(true)
  expect(await over(scene, claimOf(scene, 2))).toBe(false)
  expect(await over(scene, claimOf(scene, 3))).toBe(false)
})

test('whatever is not certain is not over, and what cannot be is not asked', async () => {
  const scene = openScene()
  finish(scene)
  const { id, by } = claimOf(scene)
  const claims = [
    { id: 'cli-3f9a1c', by: 'ada@laptop' },
    { id, by: `https://github.example.com/acme/shop/actions/runs/${scene.run.id}` },
    { id, by: by.slice(0, -1) },
    { id: '5-1-3f9a1c', by },
    { id, by: `${by}/attempts/1` },
    { id, by: `${SERVER}/acme/shop/../actions/runs/${scene.run.id}` }
  ]
  for (const claim of claims) expect(await over(scene, claim)).toBe(false)
  expect(scene.twin.calls()).toEqual({})
  expect(await over(scene, { id: '5-1-3f9a1c', by: `${SERVER}/acme/shop/actions/runs/5` })).toBe(false)
  scene.twin.faults.order({ fault: { kind: 'cut' }, after: 0, count: 1 })
  expect(await over(scene)).toBe(false)
})
