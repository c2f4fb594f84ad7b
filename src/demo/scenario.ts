/** Seconds of virtual time that pass in one real second. */
export const DEMO_SPEED = 20
export const IMAGE_NAME = 'acme/web'
export const FIRST_VERSION = '1.0.0'
export const NEXT_VERSION = '2.0.0'
/** The `asg-prefix` input: with it one run finds every service of the demo. */
export const PREFIX = 'web'
/** From InService until the application listens, in virtual seconds: well before the health check at 20 that finds it. */
export const BOOT_SECONDS = 12

/** Real ms that the slowest request takes. */
export const SLOWEST_MS = 1500

/**
 * `shared`: both groups of a service sit in the same target group, and traffic moves by Standby. `split`: a target group
 * for each colour, and traffic moves by the weights of the listener.
 */
export const TOPOLOGIES = ['shared', 'split'] as const
export type Topology = (typeof TOPOLOGIES)[number]

const SERVICES = ['web', 'web-api', 'web-admin', 'web-search', 'web-orders'] as const
export const MOST_SERVICES = SERVICES.length

/** @param number 1 to `MOST_SERVICES` */
export const servicesOf = (number: number): readonly string[] => SERVICES.slice(0, number)

/** Each service serves from blue at the start. */
export const liveGroup = (service: string): string => `${service}-blue`
export const idleGroup = (service: string): string => `${service}-green`

const TAGS = { 'docker:image:name': IMAGE_NAME, 'docker:image:version': FIRST_VERSION }
const ZONES = ['eu-west-1a', 'eu-west-1b']

export interface DemoWorld {
  readonly services: readonly string[]
  readonly topology: Topology
  /** Deregistration delay in virtual seconds. */
  readonly drainSeconds: number
}

/** The twin's scenario: services that serve from blue, each with an empty green and a load balancer of its own. */
export function demoScenario({ services, topology, drainSeconds }: DemoWorld) {
  const forwards = (service: string): readonly Forward[] =>
    topology === 'shared'
      ? [{ targetGroup: service, weight: 1 }]
      : [
          { targetGroup: liveGroup(service), weight: 100 },
          { targetGroup: idleGroup(service), weight: 0 }
        ]
  return {
    region: 'eu-west-1',
    timing: { launchSeconds: 20, bootSeconds: BOOT_SECONDS, terminateSeconds: 15, standbySeconds: 2 },
    targetGroups: services.flatMap(forwards).map(({ targetGroup }) => ({
      name: targetGroup,
      deregistrationDelaySeconds: drainSeconds,
      healthCheckIntervalSeconds: 10,
      healthyThreshold: 2
    })),
    loadBalancers: services.map(service => ({ name: service, listeners: [listener(forwards(service))] })),
    groups: services.flatMap(service => {
      const of = (group: string) => [topology === 'shared' ? service : group]
      const [live, idle] = [liveGroup(service), idleGroup(service)]
      return [
        { name: live, min: 2, max: 6, desired: 3, targetGroups: of(live), zones: ZONES, tags: TAGS },
        { name: idle, min: 0, max: 6, desired: 0, targetGroups: of(idle), zones: ZONES, tags: TAGS }
      ]
    })
  }
}

interface Forward {
  readonly targetGroup: string
  readonly weight: number
}

/** Input of CreateListener, with names for ARNs. */
const listener = (forwards: readonly Forward[]) => ({
  Port: 80,
  Protocol: 'HTTP',
  DefaultActions: [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: forwards.map(({ targetGroup, weight }) => ({
          TargetGroupArn: targetGroup,
          Weight: weight
        }))
      }
    }
  ]
})
