/**
 * How fast the twin is: calls a second at the function door on one pair of three instances, and the wall clock and memory
 * of a hundred services of twenty instances that are all released by the shipped engine at once, with the real SDK clients
 * on the twin in the same process (and once more without the SDK, to tell its share). Prints one line of JSON. Exits with
 * 1 where a bound is missed.
 */

import { createWorld } from '../src/twin/core/create-world.ts'
import { parseScenario } from '../src/twin/core/scenario.ts'
import { createWeatheredTwin } from '../src/twin/weather/weathered-twin.ts'
import { releaseAll, scenario } from './releases.ts'

const LEAST_CALLS_PER_SECOND = 20_000
const MOST_RELEASE_MS = 10_000
const PAIRS = 100
const INSTANCES = 20
const MB = 2 ** 20

/** Nine reads and three writes, then a second goes by. */
function callsPerSecond(): number {
  const twin = createWeatheredTwin(createWorld(parseScenario(scenario(1, 3), 0)))
  const AutoScalingGroupName = 'service-0-blue'
  const names = ['service-0-blue', 'service-0-green']
  const TargetGroupArn = Object.keys(twin.world().targetGroups)[0]
  const Tags = [
    {
      ResourceId: AutoScalingGroupName,
      ResourceType: 'auto-scaling-group',
      Key: 'bench',
      Value: 'x',
      PropagateAtLaunch: false
    }
  ]
  const ScalingProcesses = ['AZRebalance']
  const groups = ['autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: names }] as const
  const health = ['elasticloadbalancing', 'DescribeTargetHealth', { TargetGroupArn }] as const
  const round = [
    groups,
    health,
    groups,
    ['autoscaling', 'CreateOrUpdateTags', { Tags }],
    groups,
    health,
    groups,
    ['autoscaling', 'SuspendProcesses', { AutoScalingGroupName, ScalingProcesses }],
    groups,
    health,
    groups,
    ['autoscaling', 'ResumeProcesses', { AutoScalingGroupName, ScalingProcesses }]
  ] as const
  const turn = () => {
    for (const [service, operation, input] of round)
      if (!twin.call(service, operation, input).ok) throw new Error(`${operation} was refused`)
    twin.advance(twin.world().now + 1000)
  }
  for (let n = 0; n < 2000; n += 1) turn()
  const ROUNDS = 5000
  const started = performance.now()
  for (let n = 0; n < ROUNDS; n += 1) turn()
  return (ROUNDS * round.length * 1000) / (performance.now() - started)
}

const rate = Math.round(callsPerSecond())
const plain = await releaseAll(PAIRS, INSTANCES, 'function')
const release = await releaseAll(PAIRS, INSTANCES, 'request-handler')
const memory = process.memoryUsage()
const ok = rate >= LEAST_CALLS_PER_SECOND && release.ms < MOST_RELEASE_MS && release.released === PAIRS
const line = {
  ok,
  callsPerSecond: rate,
  leastCallsPerSecond: LEAST_CALLS_PER_SECOND,
  mix: '9 reads, 3 writes, 1 virtual second',
  pairs: PAIRS,
  instances: INSTANCES,
  released: release.released,
  releaseMs: Math.round(release.ms),
  mostReleaseMs: MOST_RELEASE_MS,
  ofThatInTwinMs: Math.round(release.twinMs),
  withoutSdkMs: Math.round(plain.ms),
  ofThatInTwinWithoutSdkMs: Math.round(plain.twinMs),
  calls: release.calls,
  virtualSeconds: release.virtualSeconds,
  heapMb: Math.round(memory.heapUsed / MB),
  rssMb: Math.round(memory.rss / MB),
  findings: release.findings.slice(0, 3)
}
process.stdout.write(`${JSON.stringify(line)}\n`)
if (!ok) process.exitCode = 1
