/** What happens by itself: instances come and go, health changes, the load asks for more or less, time passes. */
import { type Answer, apply, type Lenience } from './aws.ts'
import { settle } from './settle.ts'
import { COLOURS, groupName, type Instance, type State, type Weather, withGroup } from './state.ts'
import type { Transition } from './transition.ts'

export function* environment(
  state: State,
  mutant: Lenience & { readonly deaf?: boolean }
): Iterable<Transition> {
  yield* instances(state)
  yield* balance(state)
  if (state.weather.load > 0) yield* load(state, mutant)
  yield* arrivals(state, mutant)
  const waits = state.window || state.air.length > 0 || state.run?.lost !== undefined
  if (waits)
    yield {
      what: 'five minutes pass: nothing on its way arrives any more',
      state: passed(state),
      by: 'nature',
      fair: true
    }
}

const worse = (state: State, what: keyof Weather): State => ({
  ...state,
  weather: { ...state.weather, [what]: state.weather[what] - 1 }
})

/** AWS refuses a signature older than five minutes (IAM User Guide, Signature Version 4). */
function passed(state: State): State {
  const { run } = state
  const { lost: _, ...rest } = run ?? {}
  return { ...state, air: [], window: false, ...(run && { run: { goal: run.goal, ...rest } }) }
}

function* instances(state: State): Iterable<Transition> {
  for (const colour of COLOURS) {
    const group = state.groups[colour]
    const named = state.listener === undefined || state.listener.weights[colour] !== undefined
    const seen = new Set<string>()
    for (const instance of group.instances) {
      const kind = `${instance.lifecycle} ${instance.health} ${instance.protected}`
      if (seen.has(kind) && !JSON.stringify(state.air).includes(`"${instance.id}"`)) continue
      seen.add(kind)
      const becomes = (what: string, as: Partial<Instance>, fair: boolean): Transition => ({
        what: () => `${instance.id} of ${groupName(colour)} ${what}`,
        state: withGroup(as.health === 'ill' ? worse(state, 'illness') : state, colour, {
          ...group,
          instances: group.instances.map(each => (each === instance ? { ...each, ...as } : each))
        }),
        by: 'nature',
        fair
      })
      switch (instance.lifecycle) {
        case 'Pending':
          yield becomes('is in service', { lifecycle: 'InService' }, true)
          break
        case 'InService':
          // An Application Load Balancer checks what a listener names, whatever the weight.
          if (instance.health !== 'ok' && named) yield becomes('is healthy', { health: 'ok' }, true)
          if (instance.health === 'ok' && state.weather.illness > 0)
            yield becomes('falls ill', { health: 'ill' }, false)
          break
        case 'EnteringStandby':
          yield becomes('has drained', { lifecycle: 'Standby' }, true)
          break
        case 'Terminating': {
          const left = group.instances.filter(each => each !== instance)
          for (const next of settle(withGroup(state, colour, { ...group, instances: left }), colour)) {
            yield { what: () => `${instance.id} is gone`, state: next, by: 'nature', fair: true }
          }
          break
        }
        case 'Standby':
          break
      }
    }
  }
}

/** What was spared ends once its protection is taken away, where a policy or a late request has asked for less meanwhile. */
function* balance(state: State): Iterable<Transition> {
  for (const colour of COLOURS) {
    for (const next of settle(state, colour)) {
      if (next === state) continue
      yield {
        what: () => `${groupName(colour)} comes to its desired capacity`,
        state: next,
        by: 'nature',
        fair: true
      }
    }
  }
}

/**
 * A policy moves desired between MinSize and MaxSize unless AlarmNotification is suspended (User Guide, "Suspend and
 * resume a process"). It does not scale in while instances warm up (User Guide, "Default instance warmup").
 */
function* load(state: State, mutant: Lenience & { readonly deaf?: boolean }): Iterable<Transition> {
  for (const colour of COLOURS) {
    const group = state.groups[colour]
    const suspended = group.suspended.includes('AlarmNotification') && !mutant.deaf
    if (
      suspended ||
      group.desired === 0 ||
      !group.instances.some(({ lifecycle }) => lifecycle === 'InService')
    )
      continue
    const warming = group.instances.some(
      ({ lifecycle, health }) => lifecycle === 'Pending' || (lifecycle === 'InService' && health === 'new')
    )
    for (const [by, word] of [
      [1, 'out'],
      [-1, 'in']
    ] as const) {
      const desired = group.desired + by
      if (desired < Math.max(group.min, 1) || desired > group.max || (by < 0 && warming)) continue
      for (const next of settle(withGroup(worse(state, 'load'), colour, { ...group, desired }), colour)) {
        yield {
          what: () => `a policy scales ${groupName(colour)} ${word} to ${desired}`,
          state: next,
          by: word === 'in' ? 'scale-in' : 'nature',
          fair: false
        }
      }
    }
  }
}

/**
 * A request that left arrives. A run that stood still sends the next one only once this one is answered: what was refused
 * makes it look again, and then it finds itself fenced.
 */
function* arrivals(state: State, mutant: Lenience): Iterable<Transition> {
  const [request, ...behind] = state.air
  if (!request) return
  const air = request.arrivals > 1 ? [{ ...request, arrivals: request.arrivals - 1 }, ...behind] : behind
  const answers: readonly Answer[] = apply({ ...state, air }, request.change, mutant)
  for (const { state: next, answer } of answers) {
    yield {
      what: () => `LATE: ${told(request.change)} ${answer === 'done' ? 'arrives' : `arrives (${answer})`}`,
      state: answer === 'done' ? next : { ...next, air: [] },
      by: 'late',
      fair: false,
      change: request.change,
      sentIn: request.sentIn,
      demand: request.demand
    }
  }
}

export const told = (change: object): string =>
  JSON.stringify(change, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('v=1 ') ? value.replace(/^v=1 | c=[0-9a-f]+$/g, '') : value
  ).replaceAll('"', '')
