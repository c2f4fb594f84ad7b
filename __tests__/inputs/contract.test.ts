/** One contract, told in five places: code, action.yml, README, the CLI's help, and what a run sets. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { sections, withSection } from '../../scripts/doc-tables.ts'
import { parseInvocation } from '../../src/cli/arguments.ts'
import { helpText } from '../../src/cli/help.ts'
import { INPUTS, OUTPUTS } from '../../src/inputs/contract.ts'
import type { InputSpec } from '../../src/inputs/input-spec.ts'
import { outputs } from '../../src/report/outputs.ts'
import { VERSION } from '../../src/version.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const inputs: readonly InputSpec[] = INPUTS
const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name)

test('action.yml has the inputs and outputs of the code, and asks for what has no default', () => {
  const action = parse(read('action.yml'))
  expect(Object.keys(action.inputs)).toEqual(names(inputs))
  for (const input of inputs) {
    const { description } = input
    expect(action.inputs[input.name]).toEqual(
      input.default === undefined ? { description, required: true } : { description, default: input.default }
    )
  }
  expect(Object.keys(action.outputs)).toEqual(names(OUTPUTS))
  for (const { name, description } of OUTPUTS) expect(action.outputs[name]).toEqual({ description })
})

test('action.yml runs the packaged action on the Node of .node-version', () => {
  const { runs } = parse(read('action.yml'))
  expect(runs).toEqual({
    using: `node${read('.node-version').split('.')[0]}`,
    main: 'dist/index.js',
    post: 'dist/index.js'
  })
})

test.each(sections)('$name in $file are current (npm run docs)', section => {
  const text = read(section.file)
  expect(withSection(text, section)).toBe(text)
})

test('a document without the markers is refused, not silently left', () => {
  const [section] = sections
  if (!section) throw new Error('no section')
  expect(() => withSection('nothing', section)).toThrow(/must hold the lines/)
})

test('the help shows every input as an option, and the CLI takes each of them', () => {
  const help = helpText()
  for (const input of inputs.filter(({ name, door }) => name !== 'command' && door !== 'action')) {
    expect(help).toContain(`--${input.name}${input.form ? ` ${input.form}` : ''} `)
    expect(help).toContain(input.description.replaceAll('`', ''))
    const args = ['status', `--${input.name}`, ...(input.form ? ['some-value'] : [])]
    const raw = { command: 'status', [input.name]: input.form ? 'some-value' : 'true' }
    expect(parseInvocation(args)).toMatchObject({ kind: 'release', raw })
  }
})

test('every option and exit code of the help stands in the README', () => {
  const readme = read('README.md')
  const options = [...helpText().matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name)
  expect(options.length).toBeGreaterThan(inputs.filter(({ door }) => door !== 'action').length)
  for (const option of options.filter(name => !['version', 'help'].includes(name ?? ''))) {
    expect(readme).toMatch(new RegExp(`^\\| \`(--)?${option}\``, 'm'))
  }
  for (const [, code] of helpText().matchAll(/^ {2}(\d+) /gm)) {
    expect(readme).toMatch(new RegExp(`^\\| [\\d, ]*\\b${code}\\b[\\d, ]* \\|`, 'm'))
  }
})

test('a run sets exactly the outputs of the contract, whatever it knows', () => {
  const nothing = outputs({
    status: 'failed',
    begun: false,
    changed: false,
    findings: [{ code: 'BGR-INPUT', message: 'm', fix: 'f' }],
    services: [],
    timeline: [],
    startedAt: 0,
    endedAt: 0
  })
  expect(Object.keys(nothing)).toEqual(names(OUTPUTS))
  expect(nothing).toMatchObject({
    outcome: 'failed',
    changed: 'false',
    'error-code': 'BGR-INPUT',
    service: ''
  })
})

test('the version in the code is the version of the package', () => {
  expect(VERSION).toBe(JSON.parse(read('package.json')).version)
})
