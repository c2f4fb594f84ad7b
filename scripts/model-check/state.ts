/** The small world that the search goes through: one service, everything that a release can change about it, nothing else. */
import type { Change } from '../../src/release/ports.ts'
import type { Colour } from '../../src/release/world.ts'

/**
 * Lifecycle states as AWS names them, the passing ones taken together: `Pending:Wait` is Pending, `Terminating:Wait` is
 * Terminating (EC2 Auto Scaling User Guide, instance lifecycle).
 */
export type Lifecycle = 'Pending' | 'InService' | 'EnteringStandby' | 'Standby' | 'Terminating'

export interface Instance {
  readonly id: string
  readonly lifecycle: Lifecycle
  /** `new`: not healthy yet. `ill`: was healthy and is not now, which is the environment's doing. */
  readonly health: 'new' | 'ok' | 'ill'
  readonly protected: boolean
}

export interface Group {
  readonly min: number
  readonly max: number
  readonly desired: number
  readonly instances: readonly Instance[]
  /** Sorted. */
  readonly suspended: readonly string[]
  readonly tags: ReadonlyMap<string, string>
}

/** The one listener of a split service. A weight is undefined where the listener does not name the colour. */
export interface Listener {
  readonly weights: Readonly<Record<Colour, number | undefined>>
  readonly tags: ReadonlyMap<string, string>
}

/** A request on its way. */
export interface Request {
  readonly change: Change
  /** Where the release stood when it left: its purpose is judged by that. */
  readonly sentIn: string
  /** What had to be held then: a load that grew later is not held against it. */
  readonly demand: number
  /** How often it can still arrive: a network may deliver it twice. */
  readonly arrivals: number
}

/** A run that holds the claim. */
export interface Run {
  /** Index into the goals of the search. */
  readonly goal: number
  /** What it sent and got no answer to; `again` once it has sent the same a second time. */
  readonly lost?: { readonly change: Change; readonly again: boolean }
}

export interface Weather {
  readonly load: number
  readonly illness: number
}

export interface State {
  readonly groups: Readonly<Record<Colour, Group>>
  /** Present where each colour has a target group of its own. */
  readonly listener?: Listener
  /** Requests of one run that is gone or stands still, in the order in which they leave: none, the first ones or all arrive. */
  readonly air: readonly Request[]
  /** Whether the claim of a run that did not sign off makes its successors wait. */
  readonly window: boolean
  /** How often the load may still change, and what was healthy may fall ill. */
  readonly weather: Weather
  readonly run?: Run
  /** What has to be held, reckoned by the rules and not by the journal: see rules.ts. */
  readonly demand: number
  /** Whether a finalize of the open release has ended an instance. */
  readonly ended: boolean
}

export const COLOURS = ['blue', 'green'] as const satisfies readonly Colour[]

export const otherColour = (colour: Colour): Colour => (colour === 'blue' ? 'green' : 'blue')

export const groupName = (colour: Colour): string => `web-${colour}`

export const colourOf = (name: string): Colour => (name === 'web-blue' ? 'blue' : 'green')

export const withGroup = (state: State, colour: Colour, group: Group): State => ({
  ...state,
  groups: { ...state.groups, [colour]: group }
})

export const inState = (group: Group, ...lifecycles: readonly Lifecycle[]): readonly Instance[] =>
  group.instances.filter(({ lifecycle }) => lifecycles.includes(lifecycle))

/**
 * The state without its run.
 * @param unknown whether its successors have to wait, because something may still arrive
 */
export function ended({ run: _, ...rest }: State, unknown: boolean): State {
  return { ...rest, window: rest.window || unknown }
}
