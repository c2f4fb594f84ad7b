/**
 * Holds examples/ to the tools of its formats: shellcheck, cfn-lint, the AWS CDK, python-hcl2 and, where it is installed,
 * `terraform fmt`. Prints a line for each check and `N passed, M failed`; exit code 1 when something failed.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pairFindings } from './examples/pair-findings.ts'
import { resourcesOf } from './examples/template.ts'
import { terraformFindings } from './examples/terraform-findings.ts'
import { pythonHome } from './twin-verify/python-home.ts'

const root = join(import.meta.dirname, '..')
const examples = join(root, 'examples')
const boot = join(examples, 'user-data/boot.sh')
const bin = (name: string): string => join(dirname(python), name)

const python = pythonHome(join(import.meta.dirname, 'examples/requirements.txt'), 'bg-release-examples-venv')
const folder = mkdtempSync(join(tmpdir(), 'examples-'))
// Installed in a copy, so that the work tree stays as it is.
const cdk = join(folder, 'cdk')
for (const each of ['cdk', 'user-data'])
  cpSync(join(examples, each), join(folder, each), {
    recursive: true,
    filter: path => basename(path) !== 'node_modules'
  })
const failed: string[] = []
let passed = 0

try {
  check('shellcheck: user-data/boot.sh', () => run(bin('shellcheck'), [boot]))
  // -i I: nothing but the informational findings would be left out, and those are asked for too.
  check('cfn-lint: cloudformation/template.yaml', () =>
    run(bin('cfn-lint'), ['--include-checks', 'I', '--', join(examples, 'cloudformation/template.yaml')])
  )
  check('terraform: what an apply leaves alone', () => {
    const read = run(python, [join(import.meta.dirname, 'examples/read_hcl.py'), join(examples, 'terraform')])
    none(terraformFindings(JSON.parse(read)))
  })
  if (isInstalled('terraform'))
    check('terraform fmt', () => run('terraform', ['fmt', '-check', '-diff', join(examples, 'terraform')]))
  else console.log('       terraform fmt: not checked, terraform is not installed')
  check('cdk: npm ci', () => run('npm', ['ci', '--no-audit', '--no-fund'], cdk))
  check('cdk: types', () => run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', cdk]))
  for (const topology of ['shared', 'split'] as const) {
    check(`cdk synth: ${topology}`, () => {
      const out = join(folder, topology)
      const context = [`topology=${topology}`, 'scaling=on'].flatMap(each => ['--context', each])
      // The app is a Node program: with the Node that runs this, whatever else is on the path.
      const app = `"${process.execPath}" app.ts`
      const cli = join(cdk, 'node_modules/aws-cdk/bin/cdk')
      const flags = ['--quiet', '--no-notices', '--output', out, '--app', app]
      run(process.execPath, [cli, 'synth', ...flags, ...context], cdk)
      const template = JSON.parse(readFileSync(join(out, 'Web.template.json'), 'utf8'))
      none(pairFindings(resourcesOf(template), topology, readFileSync(boot, 'utf8')))
    })
  }
} finally {
  rmSync(folder, { recursive: true })
}
for (const failure of failed) console.log(failure)
console.log(`${passed} passed, ${failed.length} failed`)
if (failed.length > 0) process.exitCode = 1

function check(name: string, work: () => unknown): void {
  const begun = performance.now()
  let word = 'passed'
  try {
    work()
    passed += 1
  } catch (error) {
    word = 'FAILED'
    failed.push(`${name}: ${error instanceof Error ? error.message : error}`)
  }
  console.log(`${word} ${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${name}`)
}

/** @returns stdout @throws Error with all output where the program fails */
function run(program: string, args: readonly string[], cwd = root): string {
  const env = { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', CHECKPOINT_DISABLE: '1' }
  try {
    return execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string }
    throw new Error(`${program} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`, { cause: error })
  }
}

function none(findings: readonly string[]): void {
  if (findings.length > 0) throw new Error(findings.join('\n'))
}

function isInstalled(program: string): boolean {
  try {
    run(program, ['version'])
    return true
  } catch {
    return false
  }
}
