/** Judges the line of JSON that `demo --json` prints: node judge-demo.mjs normal|sabotage FILE */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'

const [mode, file] = process.argv.slice(2)
const result = JSON.parse(readFileSync(file, 'utf8'))

deepStrictEqual(
  result.steps.map(({ command, exitCode }) => `${command} ${exitCode}`),
  ['deploy 0', 'rollback 0', 'deploy 0', 'finalize 0']
)
ok(result.requests >= 10_000, `${result.requests} requests are too few to say anything`)
if (mode === 'sabotage') {
  ok(result.lost > 0, 'without a drain requests must be lost, or the demo measures nothing')
} else {
  deepStrictEqual(result.problems, [])
  deepStrictEqual([result.lost, result.outsideMixed], [0, 0])
  ok(result.mixedVirtualMs > 0, 'both versions must have served at once for some time')
}
ok(result.ok)
