import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type DemoSetting, runDemo } from '../../src/demo/demo-command.ts'

let directory = ''
let written = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'demo-'))
  written = ''
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const setting = (more: Partial<DemoSetting> = {}): DemoSetting => ({
  actionPath: join(import.meta.dirname, 'stand-in-action.ts'),
  write: text => {
    written += text
  },
  isTty: false,
  columns: () => 80,
  json: true,
  sabotage: false,
  directory,
  signal: new AbortController().signal,
  environment: process.env,
  speed: 100,
  requests: 1000,
  pauseMs: 100,
  slowestMs: 500,
  ...more
})

test('a release with a drain loses nothing and ends as it should', async () => {
  expect(await runDemo(setting())).toBe(0)
  const lines = written.trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  const result = JSON.parse(lines[0] ?? '')
  expect(result).toMatchObject({ ok: true, lost: 0, outsideMixed: 0, problems: [] })
  expect(result.requests).toBeGreaterThanOrEqual(1000)
  expect(result.mixedVirtualMs).toBeGreaterThan(0)
  expect(result.steps.map(({ exitCode }: { exitCode: number }) => exitCode)).toEqual([0, 0, 0, 0])
  expect(result.end['web-green']).toMatchObject({ min: 2, max: 6, desired: 3, serving: 3 })
  expect(readdirSync(directory)).toEqual(
    expect.arrayContaining(['deploy-1.md', 'deploy-1.log', 'finalize-4.md'])
  )
  expect(readFileSync(join(directory, 'rollback-2.md'), 'utf8')).toBe('# rollback\n')
})

test('several services whose traffic moves by weights lose nothing, never mix, and all end as they should', async () => {
  expect(await runDemo(setting({ services: 3, topology: 'split' }))).toBe(0)
  const result = JSON.parse(written)
  expect(result).toMatchObject({ topology: 'split', ok: true, lost: 0, outsideMixed: 0, problems: [] })
  expect(Object.keys(result.services)).toEqual(['web', 'web-api', 'web-admin'])
  for (const service of Object.keys(result.services)) {
    expect(result.services[service]).toMatchObject({ lost: 0, outsideMixed: 0, mixedVirtualMs: 0 })
    expect(result.services[service].requests).toBeGreaterThan(300)
    expect(result.end[`${service}-green`]).toMatchObject({ min: 2, desired: 3, serving: 3, weight: 100 })
    expect(result.end[`${service}-blue`]).toMatchObject({ min: 0, instances: 0, weight: 0 })
  }
})

test('a release without a drain loses the open requests', async () => {
  expect(await runDemo(setting({ json: false, sabotage: true }))).toBe(0)
  expect(written).toMatch(/[1-9]\d* of \d+ requests lost/)
  expect(written).toContain('Drain skipped')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
  expect(written).not.toMatch(/\u001b/)
})

test('a step that fails ends the demo with 1, and an abort with 130', async () => {
  const failing = setting({ actionPath: join(directory, 'missing.js') })
  expect(await runDemo(failing)).toBe(1)
  expect(JSON.parse(written)).toMatchObject({ ok: false, steps: [{ command: 'deploy', exitCode: 1 }] })

  written = ''
  expect(await runDemo(setting({ signal: AbortSignal.timeout(300) }))).toBe(130)
  expect(written).toBe('')
})
