/** `acme/shop` with a token that may write, a run in the environment production, and the run of a release to tell of. */
import { announce } from '../../../src/announce/announce.ts'
import type { Ask } from '../../../src/announce/ask.ts'
import type { Outcome } from '../../../src/announce/outcome.ts'
import type { AnnounceOptions, Options } from '../../../src/commands/options.ts'
import type { RunReport } from '../../../src/commands/run-events.ts'
import { jobDeployment } from '../../../src/github/announce/job-deployment.ts'
import { startRun } from '../../../src/twin/github/acts-actions.ts'
import { repositoryOf, token } from '../../../src/twin/github/seed.ts'
import { OPTIONS, onePair, simulate } from '../../support/simulation.ts'
import { createTwinGitHub } from '../../support/twin-github.ts'
import { ada, NOW, SHOP, sha, shopWorld } from '../shop.ts'

export const WRITER = 'writer'

/** What a workflow that uses all of it has to grant. */
const PERMISSIONS = {
  contents: 'write',
  pull_requests: 'write',
  deployments: 'write',
  issues: 'read',
  checks: 'read',
  actions: 'read'
} as const

/** GitHub as it is while the job runs. */
export function releaseWorld() {
  const { world, shop } = shopWorld()
  world.tokens[WRITER] = token(PERMISSIONS)
  const run = startRun(world, shop, {
    name: 'Release',
    path: '.github/workflows/release.yml',
    event: 'push',
    headBranch: 'main',
    headSha: sha(6),
    actor: ada,
    jobs: [{ name: 'deploy', environment: 'production' }]
  })
  const [job] = run.jobs
  if (job?.deployment === undefined) throw new Error('there is no deployment')
  return { world, run, checkRunId: job.id, deploymentId: job.deployment }
}

export function openScene() {
  const { world, ...rest } = releaseWorld()
  const { twin, api } = createTwinGitHub(world)
  return { ...rest, twin, github: api(WRITER), shop: () => repositoryOf(twin.world(), 'acme/shop') }
}

export type Scene = ReturnType<typeof openScene>

export const DEPLOY: Partial<Options> = { command: 'deploy', imageVersion: '2.0.0', commit: sha(6) }

/** Runs of one service that is on 1.0.0 (commit 2, by its tag). */
export const openService = () => simulate(onePair())

/** Tells GitHub of a run. */
export async function tellOf(
  scene: Scene,
  report: RunReport,
  options: Partial<Options>,
  announced: Partial<AnnounceOptions> = {},
  changed: Partial<Ask> = {}
): Promise<Outcome> {
  const all = { ...OPTIONS, ...options, announce: { ...OPTIONS.announce, ...announced } }
  const { github, checkRunId } = scene
  return await announce({
    github,
    place: {
      repository: SHOP,
      serverUrl: 'https://github.test',
      build: { number: '12', url: 'https://github.test/acme/shop/actions/runs/77' }
    },
    options: all,
    report: { ...report, endedAt: NOW },
    deployment: () => jobDeployment(github, SHOP, checkRunId).catch(() => undefined),
    stop: new AbortController().signal,
    ...changed
  })
}

export const warnings = ({ lines }: Outcome): readonly string[] =>
  lines.filter(({ level }) => level === 'warning').map(({ text }) => text)
export const remarks = ({ lines }: Outcome): readonly string[] =>
  lines.filter(({ level }) => level === 'info').map(({ text }) => text)
