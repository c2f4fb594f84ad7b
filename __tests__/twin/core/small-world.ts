import { createWorld } from '../../../src/twin/core/create-world.ts'
import type { Service } from '../../../src/twin/core/operations.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { view } from '../../../src/twin/core/view.ts'
import type { Group } from '../../../src/twin/core/world.ts'
import { createTwin, type Twin } from '../../../src/twin/doors/function-door.ts'

export const START = Date.parse('2026-01-05T09:00:00Z')
const SECOND = 1000

/** web-blue with 3 instances of 1.0.0 in the target group web (60 s drain, checks every 10 s), web-green empty. */
export function smallWorld(blue: object = {}, rest: object = {}): Driver {
  const tags = { 'docker:image:name': 'acme/web', 'docker:image:version': '1.0.0' }
  const scenario = {
    targetGroups: [
      { name: 'web', deregistrationDelaySeconds: 60, healthCheckIntervalSeconds: 10, healthyThreshold: 2 }
    ],
    groups: [
      { name: 'web-blue', min: 2, max: 6, desired: 3, targetGroups: ['web'], tags, ...blue },
      { name: 'web-green', max: 6, targetGroups: ['web'], tags: { ...tags, 'docker:image:version': '2.0.0' } }
    ],
    ...rest
  }
  return driver(createTwin(createWorld(parseScenario(scenario, START))))
}

export interface Driver {
  readonly twin: Twin
  /** Output of a call of Auto Scaling. @throws Error when the twin refuses */
  ok(operation: string, input?: object, service?: Service): Record<string, unknown>
  /** `code: message` of a refused call. */
  refusal(operation: string, input?: object, service?: Service): string
  /** Lets seconds go by. */
  pass(seconds: number): void
  group(name: string): Group
  ids(name: string): string[]
  /** Lifecycle states of a group, in the order of its instances. */
  states(name: string): string[]
  /** `state/reason` of the target of an instance in target group web; undefined where it is not registered. */
  target(id: string | undefined): string | undefined
  /** Descriptions of a group's activities, newest first. */
  activities(name: string): string[]
}

function driver(twin: Twin): Driver {
  const group = (name: string): Group => {
    const found = twin.world().groups[name]
    if (found === undefined) throw new Error(`no group ${name}`)
    return found
  }
  return {
    twin,
    group,
    ok: (operation, input = {}, service = 'autoscaling') => {
      const answer = twin.call(service, operation, { ...input })
      if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
      return { ...answer.output }
    },
    refusal: (operation, input = {}, service = 'autoscaling') => {
      const before = twin.world()
      const answer = twin.call(service, operation, { ...input })
      if (answer.ok) throw new Error(`${operation} was accepted`)
      if (twin.world() !== before) throw new Error(`${operation} was refused and changed the world`)
      return `${answer.error.code}: ${answer.error.message}`
    },
    pass: seconds => twin.advance(twin.world().now + seconds * SECOND),
    ids: name => group(name).instances.map(each => each.id),
    states: name => group(name).instances.map(each => each.lifecycle),
    target: id => {
      const target = view(twin.world())
        .targetGroups.find(each => each.name === 'web')
        ?.targets.find(each => each.id === id)
      return target === undefined ? undefined : [target.state, target.reason].filter(Boolean).join('/')
    },
    activities: name =>
      group(name)
        .activities.map(each => `${each.status}: ${each.description}`)
        .reverse()
  }
}
