import { AutoScalingClient } from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { TWIN_ACCESS_KEY_ID, TWIN_SECRET_ACCESS_KEY } from '../../../src/twin/doors/credentials.ts'
import { startTwinServer } from '../../../src/twin/doors/http-server.ts'

export const START = '2026-01-05T09:00:00.000Z'

export const openTwinScenario = {
  start: START,
  timing: { launchSeconds: 20, bootSeconds: 25, terminateSeconds: 15, standbySeconds: 2 },
  targetGroups: [
    { name: 'web', deregistrationDelaySeconds: 60, healthCheckIntervalSeconds: 10, healthyThreshold: 2 }
  ],
  groups: ['blue', 'green'].map((colour, i) => ({
    name: `web-${colour}`,
    min: 0,
    max: 6,
    desired: i === 0 ? 3 : 0,
    targetGroups: ['web'],
    tags: { 'docker:image:name': 'acme/web', 'docker:image:version': '1.0.0' }
  }))
}

/** A started twin and the AWS SDK's clients for it. SDK retries are off: a test sees every answer. */
export async function openTwin(options: { speed?: number; skip?: boolean; empty?: true } = {}) {
  const { speed = 0, skip = true, empty } = options
  const scenario = empty ? undefined : openTwinScenario
  const server = await startTwinServer({ scenario, port: 0, speed, skip })
  const config = (region = 'eu-west-1', accessKeyId = TWIN_ACCESS_KEY_ID) => ({
    endpoint: server.endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: TWIN_SECRET_ACCESS_KEY }
  })
  const control = async (route: string, body?: unknown) => {
    const [method = '', path] = route.split(' ')
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${server.endpoint}/_twin/${path}`, { method, ...sent })
    return { status: response.status, content: JSON.parse(await response.text()) }
  }
  return {
    server,
    config,
    control,
    autoscaling: new AutoScalingClient(config()),
    elb: new ElasticLoadBalancingV2Client(config()),
    cloudwatch: new CloudWatchClient(config()),
    /** Joins the clock as a process does, and leaves when `leave` is called. */
    join: async () => {
      const leaving = new AbortController()
      const response = await fetch(`${server.endpoint}/_twin/clock/join`, { signal: leaving.signal })
      const reader = response.body?.getReader()
      const first = JSON.parse(new TextDecoder().decode((await reader?.read())?.value))
      const participant: string = first.participant
      const sleep = async (until: string, signal?: AbortSignal) => {
        const body = JSON.stringify({ participant, until })
        const init = { method: 'POST', body, ...(signal === undefined ? {} : { signal }) }
        const answer = await fetch(`${server.endpoint}/_twin/clock/sleep`, init)
        return JSON.parse(await answer.text())
      }
      return { participant, first, sleep, leave: () => leaving.abort() }
    }
  }
}

export type OpenTwin = Awaited<ReturnType<typeof openTwin>>
