/** Worlds in which a release waits for the approval of its finalize. A deploy costs a process, so worlds are lent again. */
import { RUN_ID } from '../../support/approval-world.ts'
import { openGitHub, type TestGitHub } from './approvals.ts'
import { DEPLOY, environment, runAction } from './runs.ts'
import { openWorld, type TestWorld } from './world.ts'

/** The lasting requirement of an approval. */
export const APPROVAL_TAG = 'bg-release:approval'
/** The tag in which deploy notes what it keeps warm. */
export const OLD_TAG = 'bg-release:old:1'

export interface Waiting extends AsyncDisposable {
  readonly world: TestWorld
  /** What AWS holds, as text. */
  picture(): Promise<string>
  /** Gives both groups the tags that they had after deploy. */
  restore(): Promise<void>
  /** A GitHub of its own, whose run is the one that deployed and began before. */
  github(job?: string): Promise<TestGitHub>
}

/** A world that was deployed by the workflow run 77 with `approval-environment: cleanup`. */
export async function openWaiting(): Promise<Waiting> {
  const world = await openWorld()
  const begunAt = Date.parse((await world.state()).now) - 1_000
  const run = { GITHUB_RUN_ID: String(RUN_ID), GITHUB_REPOSITORY: 'acme/web' }
  const deployed = await runAction(environment(world, run), { ...DEPLOY, 'approval-environment': 'cleanup' })
  if (deployed.code !== 0) throw new Error(`deploy ended with ${deployed.code}: ${deployed.stdout}`)
  const tags = new Map((await world.state()).groups.map(group => [group.name, group.tags]))
  return {
    world,
    picture: async () => {
      const { groups, targetGroups } = await world.state()
      return JSON.stringify({ groups, targetGroups })
    },
    restore: async () => {
      for (const group of (await world.state()).groups) {
        const had = tags.get(group.name) ?? {}
        const changed = Object.keys({ ...had, ...group.tags }).filter(key => had[key] !== group.tags[key])
        world.tag(group.name, Object.fromEntries(changed.map(key => [key, had[key]])))
      }
    },
    github: job => openGitHub(begunAt, job),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]()
  }
}

/** A few worlds, each lent to one borrower at a time: who comes when none is left waits. */
export function lendingWorlds(most = 2) {
  const opened: Promise<Waiting>[] = []
  const waiters: ((waiting: Waiting) => void)[] = []
  const idle: Waiting[] = []
  const borrow = async (): Promise<Waiting> => {
    const waiting = idle.pop()
    if (waiting) return waiting
    if (opened.length === most) return await new Promise(resolve => waiters.push(resolve))
    const opening = openWaiting()
    opened.push(opening)
    return await opening
  }
  return {
    lend: async <T>(use: (waiting: Waiting) => Promise<T>): Promise<T> => {
      const waiting = await borrow()
      try {
        return await use(waiting)
      } finally {
        await waiting.restore()
        const next = waiters.shift()
        if (next) next(waiting)
        else idle.push(waiting)
      }
    },
    close: async () => {
      for (const opening of opened) await (await opening)[Symbol.asyncDispose]()
    }
  }
}
