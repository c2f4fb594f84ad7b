/**
 * How fast the twin is: calls a second at the function door on one pair of three instances, and the wall clock and memory
 * of a hundred services of twenty instances that are all released by the shipped engine, with the real SDK clients on the
 * twin in the same process. Prints one line of JSON. Exits with 1 where a bound is missed.
 */
import { createFleet } from '../src/aws/fleet.ts'
import { createSdkTransport } from '../src/aws/sdk-transport.ts'
import { runCommand } from '../src/commands/run.ts'
import type { Clock } from '../src/release/ports.ts'
import { createWorld, parseScenario } from '../src/twin/core/scenario.ts'
import { createCallLog } from '../src/twin/doors/call-log.ts'
import { TWIN_ACCESS_KEY_ID, TWIN_SECRET_ACCESS_KEY } from '../src/twin/doors/credentials.ts'
import { createFaults } from '../src/twin/doors/faults.ts'
import { createLivingWorld } from '../src/twin/doors/living-world.ts'
import { createRequestHandler } from '../src/twin/doors/request-handler.ts'
import { createVirtualClock } from '../src/twin/doors/virtual-clock.ts'
import { createWeatheredTwin } from '../src/twin/weather/weathered-twin.ts'

const LEAST_CALLS_PER_SECOND = 20_000
const MOST_RELEASE_MS = 10_000
const PAIRS = 100
const INSTANCES = 20
const START = '2026-01-05T09:00:00Z'

/** `count` services, blue live with so many instances; each has a target group of its own. */
function scenario(count: number, instances: number) {
  const names = Array.from({ length: count }, (_, n) => `service-${n}`)
  const group = (name: string, colour: string, live: boolean) => ({
    name: `${name}-${colour}`,
    min: 0,
    max: 2 * instances,
    desired: live ? instances : 0,
    targetGroups: [name],
    tags: { 'docker:image:name': `acme/${name}`, 'docker:image:version': '1.0.0' }
  })
  return {
    start: START,
    targetGroups: names.map(name => ({
      name,
      deregistrationDelaySeconds: 60,
      healthCheckIntervalSeconds: 10,
      healthyThreshold: 2
    })),
    groups: names.flatMap(name => [group(name, 'blue', true), group(name, 'green', false)])
  }
}

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

/** Virtual time that moves on to the next sleeper as soon as nobody is awake. */
function sleepingTogether(participants: number, clock: { now(): number; moveTo(time: number): void }) {
  let awake = participants
  const sleeping: { readonly until: number; wake(): void }[] = []
  const settle = () => {
    if (awake > 0 || sleeping.length === 0) return
    const until = Math.min(...sleeping.map(each => each.until))
    clock.moveTo(until)
    const due = sleeping.filter(each => each.until === until)
    for (const each of due) {
      sleeping.splice(sleeping.indexOf(each), 1)
      awake += 1
      each.wake()
    }
  }
  const shared: Clock = {
    now: clock.now,
    sleep: ms =>
      new Promise(resolve => {
        sleeping.push({ until: clock.now() + ms, wake: resolve })
        awake -= 1
        settle()
      })
  }
  const leave = () => {
    awake -= 1
    settle()
  }
  return { clock: shared, leave }
}

async function releaseAll() {
  const parsed = parseScenario(scenario(PAIRS, INSTANCES), 0)
  const virtual = createVirtualClock(parsed.start, 0, () => 0)
  const living = createLivingWorld(createWorld(parsed), virtual)
  const log = createCallLog()
  const requestHandler = createRequestHandler({
    living,
    clock: virtual,
    wall: virtual.now,
    faults: createFaults(),
    log
  })
  const moveTo = (time: number) => {
    virtual.jumpTo(time)
    living.catchUp()
  }
  const { clock, leave } = sleepingTogether(PAIRS, { now: virtual.now, moveTo })
  const quiet = new AbortController().signal
  let inHandler = 0
  const timed: typeof requestHandler = {
    ...requestHandler,
    handle: (request, options) => {
      const from = performance.now()
      const answer = requestHandler.handle(request, options)
      inHandler += performance.now() - from
      return answer
    }
  }

  const one = async (n: number) => {
    const transport = createSdkTransport({
      region: 'eu-west-1',
      clock,
      userAgent: [['bg-release', 'bench']],
      credentials: { accessKeyId: TWIN_ACCESS_KEY_ID, secretAccessKey: TWIN_SECRET_ACCESS_KEY },
      requestHandler: timed
    })
    const report = await runCommand(
      { fleet: createFleet(transport.send), clock, random: () => 0.5 },
      {
        options: {
          command: 'deploy',
          imageName: `acme/service-${n}`,
          imageVersion: '2.0.0',
          asgPrefix: `service-${n}`,
          redeploy: false,
          timeoutMs: 30 * 60_000
        },
        region: 'eu-west-1',
        claimant: { id: `run-${n}`, by: 'a benchmark' },
        listener: () => {},
        confirm: async () => true,
        stop: quiet,
        abort: quiet
      }
    )
    transport.close()
    leave()
    return report
  }

  const started = performance.now()
  const reports = await Promise.all(Array.from({ length: PAIRS }, (_, n) => one(n)))
  const ms = performance.now() - started
  const { groups } = living.world()
  const released = reports.filter(({ status }, n) => {
    const green = groups[`service-${n}-green`]
    const serve = green?.instances.filter(each => each.lifecycle === 'InService' && each.version === '2.0.0')
    return status === 'succeeded' && serve?.length === INSTANCES
  })
  return {
    ms,
    inTwinMs: inHandler,
    released: released.length,
    calls: log.since(0).length,
    virtualSeconds: (virtual.now() - parsed.start) / 1000,
    findings: reports
      .flatMap(({ findings }) => findings.map(({ code, message }) => `${code} ${message}`))
      .slice(0, 3)
  }
}

const MB = 2 ** 20
const rate = Math.round(callsPerSecond())
const release = await releaseAll()
const memory = process.memoryUsage()
const ok = rate >= LEAST_CALLS_PER_SECOND && release.ms < MOST_RELEASE_MS && release.released === PAIRS
process.stdout.write(
  `${JSON.stringify({
    ok,
    callsPerSecond: rate,
    leastCallsPerSecond: LEAST_CALLS_PER_SECOND,
    mix: '9 reads, 3 writes, 1 virtual second',
    pairs: PAIRS,
    instances: INSTANCES,
    released: release.released,
    releaseMs: Math.round(release.ms),
    mostReleaseMs: MOST_RELEASE_MS,
    inTwinMs: Math.round(release.inTwinMs),
    calls: release.calls,
    virtualSeconds: release.virtualSeconds,
    heapMb: Math.round(memory.heapUsed / MB),
    rssMb: Math.round(memory.rss / MB),
    ...(release.findings.length > 0 ? { findings: release.findings } : {})
  })}\n`
)
if (!ok) process.exitCode = 1
