/** docs/twin-rules.md, written from src/twin: its assumptions, and the sentences of its comments that carry a source. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { ASSUMPTIONS } from '../src/twin/core/assumptions.ts'
import { commentsOf } from './comments.ts'

interface Rule {
  readonly kind: 'assumed' | 'sourced'
  readonly text: string
  readonly at: string
}

interface RuleFile {
  /** Below src/twin, e.g. `core/elb/targets.ts`. */
  readonly path: string
  readonly source: string
  readonly rules: readonly Rule[]
}

const TWIN = join(import.meta.dirname, '..', 'src', 'twin')
/** How comments name what AWS has published or was seen to do. */
const SOURCE =
  /\bguides?[,)]|\buser guide\b|\b(?:API|General) Reference\b|\bquotas:|\bby API\b|\bwas seen to\b/
/** Followed by the id in brackets where a scenario may choose. */
const ASSUMED = /\bASSUMED\b/

/** The sentences of comments that are rules. One that begins with `ASSUMED` is told with the sentence before it. */
export function rulesOf(source: string): readonly Rule[] {
  return commentsOf(source).flatMap(({ text, at }) => {
    const sentences = text.split(/(?<=[.)"])\s+(?=[A-Z`"])|\s+(?=@[a-z]+ )/)
    return sentences.flatMap((sentence, n): readonly Rule[] => {
      if (!ASSUMED.test(sentence))
        return SOURCE.test(sentence) ? [{ kind: 'sourced', text: sentence, at }] : []
      const before = sentences[n - 1]
      const alone = !sentence.startsWith('ASSUMED') || before === undefined || before.startsWith('@')
      return [{ kind: 'assumed', text: alone ? sentence : `${before} ${sentence}`, at }]
    })
  })
}

/** Every file of the simulated AWS but the generated shapes, in order of path. */
export function ruleFiles(): readonly RuleFile[] {
  return readdirSync(TWIN, { recursive: true, encoding: 'utf8' })
    .map(name => name.split(sep).join('/'))
    .filter(path => path.endsWith('.ts') && !/^(shapes|github)\//.test(path))
    .sort()
    .map(path => {
      const source = readFileSync(join(TWIN, path), 'utf8')
      return { path, source, rules: rulesOf(source) }
    })
}

export function twinRules(): string {
  const files = ruleFiles()
  const all = files.flatMap(each => each.rules)
  const count = (kind: Rule['kind']) => all.filter(each => each.kind === kind).length
  return `${[
    '<!-- Written by npm run docs from src/twin: change it there. -->',
    '# The rules of the twin',
    '',
    'What the simulated AWS of [twin.md](twin.md) does, and why it is believed that AWS does it. The sentences are those of',
    'the comments in the code: ones that name their source, and ones marked `ASSUMED`, where AWS publishes nothing.',
    `${count('sourced')} rules have a source, ${count('assumed')} are assumed.`,
    '',
    '## Assumptions that can be switched',
    '',
    `A scenario may answer these ${ASSUMPTIONS.length} questions the other way, to see whether a release still goes well:`,
    '',
    '```json',
    `{ "assumptions": { "${ASSUMPTIONS[0].id}": "${ASSUMPTIONS[0].other}" } }`,
    '```',
    '',
    '| id | question | unless told | other answer | asked in |',
    '|---|---|---|---|---|',
    ...ASSUMPTIONS.map(
      ({ id, question, standard, other }) =>
        `| \`${id}\` | ${cell(question)} | \`${standard}\` | \`${other}\` | ${askedIn(files, id)} |`
    ),
    ...['sourced', 'assumed'].flatMap(kind => [
      '',
      kind === 'sourced' ? '## Rules with a source' : '## Assumed',
      '',
      '| file | at | rule |',
      '|---|---|---|',
      ...files.flatMap(file =>
        distinct(file.rules.filter(each => each.kind === kind)).map(
          rule => `| ${link(file.path)} | \`${rule.at}\` | ${cell(rule.text)} |`
        )
      )
    ])
  ].join('\n')}\n`
}

/** One row where a function says the same twice, as it does of wordings. */
function distinct(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter(
    (rule, n) => rules.findIndex(each => each.at === rule.at && each.text === rule.text) === n
  )
}

/** Links to the files that ask for an answer. */
function askedIn(files: readonly RuleFile[], id: string): string {
  return files
    .filter(({ source }) => source.includes(`assumptions['${id}']`))
    .map(({ path }) => link(path))
    .join(', ')
}

const link = (path: string): string => `[${path.replace(/^core\//, '')}](../src/twin/${path})`

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
