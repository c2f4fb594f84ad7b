/** What a look at the small world shows to the release. */

import { NOTHING_READ } from '../../__tests__/support/nothing-read.ts'
import type { Attached } from '../../src/release/attached.ts'
import type { Facts } from '../../src/release/goal.ts'
import { canonical } from '../../src/release/traffic/actions.ts'
import type { Forward, Share } from '../../src/release/traffic/forward.ts'
import {
  type Colour,
  IMAGE_NAME_TAG,
  IMAGE_VERSION_TAG,
  type Observation,
  type Group as SeenGroup,
  type TargetHealth
} from '../../src/release/world.ts'
import { COLOURS, type Group, groupName, type Instance, type Listener, type State } from './state.ts'

/** All looks are of one moment: time is the window alone, open or closed. Ms since the epoch. */
export const NOW = 1_000_000

export const SHARED_TARGETS = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0'
export const targetsOf = (colour: Colour): string =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web-${colour}/0`
const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/0/0'

/** Each colour has a policy of its own (`keep-idle-scaling`): who may scale is then a matter of suspended processes. */
const ATTACHED: Attached = {
  policies: [{ name: 'cpu', arn: 'arn:cpu', type: 'TargetTrackingScaling', settings: {} }],
  scheduledActions: [],
  alarms: []
}

export function observationOf(state: State): Observation {
  const { listener } = state
  const split = listener !== undefined
  const targets = new Map<string, readonly TargetHealth[]>()
  if (split) for (const colour of COLOURS) targets.set(targetsOf(colour), healthOf(state, colour))
  else
    targets.set(
      SHARED_TARGETS,
      COLOURS.flatMap(colour => healthOf(state, colour))
    )
  return {
    at: NOW,
    service: 'web',
    groups: {
      blue: groupOf(state.groups.blue, 'blue', split),
      green: groupOf(state.groups.green, 'green', split)
    },
    targets,
    attached: { blue: ATTACHED, green: ATTACHED },
    forwards: listener ? [forwardOf(listener)] : []
  }
}

/** What a run knows beside the look, in a service that preflight finds fit. */
export function factsOf(split: boolean, quiet: boolean, begun: boolean): Facts {
  const arns = split ? COLOURS.map(targetsOf) : [SHARED_TARGETS]
  return {
    ...NOTHING_READ,
    targetGroups: arns.map(arn => ({
      arn,
      name: arn,
      targetType: 'instance',
      healthCheckEnabled: true,
      inUse: true
    })),
    quietFrom: quiet ? 0 : NOW + 1,
    together: begun,
    begun
  }
}

function groupOf(group: Group, colour: Colour, split: boolean): SeenGroup {
  const name = groupName(colour)
  return {
    name,
    arn: `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:x:autoScalingGroupName/${name}`,
    min: group.min,
    max: group.max,
    desired: group.desired,
    instances: group.instances.map(({ id, lifecycle, protected: spared }) => ({
      id,
      zone: 'eu-west-1a',
      lifecycle,
      health: 'healthy',
      protected: spared
    })),
    suspended: group.suspended,
    tags: group.tags,
    propagated: new Set([IMAGE_NAME_TAG, IMAGE_VERSION_TAG]),
    protectsNew: false,
    targetGroups: [split ? targetsOf(colour) : SHARED_TARGETS],
    hasWarmPool: false,
    hasWeightedCapacity: false,
    settings: { zones: ['eu-west-1a'], healthCheckType: 'EC2', capacityRebalance: false, spotOnly: false }
  }
}

/**
 * An instance that enters Standby drains before it is there (Auto Scaling User Guide, "Temporarily remove instances");
 * one that starts is registered once it is in service; nobody checks targets that no listener names.
 */
function healthOf(state: State, colour: Colour): readonly TargetHealth[] {
  const named = state.listener === undefined || state.listener.weights[colour] !== undefined
  const stateOf = ({ lifecycle, health }: Instance): string | undefined => {
    if (lifecycle === 'EnteringStandby') return 'draining'
    if (lifecycle !== 'InService') return undefined
    if (!named) return 'unused'
    return health === 'ok' ? 'healthy' : health === 'ill' ? 'unhealthy' : 'initial'
  }
  return state.groups[colour].instances.flatMap(instance => {
    const found = stateOf(instance)
    return found === undefined ? [] : [{ instanceId: instance.id, state: found }]
  })
}

function forwardOf({ weights, tags }: Listener): Forward {
  const shares: readonly Share[] = COLOURS.flatMap(colour => {
    const weight = weights[colour]
    return weight === undefined ? [] : [{ targetGroup: targetsOf(colour), weight }]
  })
  const groups = shares.map(({ targetGroup, weight }) => ({ TargetGroupArn: targetGroup, Weight: weight }))
  return {
    arn: LISTENER,
    of: 'listener',
    name: 'web:443',
    loadBalancer: 'web',
    protocol: 'HTTPS',
    actions: canonical([{ Type: 'forward', ForwardConfig: { TargetGroups: groups } }]),
    shares,
    stickySeconds: 0,
    tags
  }
}
