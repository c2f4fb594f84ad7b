/** GitHub's own validator on action.yml, on our workflows, on the examples, and on those that the README offers. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from '@actions/languageservice'
import { expect, test } from '@jest/globals'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { workflowFiles } from '../../scripts/workflows/files.ts'
import { groupText, type Job, parseWorkflow } from '../../scripts/workflows/workflow.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const own = workflowFiles().map(({ file, text }) => ({ name: file, text }))
const offered = [...read('README.md').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = ''], index) => ({
  name: `README, workflow ${index + 1}`,
  text
}))

/** The validator tells a manifest from a workflow by the name, and keeps what it parsed by the whole path. */
async function complaints(name: string, text: string): Promise<readonly string[]> {
  const document = TextDocument.create(`file:///${randomUUID()}/${name}`, 'yaml', 1, text)
  const found = await validate(document)
  return found.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`)
}

test('the validator finds what is wrong', async () => {
  expect(await complaints('action.yml', read('action.yml').replace('node24', 'node99'))).not.toEqual([])
  expect(await complaints('.github/workflows/a.yml', 'on: push\njobs:\n  a:\n    stepz: []\n')).not.toEqual(
    []
  )
})

test('action.yml is valid', async () => {
  expect(await complaints('action.yml', read('action.yml'))).toEqual([])
})

test.each([...own, ...offered])('$name is valid', async ({ text }) => {
  expect(await complaints('.github/workflows/workflow.yml', text)).toEqual([])
})

/** Names of inputs by what a step or a job uses: the action, or a reusable workflow of it. */
function inputsOf(uses: string): readonly string[] | undefined {
  const [, file] = /^org\/bg-release\/(\.github\/workflows\/[\w-]+\.yml)@v1$/.exec(uses) ?? []
  if (file !== undefined) return Object.keys(parse(read(file)).on.workflow_call.inputs)
  return uses === '$/' || uses === 'org/bg-release@v1'
    ? Object.keys(parse(read('action.yml')).inputs)
    : undefined
}

interface Use {
  readonly uses?: string
  readonly with?: object
}

const usesIn = (text: string): readonly Use[] =>
  Object.values<Use & { readonly steps?: readonly Use[] }>(parse(text).jobs).flatMap(job => [
    job,
    ...(job.steps ?? [])
  ])

test('the README offers two workflows of the action', () => {
  expect(offered).toHaveLength(2)
  for (const { text } of offered)
    expect(usesIn(text).filter(({ uses = '' }) => uses === 'org/bg-release@v1')).toHaveLength(1)
})

test.each([...own, ...offered])('$name uses only inputs that exist', ({ text }) => {
  for (const { uses = '', with: given = {} } of usesIn(text)) {
    const known = inputsOf(uses)
    if (known) expect(known).toEqual(expect.arrayContaining(Object.keys(given)))
  }
})

test.each(own)('$name grants nothing by default and pins every action to a commit', ({ name, text }) => {
  const workflow = parse(text)
  expect(workflow.permissions).toEqual({})
  for (const job of Object.values<{ uses?: string; 'timeout-minutes'?: number }>(workflow.jobs))
    if (job.uses === undefined) expect(job['timeout-minutes']).toBeGreaterThan(0)
  const uses = text.split('\n').filter(line => /^\s*(- )?uses: /.test(line))
  const ours = name.startsWith('examples/') ? /uses: org\/bg-release[\w./-]*@v1$/ : /uses: \$\/$/
  const pinned = /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/
  expect(uses.filter(line => !pinned.test(line) && !ours.test(line))).toEqual([])
})

test('an action is pinned to one commit everywhere', () => {
  const pins = own.flatMap(({ text }) => [...text.matchAll(/uses: ([\w-]+\/[\w-]+)[\w/-]*@([0-9a-f]{40})/g)])
  const commits = new Map<string, Set<string>>()
  for (const [, action = '', commit = ''] of pins)
    commits.set(action, new Set([...(commits.get(action) ?? []), commit]))
  expect([...commits].filter(([, all]) => all.size !== 1)).toEqual([])
  expect(commits.size).toBeGreaterThan(4)
})

test('nothing that waits for people is in a concurrency group that others are in', () => {
  const waiting = own.flatMap(({ name, text }) =>
    Object.entries(parseWorkflow(text).jobs).flatMap(([id, job]) =>
      finalizes(job)
        ? [
            {
              name,
              id,
              groups: [groupText(job), groupText(parseWorkflow(text))].filter(group => group !== '')
            }
          ]
        : []
    )
  )
  expect(waiting.map(({ name, id }) => `${name} ${id}`)).toEqual([
    '.github/workflows/release.yml finalize',
    '.github/workflows/rollback.yml finalize',
    'examples/workflows/regions.yml finalize',
    'examples/workflows/tag-push.yml finalize'
  ])
  expect(waiting.flatMap(({ groups }) => groups).filter(group => !group.includes('github.run_id'))).toEqual(
    []
  )
})

test('rollback and status are in no concurrency group', () => {
  for (const file of ['rollback', 'status']) {
    const workflow = parseWorkflow(read(`.github/workflows/${file}.yml`))
    expect([workflow, ...Object.values(workflow.jobs)].map(groupText).filter(Boolean)).toEqual([])
  }
})

const finalizes = ({ steps = [] }: Job): boolean =>
  steps.some(step => 'with' in step && Object(step.with).command === 'finalize')
