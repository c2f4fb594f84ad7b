import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { associatedPulls, compare, pullIndex, reach, resolveRef } from '../../../src/twin/github/history.ts'
import { addCommit, addPull, emptyRepository } from '../../../src/twin/github/seed.ts'
import type { Repository } from '../../../src/twin/github/world.ts'
import { ada, sha } from './small-github.ts'

const shas = (repository: Repository, base: string, head: string) =>
  compare(repository, base, head).ahead.map(commit => commit.sha)

/** 1 - 2 - 4 - 5 (main), 5 merges 3, whose parent is 2; 6 is on a branch of 4. */
function branched(): Repository {
  const repository = emptyRepository('org/shop')
  const add = (number: number, parents: readonly number[], branch: string) =>
    addCommit(
      repository,
      { sha: sha(number), message: `${number}`, at: number * 1000, parents: parents.map(sha) },
      branch
    )
  add(1, [], 'main')
  add(2, [1], 'main')
  add(3, [2], 'cart')
  add(4, [2], 'main')
  add(5, [4, 3], 'main')
  add(6, [4], 'fix')
  repository.tags.v1 = sha(2)
  return repository
}

describe('a comparison', () => {
  const repository = branched()
  test.each([
    ['ahead', 2, 5, [3, 4, 5], 0, 2],
    ['behind', 5, 2, [], 3, 2],
    ['identical', 4, 4, [], 0, 4],
    ['diverged', 6, 5, [3, 5], 1, 4]
  ] as const)('%s', (status, base, head, ahead, behindBy, mergeBase) => {
    const found = compare(repository, sha(base), sha(head))
    expect({
      ...found,
      ahead: found.ahead.map(commit => commit.sha),
      mergeBase: found.mergeBase?.sha
    }).toEqual({
      status,
      ahead: ahead.map(sha),
      behindBy,
      mergeBase: sha(mergeBase)
    })
  })

  test('a commit never comes before its parents, whatever the clocks said', () => {
    const late = branched()
    addCommit(late, { sha: sha(7), message: '7', at: 0, parents: [sha(5)] })
    expect(shas(late, sha(2), sha(7))).toEqual([sha(3), sha(4), sha(5), sha(7)])
  })
})

test('refs are branches, tags, full refs, HEAD and SHAs that name one commit', () => {
  const repository = branched()
  const found = ['main', 'v1', 'heads/cart', 'refs/tags/v1', 'HEAD', sha(6), 'v2', 'heads/v1', 'aaaaaaaaa']
  expect(found.map(ref => resolveRef(repository, ref))).toEqual([
    sha(5),
    sha(2),
    sha(3),
    sha(2),
    sha(5),
    sha(6),
    undefined,
    undefined,
    undefined
  ])
})

describe('the pull requests of a commit', () => {
  const repository = branched()
  const pull = { author: ada, createdAt: 0 }
  const merge = { at: 5000, by: ada, sha: sha(5), made: [sha(5)] }
  addPull(repository, { ...pull, number: 1, title: 'cart', commits: [sha(3)], merge })
  addPull(repository, { ...pull, number: 2, title: 'fix', commits: [sha(4), sha(6)] })
  const onDefault = reach(repository, sha(5))
  const numbers = (commit: number, now = 10_000, lag = 0) =>
    associatedPulls(pullIndex(repository), sha(commit), onDefault, now, lag).map(({ number }) => number)

  test('are the merged one for its own commits and for what the merge made', () => {
    expect([numbers(3), numbers(5)]).toEqual([[1], [1]])
  })
  test('are open ones only for commits that are not on the default branch', () => {
    expect([numbers(4), numbers(6)]).toEqual([[], [2]])
  })
  test('are known only when the index has caught up', () => {
    expect([numbers(5, 5_500, 1000), numbers(5, 6_000, 1000)]).toEqual([[], [1]])
  })
})

describe('against git itself', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'twin-history-'))
    git('init', '--bare', '--quiet', '.')
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' })

  /** The same commits in git, by one fast-import; gives the mark of each SHA of git. */
  function imported(parents: readonly (readonly number[])[], name: string): readonly string[] {
    const lines = parents.flatMap((of, index) => [
      `commit refs/heads/${name}-${index}`,
      `mark :${index + 1}`,
      `committer A <a@b.c> ${1_700_000_000 + index} +0000`,
      'data 0',
      ...of.map((parent, place) => `${place === 0 ? 'from' : 'merge'} :${parent + 1}`),
      ''
    ])
    execFileSync('git', ['fast-import', '--quiet', '--export-marks=marks'], {
      cwd: folder,
      input: lines.join('\n')
    })
    const shaOf = new Map(
      readFileSync(join(folder, 'marks'), 'utf8')
        .split('\n')
        .map(line => line.split(' ') as [string, string])
    )
    return parents.map((_, index) => shaOf.get(`:${index + 1}`) ?? '')
  }

  test('the range and the merge base are those of git, in 20 histories of up to 30 commits', () => {
    const history = fc.array(fc.tuple(fc.nat(29), fc.option(fc.nat(29))), { minLength: 2, maxLength: 30 })
    let made = 0
    fc.assert(
      fc.property(history, fc.nat(29), fc.nat(29), (rows, from, to) => {
        const parents = rows.map(([first, second], index) =>
          index === 0 ? [] : [...new Set([first % index, ...(second === null ? [] : [second % index])])]
        )
        made += 1
        const inGit = imported(parents, `h${made}`)
        const repository = emptyRepository('org/shop')
        parents.forEach((of, index) => {
          addCommit(repository, {
            sha: inGit[index] ?? '',
            message: '',
            at: index,
            parents: of.map(parent => inGit[parent] ?? '')
          })
        })
        const base = inGit[from % parents.length] ?? ''
        const head = inGit[to % parents.length] ?? ''
        const found = compare(repository, base, head)
        const range = git('rev-list', `${base}..${head}`).trim().split('\n').filter(Boolean)
        expect(found.ahead.map(commit => commit.sha).toSorted()).toEqual(range.toSorted())
        expect(found.behindBy).toBe(Number(git('rev-list', '--count', `${head}..${base}`)))
        expect(git('merge-base', '--all', base, head).split('\n')).toContain(found.mergeBase?.sha)
      }),
      { numRuns: 20 }
    )
    expect(made).toBe(20)
  })
})
