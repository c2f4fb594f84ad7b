import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Changes, PullRequest } from '../../../src/github/changes.ts'
import type { NotesContext } from '../../../src/report/notes/context.ts'
import { DEFAULT_RULES } from '../../../src/report/notes/default-rules.ts'
import { internalNotes } from '../../../src/report/notes/internal.ts'
import { COMMENT } from '../../../src/report/notes/limits.ts'
import { userNotes } from '../../../src/report/notes/user.ts'
import { jsonLine, logLine } from '../../../src/report/untrusted.ts'
import { runnerCommands } from '../../black-box/helpers/runner-commands.ts'
import { BETWEEN, CONTEXT, direct, pull, range } from './changes.ts'
import { rendered, TELLING } from './rendered.ts'

const HOSTILE = [
  '::set-output name=x::y',
  'foo ##[add-mask]e',
  '##[stop-commands]x',
  '\r::error::x',
  '\n::error::x\n\n# heading\n\n- item',
  '%0A::error::x',
  '<img src=x onerror=alert(1)>',
  '</td></table><h1>big</h1>',
  '</li></ul><script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '[x](https://evil.example)',
  '[x][1]',
  '[1]: https://evil.example',
  '![](https://evil.example/p.png)',
  '![x][1]',
  '<https://evil.example>',
  'https://evil.example and www.evil.example and ftp://evil.example/x',
  'someone@evil.example',
  'mailto:someone@evil.example xmpp:someone@evil.example',
  '@org/everyone closes #1',
  'fixes acme/web#12 and GH-13 and gh-14',
  'acme/web@3f2a91c4d5e6f708192a3b4c5d6e7f8091a2b3c4',
  '3f2a91c4d5e6f708192a3b4c5d6e7f8091a2b3c4',
  '3F2A91C',
  '```` + fence ```',
  '` `` `@octocat` ``',
  '| a | b |\n|---|---|',
  '<!-- hidden',
  '--> <!---->@octocat',
  '<details><summary>x</summary>',
  '&#64;octocat &commat;octocat &lt;b&gt;',
  '\\@octocat \\#1 \\<b>',
  '$\\href{https://evil.example}{x}$ and $$x$$',
  'a[^1] [^1]: note',
  '[ ] task',
  '# heading',
  '1. one',
  '7) seven',
  '- item',
  '+ item',
  '* item',
  '> quote',
  '    code',
  '---',
  '***',
  '===',
  '~~~',
  '**bold** __bold__ *i* _i_ ~~s~~ <u>u</u>',
  'a  \nb',
  '\ud800 lone',
  '\u202egnp.exe\u202c',
  'nul\u0000 bell\u0007 \u001b[31mred\u001b[0m \u009b31m',
  '\u2028::error::x\u2029##[error]x\u0085::error::x',
  '"><script>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a legal name of a branch
  'zzz";echo${IFS}"hello";#',
  'v1.0$(curl evil)',
  '](https://evil.example)',
  '`](https://evil.example)`',
  'x'.repeat(65_536),
  '@'.repeat(300),
  '[('.repeat(2000)
]

const OUR_ELEMENTS = ['h1', 'h2', 'h3', 'p', 'ul', 'li', 'a', 'code', 'strong']
const OUR_LINKS = /^https:\/\/(?:github\.com|tracker\.example)\//

/** A release in which every text from outside is `text`. */
function hostileRelease(text: string): readonly [Changes, NotesContext] {
  const repository = { owner: text, name: text }
  const one: PullRequest = pull(1, text, {
    baseBranch: text,
    headBranch: text,
    author: { login: text, bot: false },
    labels: [text, 'bug'],
    issueKeys: [text],
    issues: [{ number: 2, title: text, repository }]
  })
  const added = range(
    [
      one,
      pull(2, `feat: ${text}`, { author: { login: text, bot: true } }),
      pull(3, `Revert "fix: ${text}"`),
      pull(4, 'x', { labels: [`in ${text}`] })
    ],
    [direct(text, { authorName: text }), direct(text, { author: { login: text, bot: false } })]
  )
  const category = { title: text, labels: [`in ${text}`.toLowerCase()], types: [], breaking: false }
  const exclude = { labels: [], authors: [] }
  return [
    { kind: 'ahead', ...BETWEEN, added },
    {
      ...CONTEXT,
      service: text,
      version: text,
      previousVersion: text,
      build: { number: text, url: `https://github.com/acme/web/actions/runs/1?${text}` },
      issueUrl: 'https://tracker.example/{key}',
      rules: {
        ...DEFAULT_RULES,
        categories: [{ ...category, exclude, audience: 'everyone' }, ...DEFAULT_RULES.categories]
      }
    }
  ]
}

function expectHarmless(markdown: string, headings: number): void {
  const { elements, links, texts } = rendered(markdown)
  expect(elements.filter(name => !OUR_ELEMENTS.includes(name))).toEqual([])
  expect(links.filter(url => !OUR_LINKS.test(url))).toEqual([])
  expect(texts.filter(text => TELLING.test(text))).toEqual([])
  expect(elements.filter(name => /^h\d$/.test(name)).length).toBeLessThanOrEqual(headings)
  expect(elements.filter(name => name === 'ul').length).toBeLessThan(headings)
  expect(runnerCommands(markdown)).toEqual([])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/.test(markdown)).toBe(false)
}

function expectHarmlessNotes(text: string): void {
  const [changes, context] = hostileRelease(text)
  // The title; its own category, features, fixes, other changes, commits; for users also what is withdrawn.
  expectHarmless(internalNotes(changes, context), 7)
  expectHarmless(userNotes(changes, context), 7)
  const unknown: Changes = { kind: 'unknown', repository: BETWEEN.repository, missing: 'base', tried: [text] }
  expectHarmless(internalNotes(unknown, context), 2)
  expectHarmless(userNotes(unknown, context), 2)
}

test.each(HOSTILE.map(text => [text.slice(0, 60), text]))(
  '%j makes no notes longer than a comment',
  (_, text) => {
    const [changes, { build: _build, ...context }] = hostileRelease(text)
    for (const notes of [internalNotes, userNotes])
      expect(notes(changes, { ...context, limit: COMMENT }).length).toBeLessThanOrEqual(COMMENT.most)
  }
)

test('the renderer shows what nobody made harmless', () => {
  const seen = rendered(
    '<b>x</b> ![y](https://evil.example/p.png) @octocat www.evil.example `@code` a<!---->b'
  )
  expect(seen.elements).toEqual(expect.arrayContaining(['b', 'img', 'a', 'code']))
  expect(seen.links).toEqual(['http://www.evil.example'])
  expect(seen.texts.filter(text => TELLING.test(text)).length).toBeGreaterThan(0)
  expect(seen.texts).toEqual(expect.arrayContaining(['b']))
})

test.each(HOSTILE.map(text => [text.slice(0, 60), text]))('%j does nothing in notes', (_, text) => {
  expectHarmlessNotes(text)
})

const FRAGMENTS = fc.oneof(
  fc.constantFrom(...HOSTILE.filter(text => text.length < 80)),
  fc.constantFrom(...'`*_{}[]()#+-.!|~<>&$^\\@:/=\'"\n\r\t 0a1f'),
  fc.constantFrom(
    'https:',
    '//',
    'www.',
    'evil.example',
    'GH-1',
    '#1',
    '@a',
    '<a',
    '-->',
    '<!--',
    '&#',
    '::',
    '##['
  ),
  fc.string({ unit: 'binary', maxLength: 4 })
)

test('no mixture of them does anything either', () => {
  fc.assert(
    fc.property(
      fc.array(FRAGMENTS, { minLength: 1, maxLength: 12 }).map(parts => parts.join('')),
      expectHarmlessNotes
    ),
    { numRuns: Number(process.env.NOTES_MIXTURES ?? 250) }
  )
})

test.each(HOSTILE)('%j is no command in a log', text => {
  expect(runnerCommands(`${logLine(text)}\n${jsonLine({ text })}`)).toEqual([])
  expect(logLine(text).split(/[\n\r\u0085\u2028\u2029]/).length).toBe(1)
})

test('notes for users name nothing internal', () => {
  const hints = [
    '#12',
    '(#12)',
    'GH-12',
    'SHOP-12',
    '@alice',
    'feat(x): ',
    'fix!: ',
    'closes #3',
    'https://wiki.acme.dev/x'
  ]
  const words = ['totals', 'gift cards', 'search', 'is faster', 'and', 'again']
  fc.assert(
    fc.property(
      fc
        .array(fc.constantFrom(...hints, ...words), { minLength: 1, maxLength: 7 })
        .map(parts => parts.join(' ')),
      title => {
        const changes: Changes = {
          kind: 'ahead',
          ...BETWEEN,
          added: range([pull(1, title, { labels: ['bug'] })])
        }
        const [, ...lines] = userNotes(changes, CONTEXT).split('\n')
        expect(lines.join('\n')).not.toMatch(/#\d|GH-|SHOP|@|alice|\bclose|acme|<!--/i)
      }
    ),
    { numRuns: 500 }
  )
})
