/** Linters on every workflow: no finding, and no exception but for syntax that actionlint does not know. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { workflowFiles } from './files.ts'
import type { Scenario } from './scenario.ts'
import { goTool, pythonTool } from './tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

export function lints(): readonly Scenario[] {
  const files = workflowFiles().map(({ file }) => file)
  return [
    { name: `actionlint, with shellcheck: ${files.length} workflows`, run: () => actionlint(files) },
    {
      name: `zizmor, pedantic: ${files.length} workflows, action.yml and dependabot.yml`,
      run: () => zizmor([...files, 'action.yml', '.github/dependabot.yml'])
    },
    {
      name: 'the linters find what is wrong',
      run: () =>
        withFile(BAD, async file => {
          await assert.rejects(actionlint([file]), /SC2086/)
          await assert.rejects(zizmor([file]), /unpinned-uses/)
        })
    }
  ]
}

const BAD = `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: rm $HOME
`

async function withFile(text: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-release-lint-'))
  const file = join(folder, 'bad.yml')
  try {
    writeFileSync(file, text)
    await use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const actionlint = (files: readonly string[]): Promise<void> =>
  clean(goTool('actionlint'), [
    ...['-no-color', '-config-file', '.github/actionlint.yaml'],
    ...['-shellcheck', pythonTool('shellcheck'), ...files]
  ])

const zizmor = (files: readonly string[]): Promise<void> =>
  clean(pythonTool('zizmor'), [
    ...['--offline', '--persona', 'pedantic', '--config', '.github/zizmor.yml', '--no-progress', '--quiet'],
    ...files
  ])

/** @throws Error with what the linter printed */
async function clean(program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, [...args], { cwd: ROOT })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${stdout}${stderr}`, { cause: error })
  }
}
