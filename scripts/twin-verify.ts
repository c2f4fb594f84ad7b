/**
 * Holds the twin against what knows nothing of it: the AWS CLI, boto3, botocore's models and moto.
 *
 *   node scripts/twin-verify.ts [SEED]
 *
 * Prints its figures and `N passed, M failed`; exit code 1 when something failed.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { operations } from '../src/twin/core/operations.ts'
import { TWIN_ACCESS_KEY_ID, TWIN_SECRET_ACCESS_KEY } from '../src/twin/doors/credentials.ts'
import { startTwinServer } from '../src/twin/doors/http-server.ts'
import { besideTheFirst, type Findings, pythonJob } from './twin-verify/jobs.ts'
import { pythonHome } from './twin-verify/python-home.ts'
import { sequences } from './twin-verify/sequences/generate.ts'

const SEQUENCES = 2000
const seed = Number(process.argv[2] ?? 1)

const python = pythonHome()
const folder = mkdtempSync(join(tmpdir(), 'twin-verify-'))
try {
  const table = save('operations.json', [...operations.keys()])
  const played = save('sequences.json', [...sequences(seed, SEQUENCES)])
  const [differential, boto3, cli, known, shapes, processes] = await besideTheFirst([
    () => pythonJob(python, ['differential.py', played], {}),
    () => withTwin(['-m', 'tour', 'boto3', table]),
    () => withTwin(['-m', 'tour', 'cli', table]),
    () => withTwin(['-m', 'known']),
    currentShapes,
    () => pythonJob(python, ['processes.py'], { NODE: process.execPath })
  ])
  const all = [differential, boto3, cli, known, shapes, processes].filter(each => each !== undefined)
  for (const failure of all.flatMap(each => each.failed)) console.log(`FAILED ${failure}`)
  const figure = (of: Findings | undefined, name: string): number => of?.figures[name] ?? 0
  console.log(
    `tour: ${figure(boto3, 'operations')} operations by boto3, ${figure(cli, 'operations')} by awscli`
  )
  console.log(
    `differential: ${figure(differential, 'sequences')} sequences, ${figure(differential, 'calls')} calls, ${figure(differential, 'pairs')} operation pairs (seed ${seed})`
  )
  console.log(`moto errors: ${figure(known, 'errors')} of ${figure(known, 'known')} still there`)
  console.log(`shapes: ${shapes?.failed.length === 0 ? 'current' : 'out of date'}`)
  const passed = all.reduce((sum, each) => sum + each.passed, 0)
  const failed = all.reduce((sum, each) => sum + each.failed.length, 0)
  console.log(`${passed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

/** @returns path of the file. */
function save(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

/** A job that is handed an empty twin whose clock stands still. */
async function withTwin(args: readonly string[]): Promise<Findings> {
  const server = await startTwinServer({ scenario: undefined, port: 0, speed: 0, skip: false })
  const found = await pythonJob(python, args, {
    TWIN_ENDPOINT: server.endpoint,
    AWS_ACCESS_KEY_ID: TWIN_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: TWIN_SECRET_ACCESS_KEY,
    AWS_DEFAULT_REGION: server.twin.world().region
  })
  await server.close()
  return found
}

async function currentShapes(): Promise<Findings> {
  try {
    const script = join(import.meta.dirname, 'generate-shapes.py')
    execFileSync(python, [script, '--check'], { stdio: 'pipe', encoding: 'utf8' })
    return { passed: 1, failed: [], figures: {} }
  } catch (error) {
    return { passed: 0, failed: [`generate-shapes.py --check: ${String(error)}`], figures: {} }
  }
}
