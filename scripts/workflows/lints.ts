/** Linters on every workflow: no finding, and no exception but for syntax that actionlint does not know. */
import { execFile } from 'node:child_process'
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
    {
      name: `actionlint: ${files.length} workflows`,
      run: () =>
        clean(goTool('actionlint'), ['-no-color', '-config-file', '.github/actionlint.yaml', ...files])
    },
    {
      name: `zizmor, pedantic: ${files.length} workflows and action.yml`,
      run: () =>
        clean(pythonTool('zizmor'), [
          ...[
            '--offline',
            '--persona',
            'pedantic',
            '--config',
            '.github/zizmor.yml',
            '--no-progress',
            '--quiet'
          ],
          ...[...files, 'action.yml', '.github/dependabot.yml']
        ])
    }
  ]
}

/** @throws Error with what the linter printed */
async function clean(program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, [...args], { cwd: ROOT })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${stdout}${stderr}`, { cause: error })
  }
}
