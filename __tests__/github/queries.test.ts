/** Every GraphQL query of src/github is one that GitHub's own schema accepts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { buildSchema, parse, validate } from 'graphql'

const ROOT = join(import.meta.dirname, '..', '..', 'src')
const schema = buildSchema(readFileSync(join(ROOT, 'twin', 'github', 'schema.graphql'), 'utf8'))

const problems = (query: string): readonly string[] =>
  validate(schema, parse(query)).map(({ message }) => message)

/** Exported queries by `file:name`: texts, and functions of numbers that make one, given two. */
async function queries(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const folder = join(ROOT, 'github')
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    const text = readFileSync(join(folder, file), 'utf8')
    if (!/^query |`\s*query /m.test(text)) continue
    for (const [name, value] of Object.entries(await import(join(folder, file)))) {
      const query = typeof value === 'function' && name.endsWith('Query') ? value([1, 2]) : value
      if (typeof query === 'string' && /^\s*query /.test(query)) found.set(`${file}:${name}`, query)
    }
  }
  return found
}

test('they are valid', async () => {
  const found = await queries()
  expect(found.size).toBeGreaterThanOrEqual(3)
  expect(
    [...found].flatMap(([name, query]) => problems(query).map(problem => `${name}: ${problem}`))
  ).toEqual([])
})

test('every file that asks a query exports it, so that it is among them', async () => {
  const files = [...(await queries()).keys()].map(name => name.split(':')[0])
  const asking = readdirSync(join(ROOT, 'github'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .filter(file => /\.graphql\(/.test(readFileSync(join(ROOT, 'github', file), 'utf8')))
  expect(asking.filter(file => !files.includes(file))).toEqual([])
})

test('a field that GitHub does not have is seen', () => {
  expect(problems('{ repository(owner: "o", name: "n") { stars } }')).toEqual([
    expect.stringContaining('Cannot query field "stars"')
  ])
})
