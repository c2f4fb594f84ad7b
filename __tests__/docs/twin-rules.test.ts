import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ruleFiles, rulesOf, twinRules } from '../../scripts/twin-rules.ts'
import { ASSUMPTIONS } from '../../src/twin/core/assumptions.ts'

test('docs/twin-rules.md is current (npm run docs)', () => {
  expect(readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'twin-rules.md'), 'utf8')).toBe(
    twinRules()
  )
})

test('a rule is a sentence with a source or an assumption, and stands at what its comment is about', () => {
  const source = [
    '/** Instances a call (EC2 Auto Scaling guide,',
    ' * "Quotas"). Plain words. @throws AwsFault Limit. ASSUMED: the',
    ' * wording. */',
    'const MOST = 20',
    '',
    'export function work(): void {',
    '  // One thing. ASSUMED: one',
    '  // after the other.',
    '  step()',
    '}'
  ].join('\n')
  expect(rulesOf(source)).toEqual([
    { kind: 'sourced', text: 'Instances a call (EC2 Auto Scaling guide, "Quotas").', at: 'MOST = 20' },
    { kind: 'assumed', text: 'ASSUMED: the wording.', at: 'MOST = 20' },
    { kind: 'assumed', text: 'One thing. ASSUMED: one after the other.', at: 'work' }
  ])
})

test('no assumption in the code is missing in the table of rules', () => {
  for (const { path, source, rules } of ruleFiles()) {
    const marked = source.match(/ASSUMED/g)?.length ?? 0
    expect([path, rules.filter(each => each.kind === 'assumed').length]).toEqual([path, marked])
  }
})

test.each(ASSUMPTIONS)('the code asks for $id at one place, and says there what it assumes', ({ id }) => {
  const asks = ruleFiles().filter(({ source }) => source.includes(`assumptions['${id}']`))
  expect(asks).toHaveLength(1)
  expect(asks[0]?.rules.some(({ text }) => text.includes(`ASSUMED (\`${id}\`)`))).toBe(true)
})
