import type { GroupView, WorldView } from '../../../src/twin/core/view.ts'
import type { CallRecord } from '../../../src/twin/doors/call-log.ts'
import { startTwinServer } from '../../../src/twin/doors/http-server.ts'

/** One pair, blue live with three instances of 1.0.0. `undefined` leaves a group out. */
export function onePair(overrides: { blue?: object | undefined; green?: object | undefined } = {}) {
  const { blue = {}, green = {} } = overrides
  const common = { max: 6, targetGroups: ['web'], tags: TAGS }
  return {
    targetGroups: [
      { name: 'web', deregistrationDelaySeconds: 60, healthCheckIntervalSeconds: 10, healthyThreshold: 2 }
    ],
    groups: [
      ...('blue' in overrides && !overrides.blue
        ? []
        : [{ name: 'web-blue', ...common, min: 2, desired: 3, ...blue }]),
      ...('green' in overrides && !overrides.green
        ? []
        : [{ name: 'web-green', ...common, min: 0, desired: 0, ...green }])
    ]
  }
}

/** As `onePair`, with a target group for each colour: a listener's weights say who gets the load. */
export function splitPair() {
  const { targetGroups, groups } = onePair()
  const colours = groups.map(({ name }) => ({ ...targetGroups[0], name, inUse: false }))
  const toBlue = {
    Type: 'forward',
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'web-blue', Weight: 1 }] }
  }
  return {
    targetGroups: colours,
    loadBalancers: [{ name: 'web', listeners: [{ Port: 80, Protocol: 'HTTP', DefaultActions: [toBlue] }] }],
    groups: groups.map(group => ({ ...group, targetGroups: [group.name] }))
  }
}

export const TAGS = { 'docker:image:name': 'acme/web', 'docker:image:version': '1.0.0' }

export interface Fault {
  readonly kind: string
  readonly operation?: string
  readonly mutating?: boolean
  readonly after?: number
  readonly count?: number
}

/** A twin in virtual time that a process under test talks to over HTTP. */
export interface TestWorld extends AsyncDisposable {
  readonly endpoint: string
  state(): Promise<WorldView>
  group(name: string): Promise<GroupView>
  /** @param since only those after so many */
  calls(since?: number): Promise<readonly CallRecord[]>
  /** Those that may change something, claims and all. */
  mutations(): Promise<readonly CallRecord[]>
  fault(fault: Fault): Promise<void>
  clearFaults(): Promise<void>
  act(act: object): Promise<void>
  /** Somebody else changes tags; undefined takes one away. The log does not show it. */
  tag(group: string, tags: Readonly<Record<string, string | undefined>>): void
  /** Virtual time stands still until the returned function is called: whoever sleeps, waits. */
  holdTime(): Promise<() => void>
}

export async function openWorld(scenario: object = onePair()): Promise<TestWorld> {
  const server = await startTwinServer({ scenario, port: 0, speed: 0, skip: true })
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, ...(body && { body: JSON.stringify(body) }) }
    const response = await fetch(`${server.endpoint}/_twin/${path}`, init)
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  const state = async () => (await control('GET', 'state')) as WorldView
  const calls = async (since = 0) =>
    ((await control('GET', `log?since=${since}`)) as { calls: readonly CallRecord[] }).calls
  return {
    endpoint: server.endpoint,
    state,
    calls,
    mutations: async () => (await calls()).filter(call => call.mutating),
    group: async name => {
      const found = (await state()).groups.find(group => group.name === name)
      if (!found) throw new Error(`no group ${name}`)
      return found
    },
    fault: async fault => void (await control('POST', 'fault', fault)),
    clearFaults: async () => void (await control('DELETE', 'fault')),
    act: async act => void (await control('POST', 'act', act)),
    tag: (group, tags) => {
      for (const [key, value] of Object.entries(tags)) {
        const tag = { ResourceId: group, ResourceType: 'auto-scaling-group', Key: key }
        const answer = server.twin.act({
          type: 'foreign-call',
          service: 'autoscaling',
          operation: value === undefined ? 'DeleteTags' : 'CreateOrUpdateTags',
          input: { Tags: [{ ...tag, ...(value !== undefined && { Value: value, PropagateAtLaunch: true }) }] }
        })
        if (!answer.ok) throw new Error(answer.error.message)
      }
    },
    holdTime: async () => {
      // A participant that never sleeps.
      const awake = new AbortController()
      const joined = await fetch(`${server.endpoint}/_twin/clock/join`, { signal: awake.signal })
      // The answer is held on to until then: the connection of one that nobody holds may be closed.
      return () => awake.abort(joined)
    },
    [Symbol.asyncDispose]: () => server.close()
  }
}

/** The state of claims on the service: `held`, `released` or `ended`, one for each run that left a tag. */
export function claimStates(blue: GroupView): readonly string[] {
  return Object.entries(blue.tags)
    .filter(([key]) => key.startsWith('bg-release:claim:'))
    .map(([, value]) => /state=(\S+)/.exec(value)?.[1] ?? 'unreadable')
}

/** What is left of a world when ids, times and the journal are taken away: two releases that ended alike are equal. */
export function endState(world: WorldView) {
  return world.groups.map(group => {
    const healthOf = (id: string) =>
      world.targetGroups.flatMap(({ targets }) =>
        targets.filter(each => each.id === id).map(each => each.state)
      )
    return {
      name: group.name,
      sizes: `${group.min}/${group.desired}/${group.max}`,
      suspended: group.suspended,
      tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !key.startsWith('bg-release:'))),
      instances: group.instances
        .map(
          each =>
            `${each.lifecycle} ${each.version} ${healthOf(each.id).join() || 'no target'}${each.protected ? ' protected' : ''}`
        )
        .sort()
    }
  })
}
