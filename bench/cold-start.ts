/**
 * How long the packaged action takes from the start of its process to its first AWS request, beside a bundle that does
 * nothing but make one with the same SDK clients. All kinds run in turn, so that a busy machine slows all of them.
 * Prints a table and one line of JSON. Exits with 1 where the action takes more than 1.3 times as long as the bundle or
 * dist is above 6 MB.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FirstRequest, firstRequests } from './first-request.ts'
import { nodes } from './nodes.ts'

const RUNS = 21
const HIGHEST_RATIO = 1.3
const LARGEST_DIST = 6_000_000

const ROOT = join(import.meta.dirname, '..')
const WORK = join(ROOT, 'node_modules', '.cache', 'cold-start')
const ENTRY = `import { debug } from '@actions/core'
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
debug(String(new CloudWatchClient({}).config.serviceId))
debug(String(new ElasticLoadBalancingV2Client({}).config.serviceId))
await new AutoScalingClient({}).send(new DescribeAutoScalingGroupsCommand({}))
`

function bundle(): string {
  rmSync(WORK, { recursive: true, force: true })
  mkdirSync(WORK, { recursive: true })
  writeFileSync(join(WORK, 'package.json'), '{"type":"module"}')
  writeFileSync(join(WORK, 'entry.js'), ENTRY)
  const ncc = join(ROOT, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
  execFileSync(process.execPath, [
    ncc,
    'build',
    join(WORK, 'entry.js'),
    '-o',
    join(WORK, 'dist'),
    '--minify',
    '--no-cache',
    '-q'
  ])
  return join(WORK, 'dist', 'index.js')
}

const environment = (endpoint: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'BGRELEASETWIN0000000',
  AWS_SECRET_ACCESS_KEY: 'twin',
  BG_RELEASE_TWIN: 'true',
  INPUT_COMMAND: 'status',
  'INPUT_IMAGE-NAME': 'acme/web',
  'INPUT_ASG-PREFIX': 'web'
})

/** @returns real ms from the start of the process to its end, or to its first AWS request where `at` is given */
async function time(node: string, args: readonly string[], at?: FirstRequest): Promise<number> {
  const env = at ? environment(at.endpoint) : {}
  const requested = at?.next()
  const started = performance.now()
  const child = spawn(node, args, { env, stdio: 'ignore' })
  const ended = new Promise<number>(resolve => child.once('close', () => resolve(performance.now())))
  if (!requested) return (await ended) - started
  const arrived = await Promise.race([requested, ended.then(() => undefined)])
  child.kill('SIGKILL')
  await ended
  if (arrived === undefined) throw new Error(`${args.join(' ')} ended without an AWS request`)
  return arrived - started
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)

async function measure(node: string, baseline: string, at: FirstRequest) {
  const kinds = [
    { name: 'empty', run: () => time(node, ['-e', '0']) },
    { name: 'clients', run: () => time(node, [baseline], at) },
    { name: 'action', run: () => time(node, [join(ROOT, 'dist', 'index.js')], at) }
  ]
  const times = new Map<string, number[]>(kinds.map(({ name }) => [name, []]))
  // The first round only fills the caches of the disk.
  for (let round = 0; round <= RUNS; round++) {
    for (const { name, run } of kinds) {
      const ms = await run()
      if (round > 0) times.get(name)?.push(ms)
    }
  }
  const of = (name: string) => Math.round(median(times.get(name) ?? []) * 10) / 10
  const [empty, clients, action] = [of('empty'), of('clients'), of('action')]
  return { empty, clients, action, ratio: Math.round((action / clients) * 1000) / 1000 }
}

const print = (line: string) => process.stdout.write(`${line}\n`)

const baseline = bundle()
const distBytes = bytesIn(join(ROOT, 'dist'))
await using at = await firstRequests()
print(`ms, median of ${RUNS} runs each; the last two until the first AWS request`)
print('node  empty process  SDK clients only  action  ratio')
const results: Record<string, Awaited<ReturnType<typeof measure>>> = {}
for (const [major, node] of nodes()) {
  const result = await measure(node, baseline, at)
  results[major] = result
  const columns = [result.empty, result.clients, result.action].map(ms => ms.toFixed(1))
  print(
    `${major.padEnd(6)}${columns[0]?.padStart(13)}${columns[1]?.padStart(18)}${columns[2]?.padStart(8)}${result.ratio.toFixed(3).padStart(7)}`
  )
}
const ratio = Math.max(...Object.values(results).map(result => result.ratio))
const ok = Object.keys(results).length > 0 && ratio <= HIGHEST_RATIO && distBytes <= LARGEST_DIST
print(
  JSON.stringify({
    ok,
    ratio,
    highestRatio: HIGHEST_RATIO,
    distBytes,
    largestDist: LARGEST_DIST,
    runs: RUNS,
    results
  })
)
if (!ok) process.exitCode = 1
