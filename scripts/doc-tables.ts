/** What action.yml and the README say about inputs and outputs, written from src/inputs/contract.ts. */
import { INPUTS, OUTPUTS } from '../src/inputs/contract.ts'
import type { InputSpec } from '../src/inputs/input-spec.ts'

export interface Section {
  readonly file: 'action.yml' | 'README.md'
  /** Names the two marker lines between which the text stands. */
  readonly name: 'inputs' | 'outputs'
  readonly text: string
}

type Described = (typeof OUTPUTS)[number]

const inputs: readonly InputSpec[] = INPUTS

export const sections: readonly Section[] = [
  { file: 'action.yml', name: 'inputs', text: ['inputs:', ...inputs.flatMap(inputYaml)].join('\n') },
  { file: 'action.yml', name: 'outputs', text: ['outputs:', ...OUTPUTS.flatMap(outputYaml)].join('\n') },
  {
    file: 'README.md',
    name: 'inputs',
    text: ['| input | default | meaning |', '|---|---|---|', ...inputs.map(inputRow)].join('\n')
  },
  {
    file: 'README.md',
    name: 'outputs',
    text: ['| output | meaning |', '|---|---|', ...OUTPUTS.map(outputRow)].join('\n')
  }
]

/**
 * The document with the section's text between its markers.
 * @throws RangeError where the markers are not there
 */
export function withSection(document: string, { file, name, text }: Section): string {
  const marker = (edge: string) =>
    file === 'README.md' ? `<!-- ${name}:${edge} -->` : `# ${name}:${edge} (scripts/generate-docs.ts)`
  const [begin, end] = [marker('begin'), marker('end')]
  const from = document.indexOf(begin)
  const to = document.indexOf(end)
  if (from < 0 || to < from) throw new RangeError(`${file} must hold the lines "${begin}" and "${end}"`)
  const gap = file === 'README.md' ? '\n\n' : '\n'
  return `${document.slice(0, from + begin.length)}${gap}${text}${gap}${document.slice(to)}`
}

function inputYaml(input: InputSpec): readonly string[] {
  const { name, description } = input
  const rest = input.default === undefined ? 'required: true' : `default: ${quoted(input.default)}`
  return [`  ${name}:`, `    description: ${quoted(description)}`, `    ${rest}`]
}

function outputYaml({ name, description }: Described): readonly string[] {
  return [`  ${name}:`, `    description: ${quoted(description)}`]
}

function inputRow(input: InputSpec): string {
  const fallback = input.default === undefined ? '*required*' : input.default && `\`${input.default}\``
  return `| \`${input.name}\` | ${fallback} | ${cell(input.description)} |`
}

function outputRow({ name, description }: Described): string {
  return `| \`${name}\` | ${cell(description)} |`
}

/** A YAML scalar in single quotes, which nothing but the quote itself can end. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
