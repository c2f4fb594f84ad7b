import { describe, expect, test } from '@jest/globals'
import { parseInputs, type RawInputs } from '../../src/inputs/parse.ts'
import { ReleaseError } from '../../src/release/codes.ts'

const given = (raw: RawInputs, command = 'deploy'): RawInputs => ({
  command,
  'image-name': 'acme/web',
  'asg-prefix': 'web',
  ...(command === 'deploy' && { 'image-version': '1.4.2' }),
  ...raw
})

/** The inputs that are wrong. */
function problems(raw: RawInputs): readonly (string | undefined)[] {
  try {
    parseInputs(raw)
    return []
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    expect(error.findings.every(({ code, fix }) => code === 'BGR-INPUT' && fix !== '')).toBe(true)
    return error.findings.map(({ message }) => message.split(' ')[0])
  }
}

test('nothing is announced but notes unless an input asks for it', () => {
  expect(parseInputs(given({})).announce).toEqual({ release: 'none', comments: false, ping: false })
})

test('everything that can be said', () => {
  const raw = {
    'create-release': 'prerelease',
    'release-tag': 'v1.4.2',
    'comment-on-prs': 'true',
    'live-label': 'live 🚀',
    'issue-url': 'https://acme.atlassian.net/browse/{key}',
    'issue-projects': 'SHOP, PAY2\nA_B',
    'notes-ping': 'True',
    'check-run-id': '4711'
  }
  expect(parseInputs(given(raw)).announce).toEqual({
    release: 'prerelease',
    releaseTag: 'v1.4.2',
    comments: true,
    liveLabel: 'live 🚀',
    issueUrl: 'https://acme.atlassian.net/browse/{key}',
    issueProjects: ['SHOP', 'PAY2', 'A_B'],
    ping: true,
    checkRunId: 4711
  })
})

describe('the commit', () => {
  const sha = 'A1'.repeat(20)

  test('belongs to a deploy; that the action always gives one is no fault of other commands', () => {
    expect(parseInputs(given({ commit: sha })).commit).toBe(sha.toLowerCase())
    expect(parseInputs(given({ commit: '' })).commit).toBeUndefined()
    for (const command of ['rollback', 'finalize', 'status'])
      expect(parseInputs(given({ commit: sha }, command)).commit).toBeUndefined()
  })

  test('a promote may run on a later commit than what was prepared', () => {
    const of = (command: string) =>
      parseInputs(given({ commit: sha, 'image-version': '1.4.2' }, command)).commit
    expect([of('prepare'), of('promote')]).toEqual([sha.toLowerCase(), undefined])
  })

  test.each(['main', 'a1b2c3d', `${sha}0`, 'g'.repeat(40)])('%j is none', commit => {
    expect(problems(given({ commit }))).toEqual(['commit'])
  })
})

test.each<[RawInputs]>([
  [{ 'create-release': 'yes' }],
  [{ 'comment-on-prs': 'yes' }],
  [{ 'notes-ping': '1' }],
  [{ 'live-label': 'x'.repeat(51) }],
  [{ 'live-label': 'a\nb' }],
  [{ 'issue-url': 'https://acme.atlassian.net/browse/' }],
  [{ 'issue-url': 'javascript:alert({key})' }],
  [{ 'issue-url': '//acme/{key}' }],
  [{ 'issue-projects': 'shop' }],
  [{ 'issue-projects': 'SHOP;PAY' }]
])('%j is refused', raw => {
  expect(problems(given(raw))).toEqual(Object.keys(raw))
})

test.each([
  'v1..2',
  '-v1',
  'v1.',
  'v1/',
  'v 1',
  'v1.lock',
  'v1/.a',
  'v1^',
  'v1~',
  'v1:2',
  'a//b',
  'x'.repeat(201)
])('%j is no tag', tag => {
  expect(problems(given({ 'create-release': 'true', 'release-tag': tag }))).toEqual(['release-tag'])
})

test('a tag needs a release, and a digest a tag', () => {
  expect(problems(given({ 'release-tag': 'v1' }))).toEqual(['release-tag'])
  const digest = { 'image-version': `sha256:${'a'.repeat(64)}` }
  expect(problems(given(digest))).toEqual([])
  expect(problems(given({ ...digest, 'create-release': 'true' }))).toEqual(['release-tag'])
  expect(problems(given({ ...digest, 'create-release': 'true', 'release-tag': 'v1' }))).toEqual([])
})

test('what belongs to another command is left unused, so that commands can share their inputs', () => {
  for (const command of ['rollback', 'finalize', 'status'])
    expect(
      problems(given({ 'create-release': 'true', 'comment-on-prs': 'true', 'live-label': 'live' }, command))
    ).toEqual([])
})
