/** The CLI's file alone, as somebody copies it to a machine. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { approve, FULL, RUN_ID, TOKEN } from '../support/approval-world.ts'
import { CLI, environment, SERVICE, startNode } from './helpers/runs.ts'
import { openWaiting } from './helpers/waiting.ts'

test('it finalizes, with an approval that it reads at GitHub', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bg-release-one-file-'))
  const file = join(folder, 'bg-release.mjs')
  cpSync(CLI, file)
  await using waiting = await openWaiting()
  await using github = await waiting.github()
  approve(github.server.twin)
  const env = environment(waiting.world, {
    GITHUB_API_URL: github.server.endpoint,
    GITHUB_REPOSITORY: FULL,
    GITHUB_TOKEN: TOKEN
  })
  const service = Object.entries(SERVICE).flatMap(([name, value]) => [`--${name}`, value])
  const args = [file, 'finalize', '--yes', ...service, '--approved-by-run', String(RUN_ID)]
  const { code, stderr } = await startNode(env, args).ended
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('BGR-') })
  expect((await waiting.world.group('web-blue')).instances).toEqual([])

  const demo = await startNode(env, [file, 'demo']).ended
  expect(demo.code).toBe(1)
  expect(demo.stderr).toContain('BGR-INPUT: The demo runs the packaged action, and there is no ')
  rmSync(folder, { recursive: true })
})
