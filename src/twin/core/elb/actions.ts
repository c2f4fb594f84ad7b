import { AwsFault, invalid } from '../fault.ts'
import { between, type Input, missing, optionalInteger, text } from '../input.ts'
import type { World } from '../world.ts'
import { readAuthentication } from './authentication.ts'
import { readForward } from './forward.ts'
import type { ActionsPlace, Shape } from './model.ts'
import { readFixedResponse, readRedirect } from './responses.ts'

const FINAL = ['forward', 'redirect', 'fixed-response']

/**
 * Reads the actions of a listener or rule; they replace whatever was there before (ELBv2 API Reference, ModifyRule: "you
 * must provide the entire list"). Exactly one forward, redirect or fixed-response comes last, by `Order`.
 * @returns the actions as Describe calls answer them
 * @throws AwsFault ValidationError, InvalidLoadBalancerAction, TargetGroupNotFound, IncompatibleProtocols, TooManyTargetGroups
 */
export function readActions(world: World, actions: readonly Input[], place: ActionsPlace): Shape[] {
  if (actions.length === 0) throw missing('Actions')
  const ordered = inOrder(actions)
  const finals = ordered.filter(each => FINAL.includes(text(each, 'Type')))
  // ASSUMED: the wordings of this file.
  if (finals.length !== 1 || finals[0] !== ordered.at(-1)) {
    throw invalid(
      "The action list must contain exactly one action of type 'forward', 'redirect' or 'fixed-response', and it must be the last one"
    )
  }
  return ordered.map(each => readAction(world, each, place))
}

/** With several actions each has its own `Order`; the lowest is done first (ELBv2 API Reference, Action). */
function inOrder(actions: readonly Input[]): readonly Input[] {
  if (actions.length === 1) return actions
  const orders = actions.map(each => optionalInteger(each, 'Order'))
  if (orders.includes(undefined)) throw invalid('You must specify an order for each action')
  if (new Set(orders).size < orders.length) throw invalid('Each action must have a different order')
  return [...actions].sort((a, b) => (optionalInteger(a, 'Order') ?? 0) - (optionalInteger(b, 'Order') ?? 0))
}

function readAction(world: World, action: Input, place: ActionsPlace): Shape {
  const type = text(action, 'Type')
  const order = optionalInteger(action, 'Order')
  const wrap = (members: Shape): Shape => ({
    Type: type,
    ...members,
    ...(order === undefined ? {} : { Order: between('Order', order, 1, 50_000) })
  })
  switch (type) {
    case 'forward':
      return wrap(readForward(world, action, place.protocol))
    case 'redirect':
      return wrap(readRedirect(action))
    case 'fixed-response':
      return wrap(readFixedResponse(action))
    case 'authenticate-oidc':
    case 'authenticate-cognito':
      return wrap(readAuthentication(action, type, place))
    default:
      throw new AwsFault('TwinUnsupported', `The twin does not model actions of type ${type}.`, 501)
  }
}
