/** Judges the line of JSON that `demo --json` prints: node judge-demo.mjs normal|sabotage|fleet|split FILE */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'

const EXPECTED = {
  normal: { topology: 'shared', services: ['web'], requests: 10_000 },
  sabotage: { topology: 'shared', services: ['web'], requests: 10_000 },
  fleet: { topology: 'shared', services: ['web', 'web-api', 'web-admin'], requests: 5_000 },
  split: { topology: 'split', services: ['web'], requests: 5_000 }
}

const [mode, file] = process.argv.slice(2)
const expected = EXPECTED[mode]
const result = JSON.parse(readFileSync(file, 'utf8'))
const services = Object.values(result.services)
const sum = what => services.reduce((all, service) => all + service[what], 0)

deepStrictEqual(
  result.steps.map(({ command, exitCode }) => `${command} ${exitCode}`),
  ['deploy 0', 'rollback 0', 'deploy 0', 'finalize 0']
)
deepStrictEqual([result.topology, Object.keys(result.services)], [expected.topology, expected.services])
ok(result.requests >= expected.requests, `${result.requests} requests are too few to say anything`)
deepStrictEqual([sum('requests'), sum('lost')], [result.requests, result.lost])
for (const { requests } of services) {
  ok(requests > result.requests / services.length / 2, `${requests} requests to one service are too few`)
}
if (mode === 'sabotage') {
  ok(result.lost > 0, 'without a drain requests must be lost, or the demo measures nothing')
} else {
  deepStrictEqual(result.problems, [])
  deepStrictEqual([result.lost, result.outsideMixed], [0, 0])
  for (const { mixedVirtualMs } of services) {
    if (mode === 'split') deepStrictEqual(mixedVirtualMs, 0, 'a write of weights moves all traffic at once')
    else ok(mixedVirtualMs > 0, 'both versions must have served at once for some time')
  }
  for (const service of expected.services) {
    const { [`${service}-blue`]: blue, [`${service}-green`]: green } = result.end
    deepStrictEqual([blue.desired, blue.instances, green.desired, green.serving], [0, 0, 3, 3])
    if (mode === 'split') deepStrictEqual([blue.weight, green.weight], [0, 100])
  }
}
ok(result.ok)
