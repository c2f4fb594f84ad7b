import { view, type WorldView } from '../twin/core/view.ts'
import { startTwinServer } from '../twin/doors/http-server.ts'
import { targetsIn } from './fleet-sight.ts'
import { createInstanceServers } from './instances.ts'
import { startLoadBalancer } from './load-balancer.ts'
import type { Sight } from './mixed-window.ts'
import { requestDelays, seededRandom } from './random.ts'
import { BOOT_SECONDS, demoScenario } from './scenario.ts'

/** The simulated AWS with real servers behind it. */
export interface Stage {
  /** The twin's HTTP endpoint. */
  readonly endpoint: string
  readonly loadBalancerPort: number
  /** In order of time, one for each change of the target health. */
  readonly sights: readonly Sight[]
  view(): WorldView
  /** A sight of this moment. */
  look(): Sight
  close(): Promise<void>
}

export interface StageSetting {
  /** Deregistration delay in virtual seconds. */
  readonly drainSeconds: number
  /** Real ms that the slowest request takes. */
  readonly slowestMs: number
  /** Virtual seconds in a real second. */
  readonly speed: number
}

/** @param now real ms of a monotonic clock. */
export async function openStage(
  { drainSeconds, slowestMs, speed }: StageSetting,
  now: () => number
): Promise<Stage> {
  const server = await startTwinServer({ scenario: demoScenario(drainSeconds), port: 0, speed, skip: false })
  const balancer = await startLoadBalancer()
  const delays = requestDelays(seededRandom(1), slowestMs)
  const sights: Sight[] = []

  const current = () => view(server.twin.world())
  const direct = () => balancer.setBackends(backends(current()))
  const machines = createInstanceServers((BOOT_SECONDS * 1000) / speed, delays, direct)

  const backends = (seen: WorldView) =>
    seen.targetGroups.flatMap(({ targets }) =>
      targets.map(({ id, state }) => ({ id, state, port: machines.port(id) }))
    )
  const look = (): Sight => {
    const seen = current()
    const versions = (wanted: string) =>
      new Set([...targetsIn(seen, wanted)].map(id => machines.version(id) ?? 'unknown'))
    return {
      realMs: now(),
      virtualMs: Date.parse(seen.now),
      healthy: versions('healthy'),
      draining: versions('draining')
    }
  }
  const follow = () => {
    machines.follow(current())
    direct()
    const sight = look()
    const last = sights.at(-1)
    if (last === undefined || !sameTargets(last, sight)) sights.push(sight)
  }

  const unsubscribe = server.twin.onChange(follow)
  follow()
  await machines.settled()
  return {
    endpoint: server.endpoint,
    loadBalancerPort: balancer.port,
    sights,
    view: current,
    look,
    close: async () => {
      unsubscribe()
      await Promise.all([server.close(), balancer.close(), machines.close()])
    }
  }
}

function sameTargets(one: Sight, other: Sight): boolean {
  const key = ({ healthy, draining }: Sight) => JSON.stringify([[...healthy].sort(), [...draining].sort()])
  return key(one) === key(other)
}
