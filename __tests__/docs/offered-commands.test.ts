/** Every command line that a document offers to paste: read by the parser of the CLI itself. */
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { parseInvocation } from '../../src/cli/arguments.ts'
import { parseInputs } from '../../src/inputs/parse.ts'
import { DOCUMENTS, fenced, read } from './documents.ts'

const CLI = /^(?:\$ )?(?:bg-release|node dist\/cli\/index\.js) +(.*)$/

/** As a shell takes them apart, as far as the documents need it; what follows a `#`, `>`, `<`, `|` or `&` is not ours. */
function words(line: string): readonly string[] {
  const found: string[] = []
  for (const [, double, single, bare = ''] of line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)) {
    if (double === undefined && single === undefined && /^([#|&]|\d?[<>](?!\w[^<>]*>$))/.test(bare)) break
    found.push(double ?? single ?? bare)
  }
  // A reader puts something in the place of <this>.
  return found.map(word => word.replace(/^<[^<>]+>$/, 'x1'))
}

const joined = (text: string): readonly string[] => text.replace(/\\\n\s*/g, ' ').split('\n')

const lines = fenced
  .filter(({ language }) => ['sh', ''].includes(language))
  .flatMap(({ document, line, text }) =>
    joined(text).flatMap(command => {
      const [, args] = CLI.exec(command.trim()) ?? []
      return args === undefined ? [] : [{ place: `${document}:${line}`, args }]
    })
  )

test('the documents offer every command that a fleet needs', () => {
  const shown = lines.map(({ args }) => args.split(' ')[0])
  const needed = ['deploy', 'rollback', 'finalize', 'status', 'recover', 'scenario', 'twin']
  expect(shown).toEqual(expect.arrayContaining(needed))
})

test.each(lines)('$place: bg-release $args', ({ args }) => {
  const invocation = parseInvocation(words(args))
  expect(invocation.kind).not.toBe('help')
  if (invocation.kind === 'release') {
    expect(parseInputs(invocation.raw).command).toBe(words(args)[0])
  }
})

/** In running text a command may stand for itself (`bg-release status`), without what names the fleet. */
const mentioned = DOCUMENTS.flatMap(document =>
  [...read(document).matchAll(/(?<!`)`bg-release ([^`]+)`/g)].map(([, args = '']) => ({ document, args }))
)

test.each(mentioned)('$document mentions bg-release $args', ({ args }) => {
  expect(() => parseInvocation(words(args))).not.toThrow()
})

/** Scripts of ours that a document tells to run, in a block or in running text. */
const scripts = DOCUMENTS.flatMap(document =>
  [...read(document).matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => ({ document, script }))
)

test.each(scripts)('$document: npm run $script is there', ({ script }) => {
  expect(Object.keys(parse(read('package.json')).scripts)).toContain(script)
})
