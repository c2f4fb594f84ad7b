import { dictionary } from '../dictionary.ts'
import { AwsFault, invalid } from '../fault.ts'
import { type Input, onlyModelled, optionalInteger, optionalText, records, text } from '../input.ts'
import type { World } from '../world.ts'
import { readActions } from './actions.ts'
import { defaultActionsOf, type FoundListener, listenerOf, loadBalancerOf } from './find.ts'
import type { Listener, LoadBalancer } from './model.ts'
import { newArn } from './names.ts'
import { listenerShape } from './shapes.ts'
import { newTags } from './tags.ts'
import { noteUses } from './uses.ts'

const SETTINGS = ['Protocol', 'Port', 'SslPolicy', 'Certificates', 'DefaultActions']
const PROTOCOLS = { application: ['HTTP', 'HTTPS'], network: ['TCP', 'TLS', 'UDP', 'TCP_UDP'] } as const
/** Elastic Load Balancing quotas: listeners for each load balancer. */
const MOST_LISTENERS = 50

/**
 * CreateListener, with its default rule. One on the same port with the same settings is answered as if it had been created
 * (ELBv2 API Reference, CreateListener).
 * @throws AwsFault LoadBalancerNotFound, DuplicateListener, TooManyListeners, ValidationError and those of `readActions`
 */
export function createListener(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['LoadBalancerArn', 'Tags', ...SETTINGS])
  const loadBalancer = loadBalancerOf(world, input)
  const port = optionalInteger(input, 'Port')
  const protocol = optionalText(input, 'Protocol')
  // ASSUMED: the wordings of this file.
  if (protocol === undefined) throw invalid('A protocol must be specified')
  if (port === undefined) throw invalid('A port must be specified')
  const secure = security(input, checkedProtocol(loadBalancer, protocol), undefined)
  const actions = readActions(world, records(input, 'DefaultActions'), { protocol, before: [] })
  const present = loadBalancer.listeners.find(each => each.port === port)
  if (present !== undefined) {
    const same =
      present.protocol === protocol && JSON.stringify(defaultActionsOf(present)) === JSON.stringify(actions)
    if (!same) throw duplicate(loadBalancer)
    return { Listeners: [listenerShape(loadBalancer, present)] }
  }
  if (loadBalancer.listeners.length >= MOST_LISTENERS)
    throw new AwsFault(
      'TooManyListeners',
      `The maximum number of listeners '${MOST_LISTENERS}' on load balancer '${loadBalancer.arn}' has been reached`
    )
  const arn = newArn(world, loadBalancer.arn.replace(/^.*:loadbalancer/, 'listener'))
  const rule = {
    arn: newArn(world, arn.replace(/^.*:listener/, 'listener-rule')),
    priority: 'default',
    conditions: [],
    actions,
    isDefault: true,
    tags: dictionary<string>()
  }
  const listener: Listener = { arn, port, protocol, ...secure, tags: newTags(input), rules: [rule] }
  loadBalancer.listeners.push(listener)
  noteUses(world)
  return { Listeners: [listenerShape(loadBalancer, listener)] }
}

/** ModifyListener. Default actions that are given replace the whole list; what is not given stays. */
export function modifyListener(world: World, input: Input): Record<string, unknown> {
  onlyModelled(input, ['ListenerArn', ...SETTINGS])
  const { loadBalancer, listener } = listenerOf(world, text(input, 'ListenerArn'))
  const port = optionalInteger(input, 'Port') ?? listener.port
  if (loadBalancer.listeners.some(each => each.arn !== listener.arn && each.port === port))
    throw duplicate(loadBalancer)
  const protocol = checkedProtocol(loadBalancer, optionalText(input, 'Protocol') ?? listener.protocol)
  const secure = security(input, protocol, listener)
  const before = defaultActionsOf(listener)
  const wanted = records(input, 'DefaultActions')
  const actions = wanted.length === 0 ? before : readActions(world, wanted, { protocol, before })
  listener.port = port
  listener.protocol = protocol
  delete listener.sslPolicy
  Object.assign(listener, secure)
  for (const rule of listener.rules) if (rule.isDefault) rule.actions = actions
  noteUses(world)
  return { Listeners: [listenerShape(loadBalancer, listener)] }
}

/** DeleteListener with its rules. */
export function deleteListener(world: World, input: Input): Record<string, unknown> {
  const { loadBalancer, listener }: FoundListener = listenerOf(world, text(input, 'ListenerArn'))
  loadBalancer.listeners = loadBalancer.listeners.filter(each => each.arn !== listener.arn)
  noteUses(world)
  return {}
}

function checkedProtocol(loadBalancer: LoadBalancer, protocol: string): string {
  const allowed: readonly string[] = PROTOCOLS[loadBalancer.type]
  if (!allowed.includes(protocol))
    throw invalid(`Listener protocol '${protocol}' must be one of '${allowed.join(', ')}'`)
  return protocol
}

/** What HTTPS and TLS need: a certificate, and a policy that AWS chooses where none is given. */
function security(
  input: Input,
  protocol: string,
  before: Listener | undefined
): Pick<Listener, 'certificates'> & Partial<Pick<Listener, 'sslPolicy'>> {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return { certificates: [] }
  const given = records(input, 'Certificates').map(each => ({ CertificateArn: text(each, 'CertificateArn') }))
  const certificates = given.length > 0 ? given : (before?.certificates ?? [])
  if (certificates.length === 0) throw invalid(`A certificate must be specified for ${protocol} listeners`)
  if (certificates.length > 1) throw invalid('You can specify only one certificate, the default one')
  const sslPolicy = optionalText(input, 'SslPolicy') ?? before?.sslPolicy ?? 'ELBSecurityPolicy-2016-08'
  return { certificates, sslPolicy }
}

function duplicate(loadBalancer: LoadBalancer): AwsFault {
  return new AwsFault(
    'DuplicateListener',
    `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`
  )
}
