import type { WorldView } from '../twin/core/view.ts'
import { targetsIn } from './fleet-sight.ts'
import { type InstanceServer, startInstanceServer } from './instance-server.ts'

/** The machines behind the simulated instances: one real HTTP server for each, from the end of its boot to its end. */
export interface InstanceServers {
  /** Starts and ends servers so that they are those of the view's instances. */
  follow(view: WorldView): void
  /** Undefined until the application on the instance listens. */
  port(instanceId: string): number | undefined
  /** The version that the instance was launched with; known for ended instances too. */
  version(instanceId: string): string | undefined
  /** Resolves when every server that is being started listens. */
  settled(): Promise<void>
  close(): Promise<void>
}

interface Machine {
  readonly version: string
  boot?: NodeJS.Timeout
  starting?: Promise<void>
  server?: InstanceServer
  ended: boolean
}

/**
 * @param bootMs real ms from InService until the application listens.
 * @param onListen called when another server listens.
 */
export function createInstanceServers(
  bootMs: number,
  delay: () => number,
  onListen: () => void
): InstanceServers {
  const machines = new Map<string, Machine>()

  const start = (id: string, machine: Machine) => {
    machine.starting = startInstanceServer(id, machine.version, delay).then(async server => {
      if (machine.ended) return await server.destroy()
      machine.server = server
      onListen()
    })
  }
  const end = async (machine: Machine) => {
    machine.ended = true
    clearTimeout(machine.boot)
    const { server } = machine
    delete machine.server
    await machine.starting
    await server?.destroy()
  }

  return {
    follow: view => {
      const healthy = targetsIn(view, 'healthy')
      const present = new Set<string>()
      for (const { id, version, lifecycle } of view.groups.flatMap(({ instances }) => instances)) {
        present.add(id)
        const machine: Machine = machines.get(id) ?? { version, ended: false }
        machines.set(id, machine)
        if (machine.boot !== undefined || machine.starting !== undefined || lifecycle.startsWith('Pending'))
          continue
        if (healthy.has(id)) start(id, machine)
        else machine.boot = setTimeout(() => start(id, machine), bootMs)
      }
      for (const [id, machine] of machines) if (!present.has(id) && !machine.ended) void end(machine)
    },
    port: id => machines.get(id)?.server?.port,
    version: id => machines.get(id)?.version,
    settled: async () => {
      await Promise.all([...machines.values()].map(({ starting }) => starting))
    },
    close: async () => {
      await Promise.all([...machines.values()].filter(({ ended }) => !ended).map(end))
    }
  }
}
