/** Seconds of virtual time that pass in one real second. */
export const DEMO_SPEED = 20
export const IMAGE_NAME = 'acme/web'
export const FIRST_VERSION = '1.0.0'
export const NEXT_VERSION = '2.0.0'
export const SERVICE = 'web'
export const LIVE_GROUP = 'web-blue'
export const IDLE_GROUP = 'web-green'
/** From InService until the application listens, in virtual seconds: well before the health check at 20 that finds it. */
export const BOOT_SECONDS = 12

/** Real ms that the slowest request takes. */
export const SLOWEST_MS = 1500

const TAGS = { 'docker:image:name': IMAGE_NAME, 'docker:image:version': FIRST_VERSION }
const ZONES = ['eu-west-1a', 'eu-west-1b']

/**
 * The twin's scenario: one service that serves from blue, with an empty green.
 * @param deregistrationDelaySeconds in virtual time.
 */
export function demoScenario(deregistrationDelaySeconds: number) {
  return {
    region: 'eu-west-1',
    timing: { launchSeconds: 20, bootSeconds: BOOT_SECONDS, terminateSeconds: 15, standbySeconds: 2 },
    targetGroups: [
      {
        name: SERVICE,
        deregistrationDelaySeconds,
        healthCheckIntervalSeconds: 10,
        healthyThreshold: 2,
        inUse: true
      }
    ],
    groups: [
      { name: LIVE_GROUP, min: 2, max: 6, desired: 3, targetGroups: [SERVICE], zones: ZONES, tags: TAGS },
      { name: IDLE_GROUP, min: 0, max: 6, desired: 0, targetGroups: [SERVICE], zones: ZONES, tags: TAGS }
    ]
  }
}
