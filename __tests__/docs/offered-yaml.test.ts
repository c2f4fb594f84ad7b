/** Every workflow and every step that a document offers to paste. */
import { randomUUID } from 'node:crypto'
import { validate } from '@actions/languageservice'
import { expect, test } from '@jest/globals'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { fenced, read } from './documents.ts'

const blocks = fenced
  .filter(({ language }) => language === 'yaml')
  .map(({ document, line, text }) => ({ name: `${document}:${line}`, text, parsed: parse(text) as unknown }))

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whatever uses something, at any depth: steps, and jobs that call a workflow. */
function usesIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(usesIn)
  if (!isRecord(value)) return []
  return [...(typeof value.uses === 'string' ? [value] : []), ...Object.values(value).flatMap(usesIn)]
}

/** Names of the inputs of what is ours; undefined for other people's actions. */
function inputsOf(uses: string): readonly string[] | undefined {
  if (uses === 'org/bg-release@v1') return Object.keys(parse(read('action.yml')).inputs)
  const [, file] = /^org\/bg-release\/(\.github\/workflows\/[\w-]+\.yml)@v1$/.exec(uses) ?? []
  return file === undefined ? undefined : Object.keys(parse(read(file)).on.workflow_call.inputs)
}

const ours = blocks.flatMap(({ name, parsed }) =>
  usesIn(parsed)
    .filter(({ uses }) => String(uses).startsWith('org/bg-release'))
    .map(used => ({ name, uses: String(used.uses), given: isRecord(used.with) ? used.with : {} }))
)

test('README and recipes offer steps of ours', () => {
  const documents = ours.map(({ name }) => name.split(':')[0])
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/recipes.md']))
})

test.each(ours)('$name: $uses is there, and is given inputs that it has', ({ uses, given }) => {
  expect(inputsOf(uses)).toEqual(expect.arrayContaining(Object.keys(given)))
})

/** Whole workflows: what starts them, and jobs. */
const workflows = blocks.filter(({ parsed }) => isRecord(parsed) && 'on' in parsed && 'jobs' in parsed)

test.each(workflows)('$name is a workflow that GitHub would take', async ({ text }) => {
  // The validator keeps what it parsed by the whole path.
  const path = `file:///${randomUUID()}/.github/workflows/workflow.yml`
  const found = await validate(TextDocument.create(path, 'yaml', 1, text))
  expect(found.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`)).toEqual([])
})

test.each(workflows)('$name grants nothing by default', ({ parsed }) => {
  expect(parsed).toMatchObject({ permissions: {} })
})
