/** GitHub's own validator on action.yml, on our workflows, and on those that the README offers. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from '@actions/languageservice'
import { expect, test } from '@jest/globals'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'

const ROOT = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const WORKFLOWS = '.github/workflows'
const own = readdirSync(join(ROOT, WORKFLOWS)).map(name => ({
  name: `${WORKFLOWS}/${name}`,
  text: read(`${WORKFLOWS}/${name}`)
}))
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

test('the README offers workflows that use only inputs that exist', () => {
  expect(offered).toHaveLength(2)
  const known = Object.keys(parse(read('action.yml')).inputs)
  for (const { text } of offered) {
    const steps = Object.values<{ steps: readonly { uses: string; with: object }[] }>(parse(text).jobs)
      .flatMap(job => job.steps)
      .filter(({ uses }) => uses.startsWith('org/bg-release@'))
    expect(steps).toHaveLength(1)
    for (const step of steps) expect(known).toEqual(expect.arrayContaining(Object.keys(step.with)))
  }
})

test.each(own)('$name grants nothing by default and pins every action to a commit', ({ text }) => {
  const workflow = parse(text)
  expect(workflow.permissions).toEqual({})
  for (const job of Object.values<{ 'timeout-minutes'?: number }>(workflow.jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0)
  }
  const uses = text.split('\n').filter(line => /^\s*(- )?uses: /.test(line))
  expect(uses.filter(line => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
})
