import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { History } from './history.ts'

/** Histories as commits of a real repository. */
export interface GitRepository {
  /** SHAs by place in `commits`. */
  readonly shas: (history: History) => readonly string[]
  /** What each of two commits reaches and the other does not, by `git rev-list`. */
  readonly between: (
    base: string,
    head: string
  ) => { readonly added: readonly string[]; readonly removed: readonly string[] }
  [Symbol.dispose](): void
}

/** One `git fast-import` for all of them. Every commit has an empty tree; times and addresses make it unlike all others. */
export function createGitRepository(histories: readonly History[]): GitRepository {
  const directory = mkdtempSync(join(tmpdir(), 'bg-release-histories-'))
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', ['--git-dir', directory, ...args], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  execFileSync('git', ['init', '--quiet', '--bare', directory])
  const firstMark = new Map<number, number>()
  let mark = 1
  const stream: string[] = []
  for (const { seed, commits } of histories) {
    const first = mark
    firstMark.set(seed, first)
    mark += commits.length
    for (const { id, parents, message, at } of commits) {
      const [from, ...others] = parents.map(parent => `:${first + parent}`)
      stream.push(
        // A ref of its own for a root: fast-import would go on from the ref's last commit.
        `commit refs/heads/h${seed}${from === undefined ? `-root${id}` : ''}`,
        `mark :${first + id}`,
        `committer Someone <h${seed}-${id}@example.com> ${at / 1000} +0000`,
        `data ${Buffer.byteLength(message)}`,
        message,
        ...(from === undefined ? [] : [`from ${from}`]),
        ...others.map(parent => `merge ${parent}`),
        ''
      )
    }
  }
  const marks = join(directory, 'marks')
  git(['fast-import', '--quiet', '--force', `--export-marks=${marks}`], stream.join('\n'))
  const shas = new Map(
    readFileSync(marks, 'utf8')
      .trim()
      .split('\n')
      .map(line => line.slice(1).split(' '))
      .map(([name = '', sha = '']) => [Number(name), sha])
  )
  return {
    shas: ({ seed, commits }) => commits.map(({ id }) => shas.get((firstMark.get(seed) ?? 0) + id) ?? ''),
    between: (base, head) => {
      const lines = git(['rev-list', '--left-right', `${base}...${head}`]).split('\n')
      const side = (mark: string) => lines.filter(line => line.startsWith(mark)).map(line => line.slice(1))
      return { added: side('>'), removed: side('<') }
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true })
  }
}
