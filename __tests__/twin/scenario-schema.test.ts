import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { ASSUMPTIONS } from '../../src/twin/core/assumptions.ts'
import { parseScenario } from '../../src/twin/core/scenario.ts'

interface Schema {
  readonly properties: Readonly<Record<string, { readonly default?: unknown }>>
}
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const schema: Schema & {
  $defs: Record<'group' | 'targetGroup', Schema>
  properties: { timing: Schema; assumptions: Schema }
} = JSON.parse(read('docs/scenario.schema.json'))
/** The members of an object schema that have a default, with it. */
const defaults = ({ properties }: Schema) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, each]) => ('default' in each ? [[name, each.default]] : []))
  )

const written = {
  ...defaults(schema),
  start: '2026-01-05T09:00:00Z',
  timing: defaults(schema.properties.timing),
  targetGroups: [{ ...defaults(schema.$defs.targetGroup), name: 'web' }],
  groups: [
    {
      ...defaults(schema.$defs.group),
      name: 'web-blue',
      max: 1,
      desired: 1,
      targetGroups: ['web'],
      zones: ['eu-west-1a'],
      suspended: ['AZRebalance'],
      tags: { 'docker:image:name': 'acme/web' },
      policies: [],
      scheduledActions: []
    }
  ]
}

test("every member of the schema is known to the twin, and its defaults are the schema's", () => {
  expect(Object.keys(written).sort()).toEqual(Object.keys(schema.properties).sort())
  expect(Object.keys(written.groups[0] ?? {}).sort()).toEqual(
    Object.keys(schema.$defs.group.properties).sort()
  )
  expect(Object.keys(written.targetGroups[0] ?? {}).sort()).toEqual(
    Object.keys(schema.$defs.targetGroup.properties).sort()
  )
  const bare = { ...written.groups[0] }
  for (const name of Object.keys(defaults(schema.$defs.group))) delete (bare as Record<string, unknown>)[name]
  const short = { start: written.start, targetGroups: [{ name: 'web' }], groups: [bare] }
  expect(parseScenario(short, 0)).toEqual(parseScenario(written, 0))
})

test('the scenario of the guide is one', () => {
  const [, json = ''] = /```json\n(\{\n[^`]*"groups"[^`]*)```/.exec(read('docs/twin.md')) ?? []
  expect(parseScenario(JSON.parse(json), 0).groups.map(({ name }) => name)).toEqual(['web-blue', 'web-green'])
})

test('the assumptions of the schema are those of the twin', () => {
  const table = ASSUMPTIONS.map(({ id, standard, other, question }) => [
    id,
    { enum: [standard, other], default: standard, description: question }
  ])
  expect(schema.properties.assumptions.properties).toEqual(Object.fromEntries(table))
})
