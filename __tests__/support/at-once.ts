/** A world in which every change takes place at once, and whatever comes into service is healthy. */
import type { Attached } from '../../src/release/attached.ts'
import { foresee } from '../../src/release/foresee.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Group, Observation } from '../../src/release/world.ts'
import { instance } from './observation.ts'

export function atOnce(seen: Observation, change: Change): Observation {
  const known = foresee(seen, change)
  if (known) return known
  if (change.kind === 'weigh') {
    const forwards = seen.forwards.map(each =>
      each.arn === change.forward ? { ...each, shares: change.shares } : each
    )
    return { ...seen, forwards }
  }
  if (change.kind === 'tag-forward' || change.kind === 'untag-forward') {
    const forwards = seen.forwards.map(each => {
      if (each.arn !== change.forward) return each
      const tags = new Map(each.tags)
      if (change.kind === 'untag-forward') for (const key of change.keys) tags.delete(key)
      else for (const { key, value } of change.tags) tags.set(key, value)
      return { ...each, tags }
    })
    return { ...seen, forwards }
  }
  const colour = change.group === seen.groups.blue.name ? 'blue' : 'green'
  const group = changed(seen.groups[colour], change)
  return withTargets({ ...seen, groups: { ...seen.groups, [colour]: group } })
}

function changed(group: Group, change: Change): Group {
  const moved = (ids: readonly string[], lifecycle: string) =>
    group.instances.map(each => (ids.includes(each.id) ? { ...each, lifecycle } : each))
  switch (change.kind) {
    case 'resume':
      return { ...group, suspended: group.suspended.filter(each => !change.processes.includes(each)) }
    case 'enter-standby':
      return {
        ...group,
        instances: moved(change.ids, 'Standby'),
        desired: Math.max(group.min, group.desired - change.ids.length)
      }
    case 'exit-standby':
      return {
        ...group,
        instances: moved(change.ids, 'InService'),
        desired: group.desired + change.ids.length
      }
    case 'terminate':
      return { ...group, instances: group.instances.filter(({ id }) => id !== change.id) }
    case 'resize': {
      const min = change.min ?? group.min
      const max = change.max ?? group.max
      const desired = Math.min(Math.max(change.desired ?? group.desired, min), max)
      return { ...group, min, max, desired, instances: sized(group, desired) }
    }
    default:
      return group
  }
}

/** Launched or ended until as many are in service as are wanted. */
function sized(group: Group, desired: number): Group['instances'] {
  const serving = group.instances.filter(({ lifecycle }) => lifecycle === 'InService')
  const ended = serving.slice(0, Math.max(0, serving.length - desired)).map(({ id }) => id)
  const more = Array.from({ length: Math.max(0, desired - serving.length) }, (_, n) =>
    instance(`${group.name}-${n}`)
  )
  return [...group.instances.filter(({ id }) => !ended.includes(id)), ...more]
}

function withTargets(seen: Observation): Observation {
  const { blue, green } = seen.groups
  const arns = [...new Set([...blue.targetGroups, ...green.targetGroups])]
  const targets = arns.map(arn => {
    const known = seen.targets.get(arn) ?? []
    const here = [blue, green].filter(({ targetGroups }) => targetGroups.includes(arn))
    const serving = here
      .flatMap(({ instances }) => instances)
      .filter(({ lifecycle }) => lifecycle === 'InService')
    return [
      arn,
      serving.map(
        ({ id }) => known.find(({ instanceId }) => instanceId === id) ?? { instanceId: id, state: 'healthy' }
      )
    ] as const
  })
  return { ...seen, targets: new Map(targets) }
}

/** What was on its way has arrived, and everything in service is healthy. */
export function settledDown(seen: Observation): Observation {
  const arrived = (group: Group): Group => ({
    ...group,
    instances: sized(
      {
        ...group,
        instances: group.instances
          .filter(({ lifecycle }) => !lifecycle.startsWith('Terminating'))
          .map(each => ({
            ...each,
            health: 'healthy',
            lifecycle:
              each.lifecycle === 'EnteringStandby'
                ? 'Standby'
                : each.lifecycle.replace('Pending', 'InService')
          }))
      },
      group.desired
    )
  })
  const groups = { blue: arrived(seen.groups.blue), green: arrived(seen.groups.green) }
  const attached = { blue: shown(seen.attached.blue), green: shown(seen.attached.green) }
  return withTargets({ ...seen, groups, attached, targets: new Map() })
}

/** AWS has given everything that was put an ARN. */
const shown = (attached: Attached): Attached => ({
  ...attached,
  policies: attached.policies.map(each => ({ ...each, arn: each.arn || policyArn(each.name) })),
  alarms: attached.alarms.map(each => ({ ...each, arn: each.arn || `arn:alarm:${each.name}` }))
})

const policyArn = (name: string): string =>
  `arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1e:autoScalingGroupName/x:policyName/${name}`
