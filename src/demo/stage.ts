import { view, type WorldView } from '../twin/core/view.ts'
import { startTwinServer } from '../twin/doors/http-server.ts'
import { finishing, forwardsTo, receiving } from './forwards.ts'
import { createInstanceServers } from './instances.ts'
import { type LoadBalancer, startLoadBalancer } from './load-balancer.ts'
import { fleetSight, type Sight } from './mixed-window.ts'
import { requestDelays, seededRandom } from './random.ts'
import { BOOT_SECONDS, type DemoWorld, demoScenario } from './scenario.ts'

/** What one moment looks like, for each service and for the fleet as one. */
export interface Look {
  readonly services: ReadonlyMap<string, Sight>
  readonly fleet: Sight
}

/** The simulated AWS with real servers behind it. */
export interface Stage {
  /** The twin's HTTP endpoint. */
  readonly endpoint: string
  /** By service. */
  readonly loadBalancerPorts: ReadonlyMap<string, number>
  /** In order of time, one for each change of who gets requests. */
  readonly looks: readonly Look[]
  view(): WorldView
  /** A look at this moment. */
  look(): Look
  close(): Promise<void>
}

export interface StageSetting extends DemoWorld {
  /** Real ms that the slowest request takes. */
  readonly slowestMs: number
  /** Virtual seconds in a real second. */
  readonly speed: number
}

/** @param now real ms of a monotonic clock. */
export async function openStage(setting: StageSetting, now: () => number): Promise<Stage> {
  const { services, slowestMs, speed } = setting
  const server = await startTwinServer({ scenario: demoScenario(setting), port: 0, speed, skip: false })
  const balancers = new Map<string, LoadBalancer>()
  for (const service of services) balancers.set(service, await startLoadBalancer())
  const delays = requestDelays(seededRandom(1), slowestMs)
  const looks: Look[] = []

  const current = () => view(server.twin.world())
  const machines = createInstanceServers((BOOT_SECONDS * 1000) / speed, delays, () => direct(current()))

  /** Each service's load balancer has its name. */
  const direct = (seen: WorldView) => {
    for (const [service, balancer] of balancers) {
      const pools = forwardsTo(seen, service).map(({ targetGroup, targets, weight }) => ({
        name: targetGroup,
        weight,
        backends: targets.map(({ id, state }) => ({ id, state, port: machines.port(id) }))
      }))
      balancer.setPools(pools)
    }
  }
  const look = (seen = current()): Look => {
    const versions = (ids: readonly string[]) => new Set(ids.map(id => machines.version(id) ?? 'unknown'))
    const at = { realMs: now(), virtualMs: Date.parse(seen.now) }
    const sights = services.map((service): [string, Sight] => {
      const forwards = forwardsTo(seen, service)
      return [
        service,
        { ...at, serving: versions(receiving(forwards)), finishing: versions(finishing(forwards)) }
      ]
    })
    return {
      services: new Map(sights),
      fleet: fleetSight(
        at,
        sights.map(([, sight]) => sight)
      )
    }
  }
  const follow = () => {
    const seen = current()
    machines.follow(seen)
    direct(seen)
    const latest = look(seen)
    const last = looks.at(-1)
    if (last === undefined || !services.every(service => same(last, latest, service))) looks.push(latest)
  }

  const unsubscribe = server.twin.onChange(follow)
  follow()
  await machines.settled()
  return {
    endpoint: server.endpoint,
    loadBalancerPorts: new Map([...balancers].map(([service, { port }]) => [service, port])),
    looks,
    view: current,
    look: () => look(),
    close: async () => {
      unsubscribe()
      const closing = [...balancers.values()].map(balancer => balancer.close())
      await Promise.all([server.close(), ...closing, machines.close()])
    }
  }
}

function same(one: Look, other: Look, service: string): boolean {
  const key = ({ services }: Look) => {
    const sight = services.get(service)
    return JSON.stringify([[...(sight?.serving ?? [])].sort(), [...(sight?.finishing ?? [])].sort()])
  }
  return key(one) === key(other)
}
