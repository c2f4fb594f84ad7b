import { ownerOf } from '../auto-scaling/find.ts'
import { AwsFault, invalid } from '../fault.ts'
import { type Input, missing, optionalInteger, records, text } from '../input.ts'
import type { World } from '../world.ts'
import { targetGroupOf } from './find.ts'
import type { TargetGroup } from './model.ts'
import { deregister, register } from './targets.ts'

/** Elastic Load Balancing quotas: targets for each target group. */
const MOST_TARGETS = 1000

/**
 * RegisterTargets. A registered target stays as it is. ASSUMED (`register-while-draining`): a draining one starts over
 * with its initial checks.
 * @throws AwsFault TargetGroupNotFound, InvalidTarget, TooManyTargets
 */
export function registerTargets(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  for (const each of targets(input)) {
    const id = text(each, 'Id')
    const port = optionalInteger(each, 'Port')
    const present = targetGroup.targets[id]
    if (present !== undefined && (port ?? present.port) !== present.port)
      throw new AwsFault('TwinUnsupported', 'The twin does not model a target with several ports.', 501)
    if (targetGroup.type !== 'instance') store(world, targetGroup, id, port)
    else registerInstance(world, targetGroup, id, port)
  }
  if (Object.keys(targetGroup.targets).length > MOST_TARGETS)
    throw new AwsFault('TooManyTargets', `The maximum number of targets '${MOST_TARGETS}' has been reached`)
  return {}
}

/** DeregisterTargets. A target that is not registered is no error. */
export function deregisterTargets(world: World, input: Input): Record<string, unknown> {
  const targetGroup = targetGroupOf(world, input)
  for (const each of targets(input)) {
    const id = text(each, 'Id')
    const present = targetGroup.targets[id]
    if (present !== undefined && (optionalInteger(each, 'Port') ?? present.port) === present.port)
      deregister(world, targetGroup, id)
  }
  return {}
}

function registerInstance(
  world: World,
  targetGroup: TargetGroup,
  id: string,
  port: number | undefined
): void {
  const owner = ownerOf(world, id)
  if (owner === undefined) {
    // ASSUMED: the wording.
    throw new AwsFault('InvalidTarget', `The following targets are not valid instances: '${id}'`)
  }
  if (owner.instance.lostAt !== undefined) {
    throw new AwsFault(
      'InvalidTarget',
      `The following targets are not in a running state and cannot be registered: '${id}'`
    )
  }
  const present = targetGroup.targets[id]
  if (present?.state === 'draining' && world.assumptions['register-while-draining'] === 'refused')
    throw new AwsFault(
      'InvalidTarget',
      `The following targets are draining and cannot be registered: '${id}'`
    )
  if (present === undefined || present.state === 'draining')
    register(world, targetGroup, owner.group.name, owner.instance, port)
}

/** Addresses and functions are kept and never checked. */
function store(world: World, targetGroup: TargetGroup, id: string, port: number | undefined): void {
  if (targetGroup.type === 'ip' && !/^\d{1,3}(\.\d{1,3}){3}$/.test(id))
    throw invalid(`The IP address '${id}' is not a valid IPv4 address`)
  targetGroup.targets[id] = {
    id,
    port: port ?? targetGroup.port,
    group: '',
    registeredAt: world.now,
    state: 'initial',
    since: world.now
  }
}

function targets(input: Input): readonly Input[] {
  const wanted = records(input, 'Targets')
  if (wanted.length === 0) throw missing('Targets')
  return wanted
}
