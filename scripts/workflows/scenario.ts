import assert from 'node:assert/strict'
import { play, type RunAsked } from './play.ts'
import type { JobPlayed } from './played.ts'
import { openStage, type Region, type Stage } from './stage.ts'
import { shared, TRUST } from './worlds.ts'

export interface Scenario {
  readonly name: string
  run(): Promise<void>
}

export interface Scene {
  readonly stage: Stage
  /** Of eu-west-1. */
  readonly aws: Region
  play(asked: RunAsked): Promise<readonly JobPlayed[]>
}

export interface SceneOptions {
  readonly aws?: Readonly<Record<string, object>>
  readonly smokeTest?: string
}

/** A scenario on a stage of its own. @param pins text of all workflows */
export const scenario = (
  pins: readonly string[],
  name: string,
  act: (scene: Scene) => Promise<void>,
  options: SceneOptions = {}
): Scenario => ({
  name,
  run: async () => {
    const { aws = { 'eu-west-1': shared() }, smokeTest } = options
    const stage = await openStage({ aws, trust: TRUST, pins, ...(smokeTest !== undefined && { smokeTest }) })
    try {
      const [first = ''] = Object.keys(aws)
      await act({ stage, aws: stage.region(first), play: asked => play(stage, asked) })
    } finally {
      await stage.close()
    }
  }
})

/** `web-blue 3 InService 1.0.0, web-green empty`, without what AWS is about to do. */
export const fleet = (region: Region): string =>
  region
    .state()
    .groups.map(({ name, instances }) => {
      const words = instances.map(each => `${each.lifecycle} ${each.version}`)
      const counts = [...new Set(words)]
        .sort()
        .map(word => `${words.filter(each => each === word).length} ${word}`)
      return `${name} ${counts.join(' + ') || 'empty'}`
    })
    .join(', ')

/** How the jobs ended: `deploy success, finalize waiting`. */
export const course = (jobs: readonly JobPlayed[]): string =>
  jobs.map(({ id, result }) => `${id} ${result}`).join(', ')

export function jobIn(jobs: readonly JobPlayed[], id: string): JobPlayed {
  const found = jobs.find(each => each.id === id)
  assert.ok(found, `no job ${id} among ${course(jobs)}`)
  return found
}

/** As assert.equal, and shows what the jobs printed when it fails. */
export function courseIs(jobs: readonly JobPlayed[], wanted: string): void {
  const log = jobs.map(({ id, log, said }) => `--- ${id}\n${said.join('\n')}\n${log}`).join('\n')
  assert.equal(
    course(jobs),
    wanted,
    `${course(jobs)}\ninstead of\n${wanted}\n${process.env.WORKFLOWS_LOG ? log : ''}`
  )
}

export const approved = async (): Promise<'approved'> => 'approved'
