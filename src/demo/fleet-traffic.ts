import { startTraffic, type Traffic } from './traffic.ts'

/** Traffic to several load balancers at once. */
export interface FleetTraffic extends Omit<Traffic, 'outcomes'> {
  readonly services: ReadonlyMap<string, Traffic>
}

/**
 * @param ports by service.
 * @param rate requests per second, over all services; each gets as many as the others.
 */
export function startFleetTraffic(
  ports: ReadonlyMap<string, number>,
  rate: number,
  now: () => number
): FleetTraffic {
  const services = new Map(
    [...ports].map(([service, port]) => [service, startTraffic(port, rate / ports.size, now)])
  )
  const all = [...services.values()]
  return {
    services,
    sent: () => all.reduce((sum, traffic) => sum + traffic.sent(), 0),
    lost: () => all.reduce((sum, traffic) => sum + traffic.lost(), 0),
    stop: async () => {
      await Promise.all(all.map(traffic => traffic.stop()))
    },
    abort: () => {
      for (const traffic of all) traffic.abort()
    }
  }
}
