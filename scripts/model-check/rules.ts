/** What must hold at every step, reckoned from the small world alone and with nothing of the release's own code. */
import type { Colour } from '../../src/release/world.ts'
import { isClosed, type Journal, journalOf } from './journal.ts'
import { COLOURS, groupName, inState, type State } from './state.ts'
import type { Transition } from './transition.ts'

type Moment = Transition & { readonly was: State; readonly journal: Journal | undefined }

/** @returns what is wrong with the step, each with the name of its rule */
export function violations(was: State, step: Transition): readonly string[] {
  const truth = step.wrong ? [`truth: ${step.wrong}`] : []
  // What is asked of nature is asked of the groups it leaves.
  if (step.by === 'nature' && step.state.groups === was.groups) return truth
  const moment: Moment = { ...step, was, journal: journalOf(was) }
  const broken: string[] = [...truth]
  for (const [name, rule] of RULES) {
    const found = rule(moment)
    if (found !== undefined) broken.push(`${name}: ${found}`)
  }
  return broken
}

/** What cannot be read off a world is remembered in it. */
export function remember(was: State, step: Transition): State {
  const is = step.state
  if (is.groups === was.groups) return is
  const before = journalOf(was)
  const after = journalOf(is)
  const ends = before?.state === 'finalizing' && endedOf(was, is, before.from).length > 0
  const ended = after?.state !== 'finalizing' ? false : was.ended || (ends && step.by !== 'nature')
  return { ...is, ended, demand: demandAfter(was, is, before, after) }
}

/**
 * Under way, the highest desired capacity of whichever colour scales; at rest, and while a release waits for finalize or
 * rollback, what the live colour wants now.
 */
function demandAfter(was: State, is: State, before: Journal | undefined, after: Journal | undefined): number {
  const inUse = COLOURS.filter(colour => inState(is.groups[colour], 'InService').length > 0)
  if (!after || isClosed(after)) return Math.max(0, ...inUse.map(colour => is.groups[colour].desired))
  if (after.state === 'switched' || after.state === 'finalizing') return is.groups[after.to].desired
  const begins =
    before?.epoch !== after.epoch || (after.state === 'open' && is.groups[after.to].desired === 0)
  const scaling = inUse.filter(colour => scales(is, colour)).map(colour => is.groups[colour].desired)
  return Math.max(begins ? is.groups[after.from].desired : was.demand, ...scaling)
}

const scales = (state: State, colour: Colour): boolean =>
  !state.groups[colour].suspended.includes('AlarmNotification')

export const weighs = (state: State, colour: Colour): boolean =>
  state.listener === undefined || (state.listener.weights[colour] ?? 0) > 0

/** Instances that hold, whatever the weight; with those that have fallen ill meanwhile where a look is old. */
const holding = (state: State, colour: Colour, ill: boolean): number =>
  inState(state.groups[colour], 'InService').filter(
    ({ health }) => health === 'ok' || (ill && health === 'ill')
  ).length

const serving = (state: State, colour: Colour, ill: boolean): number =>
  weighs(state, colour) ? holding(state, colour, ill) : 0

const total = (state: State, ill: boolean): number =>
  COLOURS.reduce((sum, colour) => sum + serving(state, colour, ill), 0)

const isOurs = ({ by }: Moment): boolean => by === 'run' || by === 'late'

/** Instances of the colour that the step ends. */
function endedOf(was: State, is: State, colour: Colour): readonly string[] {
  const left = inState(is.groups[colour], 'Pending', 'InService', 'EnteringStandby', 'Standby').map(
    ({ id }) => id
  )
  return was.groups[colour].instances
    .filter(({ lifecycle, id }) => lifecycle !== 'Terminating' && !left.includes(id))
    .map(({ id }) => id)
}

type Rule = (moment: Moment) => string | undefined

/** A change of ours takes nothing below the demand. What fell ill after an old look is not held against its request. */
const capacity: Rule = moment => {
  if (!isOurs(moment)) return undefined
  const ill = moment.by === 'late'
  const before = total(moment.was, ill)
  const after = total(moment.state, ill)
  const demand = moment.demand ?? moment.was.demand
  const carrier = endsParked(moment)
  if (carrier) return carriedAlone(moment, carrier, demand)
  return after < before && after < demand
    ? `${before} served, ${after} are left, ${demand} are needed`
    : undefined
}

/**
 * Nothing keeps AWS from TerminateInstanceInAutoScalingGroup. An instance that a finalize asked to end while it was parked
 * may end when a rollback has brought it back: until then the new colour carries by itself what it wants.
 */
const endsParked = ({ by, change, sentIn, journal }: Moment): Colour | undefined =>
  by === 'late' && change?.kind === 'terminate' && sentIn === 'finalizing' ? journal?.to : undefined

function carriedAlone({ was, state }: Moment, carrier: Colour, demand: number): string | undefined {
  const needed = Math.min(demand, was.groups[carrier].desired)
  const carried = serving(state, carrier, true)
  return carried < needed
    ? `${groupName(carrier)} carries ${carried} by itself, ${needed} are needed`
    : undefined
}

const neverZero: Rule = moment =>
  isOurs(moment) &&
  total(moment.was, moment.by === 'late') > 0 &&
  total(moment.state, moment.by === 'late') === 0
    ? 'no colour serves any more'
    : undefined

/** Instances end only where a command is about that. A request of a finalize that was approved may arrive later. */
const purpose: Rule = moment => {
  if (!isOurs(moment)) return undefined
  const { was, state, journal, by, sentIn } = moment
  const purposeOf = sentIn ?? journal?.state ?? 'none'
  for (const colour of COLOURS) {
    const ended = endedOf(was, state, colour)
    if (ended.length === 0) continue
    const kept = was.groups[colour].tags.has('bg-release:kept')
    const allowed =
      (purposeOf === 'finalizing' && journal?.from === colour) ||
      (purposeOf === 'retiring' && journal?.to === colour) ||
      ((kept || by === 'late') && ['open', 'rolled-back'].includes(purposeOf) && journal?.to === colour) ||
      (purposeOf === 'rolling-back' && journal?.from === colour && askedForAll(moment))
    if (!allowed)
      return `${ended.join(', ')} of ${groupName(colour)} end in the state ${journal?.state ?? 'none'}`
  }
  return undefined
}

/**
 * A dead rollback asked for all that had to be held then, and the load, and with it the desired capacity, has grown before
 * its request arrives: what its successor has launched since, and not protected yet, is launched once more.
 */
const askedForAll = ({ by, change, demand }: Moment): boolean =>
  by === 'late' && change?.kind === 'resize' && (change.desired ?? 0) >= (demand ?? Number.POSITIVE_INFINITY)

const mayScaleIn = (state: State, colour: Colour): boolean => {
  const { min, desired } = state.groups[colour]
  return scales(state, colour) && min < desired && serving(state, colour, true) > 0
}

/** Of what arrives late only capacity is asked (what it sets right or wrong is seen at the next look). */
const oneScalesIn: Rule = moment => {
  if (moment.by !== 'run') return undefined
  const both = (state: State): boolean => COLOURS.every(colour => mayScaleIn(state, colour))
  return both(moment.state) && !both(moment.was) ? 'both colours may scale in' : undefined
}

/** While both colours serve and one leaves, no policy takes away what the other rests on. */
const scaledAway: Rule = ({ by, was, state, journal }) => {
  if (by !== 'scale-in' || !journal || !['switching', 'retiring'].includes(journal.state)) return undefined
  if (!COLOURS.every(colour => serving(was, colour, true) > 0)) return undefined
  const after = total(state, true)
  return after < was.demand ? `a policy leaves ${after} of ${was.demand} while one colour leaves` : undefined
}

const bounds: Rule = ({ state }) => {
  const wrong = COLOURS.find(colour => {
    const { min, max, desired } = state.groups[colour]
    return min > desired || desired > max
  })
  return wrong && `${groupName(wrong)} is not within its sizes`
}

/** What a finalize has begun to end is never said to come back. */
const noReturn: Rule = ({ by, was, state }) =>
  by === 'run' && was.ended && journalOf(state)?.state === 'rolling-back'
    ? 'a rollback begins of what a finalize has begun to end'
    : undefined

/** Somebody always scales out, and a colour at rest keeps what it had to: the other one is nobody's while it is idle. */
const processes: Rule = ({ state, was, by }) => {
  const never = COLOURS.find(colour =>
    state.groups[colour].suspended.some(each =>
      ['Launch', 'Terminate', 'AddToLoadBalancer', 'HealthCheck'].includes(each)
    )
  )
  if (never) return `${groupName(never)} cannot launch or end instances`
  const served = COLOURS.filter(colour => holding(state, colour, true) > 0)
  const before = COLOURS.filter(colour => holding(was, colour, true) > 0 && scales(was, colour))
  return by !== 'run' ||
    before.length === 0 ||
    served.length === 0 ||
    served.some(colour => scales(state, colour))
    ? undefined
    : 'no colour that serves may scale out'
}

const RULES: readonly (readonly [string, Rule])[] = Object.entries({
  capacity,
  'never zero': neverZero,
  'ended on purpose': purpose,
  'one scales in': oneScalesIn,
  'not scaled away': scaledAway,
  bounds,
  'no return': noReturn,
  'somebody scales out': processes
} satisfies Readonly<Record<string, Rule>>)

export const serves = (state: State, colour: Colour): boolean => serving(state, colour, true) > 0
