/**
 * Writes what the simulated GitHub and its tests need of GitHub's own descriptions of its APIs:
 * src/twin/github/schema.graphql and __tests__/twin/github/schemas/rest.json. The same two packages give the same bytes.
 * With --check it writes nothing and fails where a file differs.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reduceGraphQL } from './github-schemas/reduce-graphql.ts'
import { reduceOpenApi } from './github-schemas/reduce-openapi.ts'

const OPENAPI = '@octokit/openapi@23.0.2'
const GRAPHQL = '@octokit/graphql-schema@15.26.1'

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'github-schemas-'))

/** One file of a package, which is downloaded and not installed. */
function fileOf(specifier: string, file: string): string {
  const packed = execFileSync('npm', ['pack', specifier, '--silent'], { cwd: scratch, encoding: 'utf8' })
  execFileSync('tar', ['xzf', packed.trim(), `package/${file}`], { cwd: scratch })
  return readFileSync(join(scratch, 'package', file), 'utf8')
}

/** As `npm run format` leaves it. */
const formatted = (file: string, text: string): string =>
  execFileSync(join(root, 'node_modules', '.bin', 'biome'), ['format', `--stdin-file-path=${file}`], {
    cwd: root,
    encoding: 'utf8',
    input: text
  })

try {
  const files: Readonly<Record<string, string>> = {
    'src/twin/github/schema.graphql': reduceGraphQL(fileOf(GRAPHQL, 'schema.graphql'), GRAPHQL),
    '__tests__/twin/github/schemas/rest.json': reduceOpenApi(
      fileOf(OPENAPI, 'generated/api.github.com.json'),
      OPENAPI
    )
  }
  for (const [file, reduced] of Object.entries(files)) {
    const text = formatted(file, reduced)
    if (!process.argv.includes('--check')) writeFileSync(join(root, file), text)
    else if (readFileSync(join(root, file), 'utf8') !== text) {
      console.error(`${file} is not current: run node scripts/generate-github-schemas.ts`)
      process.exitCode = 1
    }
  }
} finally {
  rmSync(scratch, { recursive: true })
}
