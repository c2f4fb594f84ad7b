/** Where workflows run: a repository of a customer, the simulated GitHub, a simulated AWS for each region. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { view, type WorldView } from '../../src/twin/core/view.ts'
import { startTwinServer } from '../../src/twin/doors/http-server.ts'
import { emptyGitHub } from '../../src/twin/github/seed.ts'
import { type Hub, openHub } from './github.ts'
import { addRepository, FULL_NAME } from './repository.ts'

export const ROOT = join(import.meta.dirname, '../..')
const STAND_INS = join(ROOT, '__tests__/support/actions')

export interface Region {
  readonly endpoint: string
  now(): number
  state(): WorldView
  /** The requests of docs/twin.md, e.g. `('POST', 'fault', { … })`. */
  control(method: string, path: string, body?: object): Promise<unknown>
  /** A call of somebody else. */
  suspend(group: string, process: string): void
}

export interface Stage {
  readonly hub: Hub
  /** The work tree of the customer's repository. */
  readonly folder: string
  /** Commits of its branch, oldest first. */
  readonly commits: readonly string[]
  /** What stands for org/bg-release@v1: action.yml, dist and the reusable workflows, nothing else. */
  readonly product: string
  /** Folders that stand for repositories, by `owner/name@ref`. */
  readonly repositories: Readonly<Record<string, string>>
  /** The environment of every step. */
  readonly env: Readonly<Record<string, string>>
  /** For files of one run. */
  readonly scratch: string
  region(name: string): Region
  close(): Promise<void>
}

export interface StageOptions {
  /** Scenarios by region. */
  readonly aws: Readonly<Record<string, object>>
  /** Subjects that a role trusts, by its ARN. */
  readonly trust: Readonly<Record<string, readonly string[]>>
  /** Of the actions and workflows under test, e.g. the text of every `uses:` line. */
  readonly pins: readonly string[]
  /** Text of the smoke test of the customer. */
  readonly smokeTest?: string
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const scratch = mkdtempSync(join(tmpdir(), 'bg-release-workflows-'))
  try {
    return await setUp(scratch, options)
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true })
    throw error
  }
}

async function setUp(scratch: string, { aws, trust, pins, smokeTest }: StageOptions): Promise<Stage> {
  const path = (name: string): string => {
    const made = join(scratch, name)
    mkdirSync(made)
    return made
  }
  const product = path('product')
  for (const part of ['action.yml', 'dist', '.github/workflows'])
    cpSync(join(ROOT, part), join(product, part), { recursive: true })
  const folder = path('work')
  const commits = customerRepository(folder, smokeTest ?? 'true')
  const bin = path('bin')
  // A bake takes no time here.
  script(join(bin, 'sleep'), 'true')

  const regions = new Map<string, Region & { close(): Promise<void> }>()
  for (const [name, scenario] of Object.entries(aws)) regions.set(name, await openRegion(name, scenario))
  const region = (name: string): Region => {
    const found = regions.get(name)
    if (!found) throw new Error(`there is no region ${name}`)
    return found
  }
  const home = region(Object.keys(aws)[0] ?? '')
  const world = emptyGitHub(home.now())
  addRepository(world, commits)
  const hub = await openHub(world, FULL_NAME, home.now)
  const endpoints = Object.fromEntries([...regions].map(([name, { endpoint }]) => [name, endpoint]))
  return {
    hub,
    folder,
    commits,
    product,
    repositories: { 'org/bg-release@v1': product, ...standIns(pins) },
    scratch,
    region,
    env: {
      // Node 24 first: act takes the first one for `using: node24`.
      PATH: `${bin}:${join(process.execPath, '..')}:${process.env.PATH ?? ''}`,
      GITHUB_API_URL: hub.server.endpoint,
      GITHUB_GRAPHQL_URL: `${hub.server.endpoint}/graphql`,
      GITHUB_REPOSITORY: FULL_NAME,
      STAND_IN_ENDPOINTS: JSON.stringify(endpoints),
      STAND_IN_TRUST: JSON.stringify(trust)
    },
    close: async () => {
      await Promise.all([hub.server.close(), ...[...regions.values()].map(each => each.close())])
      rmSync(scratch, { recursive: true, force: true })
    }
  }
}

async function openRegion(name: string, scenario: object): Promise<Region & { close(): Promise<void> }> {
  const server = await startTwinServer({
    scenario: { ...scenario, region: name },
    port: 0,
    speed: 0,
    skip: true
  })
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, ...(body && { body: JSON.stringify(body) }) }
    const response = await fetch(`${server.endpoint}/_twin/${path}`, init)
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return await response.json()
  }
  return {
    endpoint: server.endpoint,
    now: () => server.twin.world().now,
    state: () => view(server.twin.world()),
    control,
    suspend: (group, process) => {
      const input = { AutoScalingGroupName: group, ScalingProcesses: [process] }
      server.twin.request(name, 'autoscaling', 'SuspendProcesses', input)
    },
    close: () => server.close()
  }
}

/** Two commits, `1.0.0` is the first one. @returns their SHAs */
function customerRepository(folder: string, smokeTest: string): readonly string[] {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore']
    }).trim()
  git('init', '--quiet', '--initial-branch=main')
  const commit = (message: string): string => {
    git('add', '--all')
    git('commit', '--quiet', '--allow-empty', '--message', message)
    return git('rev-parse', 'HEAD')
  }
  script(join(folder, 'smoke-test.sh'), smokeTest)
  const first = commit('First version')
  mkdirSync(join(folder, 'services/web'), { recursive: true })
  writeFileSync(join(folder, 'services/web/page.txt'), 'Hello\n')
  return [first, commit('feat: Say hello (#7)')]
}

function script(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`)
  chmodSync(file, 0o755)
}

/** A folder for each third-party action that a workflow names, by the very commit that it names. */
function standIns(pins: readonly string[]): Readonly<Record<string, string>> {
  const found = pins.flatMap(pin => [
    ...pin.matchAll(/uses: ((?:actions|aws-actions)\/([\w-]+)@[0-9a-f]{40})/g)
  ])
  return Object.fromEntries(found.map(([, uses = '', name = '']) => [uses, join(STAND_INS, name)]))
}

export const shipped = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
