/** A fleet of a twin that is released as one by the shipped engine, in virtual time. */
import { toAwsError } from '../src/aws/aws-error.ts'
import { withinBudget } from '../src/aws/budget.ts'
import { createFleet } from '../src/aws/fleet.ts'
import { createSdkTransport } from '../src/aws/sdk-transport.ts'
import type { Send } from '../src/aws/transport.ts'
import { DEFAULTS } from '../src/commands/options.ts'
import { runCommand } from '../src/commands/run.ts'
import type { Clock } from '../src/release/ports.ts'
import { createWorld } from '../src/twin/core/create-world.ts'
import { parseScenario } from '../src/twin/core/scenario.ts'
import { createCallLog } from '../src/twin/doors/call-log.ts'
import { TWIN_ACCESS_KEY_ID, TWIN_SECRET_ACCESS_KEY } from '../src/twin/doors/credentials.ts'
import { createFaults } from '../src/twin/doors/faults.ts'
import { createLivingWorld } from '../src/twin/doors/living-world.ts'
import { createRequestHandler } from '../src/twin/doors/request-handler.ts'
import { createVirtualClock } from '../src/twin/doors/virtual-clock.ts'

const START = '2026-01-05T09:00:00Z'
const REGION = 'eu-west-1'

/** `count` services, blue live with so many instances; each has a target group of its own. */
export function scenario(count: number, instances: number) {
  const names = Array.from({ length: count }, (_, n) => `service-${n}`)
  const group = (name: string, colour: string, live: boolean) => ({
    name: `${name}-${colour}`,
    min: 0,
    max: 2 * instances,
    desired: live ? instances : 0,
    targetGroups: [name],
    tags: { 'docker:image:name': 'acme/service', 'docker:image:version': '1.0.0' }
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

export interface Releases {
  readonly released: number
  readonly ms: number
  /** What of that was spent inside the twin. */
  readonly twinMs: number
  readonly calls: number
  readonly virtualSeconds: number
  readonly findings: readonly string[]
}

/** @param door the request handler under the real SDK clients, or the function door without any of the SDK */
export async function releaseAll(
  pairs: number,
  instances: number,
  door: 'request-handler' | 'function'
): Promise<Releases> {
  const parsed = parseScenario(scenario(pairs, instances), 0)
  const virtual = createVirtualClock(parsed.start, 0, () => 0)
  const living = createLivingWorld(createWorld(parsed), virtual)
  const moveTo = (time: number) => {
    virtual.jumpTo(time)
    living.catchUp()
  }
  const clock: Clock = {
    now: virtual.now,
    sleep: async ms => moveTo(virtual.now() + ms)
  }
  const quiet = new AbortController().signal
  let twinMs = 0
  let calls = 0
  const timed = <T>(work: () => T): T => {
    const from = performance.now()
    const result = work()
    twinMs += performance.now() - from
    calls += 1
    return result
  }
  const parts = { living, clock: virtual, wall: virtual.now, faults: createFaults(), log: createCallLog() }
  const handler = createRequestHandler(parts)
  const requestHandler: typeof handler = {
    ...handler,
    handle: (request, options) => timed(() => handler.handle(request, options))
  }
  const direct: Send = async ({ service, operation, input }) => {
    const { said } = timed(() => living.request(REGION, service, operation, input))
    if (typeof said === 'object' && said.ok) return said.output
    throw toAwsError(operation, new Error(JSON.stringify(said)))
  }

  const credentials = { accessKeyId: TWIN_ACCESS_KEY_ID, secretAccessKey: TWIN_SECRET_ACCESS_KEY }
  const sdk = { region: REGION, clock, userAgent: [['bg-release', 'bench']] as const, credentials }
  const transport = createSdkTransport({ ...sdk, requestHandler })
  const send = door === 'function' ? direct : transport.send
  const started = performance.now()
  const report = await runCommand(
    { fleet: createFleet(withinBudget(send, clock)), clock, random: () => 0.5 },
    {
      options: {
        ...DEFAULTS,
        command: 'deploy',
        imageName: 'acme/service',
        imageVersion: '2.0.0',
        asgPrefix: 'service-',
        timeoutMs: 60 * 60_000
      },
      region: REGION,
      means: { kind: 'none' },
      claimant: { id: 'run-1', by: 'a benchmark' },
      listener: () => {},
      confirm: async () => true,
      stop: quiet,
      abort: quiet
    }
  )
  transport.close()
  const ms = performance.now() - started
  const { groups } = living.world()
  const released = Array.from(
    { length: pairs },
    (_, n) => groups[`service-${n}-green`]?.instances ?? []
  ).filter(
    group =>
      group.filter(each => each.lifecycle === 'InService' && each.version === '2.0.0').length === instances
  )
  const findings = report.findings.map(({ code, message }) => `${code} ${message}`)
  return {
    released: released.length,
    ms,
    twinMs,
    calls,
    virtualSeconds: (virtual.now() - parsed.start) / 1000,
    findings
  }
}
