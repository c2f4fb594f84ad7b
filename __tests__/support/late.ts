/** A request that is under way for a while: its sender gets no answer, and AWS carries it out later. */
import { toCall } from '../../src/aws/changes.ts'
import { AwsError } from '../../src/release/errors.ts'
import type { Change } from '../../src/release/ports.ts'
import { type Hooks, Killed, type Simulation } from './simulation.ts'

/** AWS refuses what was signed longer ago (IAM User Guide, Signature Version 4). */
export const SIGNATURE_MS = 300_000

export interface Late {
  /** Holds change number `at` back; the sender is killed, or lives on without an answer. */
  sender(at: number, fate: 'killed' | 'lives on'): Hooks
  /** Lets the request land while other runs work. */
  readonly meanwhile: Hooks
  /** Whether it landed, and was accepted. */
  landed(): 'no' | 'accepted' | 'refused'
  /** The call that was held back, as the rules name it; undefined before. */
  called(): string | undefined
}

/** @param delay ms of virtual time from sending to landing, below `SIGNATURE_MS` */
export function lateRequest(simulation: Simulation, delay: number): Late {
  let held: { readonly change: Change; readonly due: number } | undefined
  let landed: ReturnType<Late['landed']> = 'no'
  let called: string | undefined
  const land = () => {
    if (!held || simulation.clock.now() < held.due) return
    const { service = 'autoscaling', operation, input } = toCall(held.change)
    held = undefined
    landed = simulation.twin.call(service, operation, input).ok ? 'accepted' : 'refused'
  }
  const meanwhile: Hooks = { before: land, onSleep: land }
  return {
    meanwhile,
    landed: () => landed,
    called: () => called,
    sender: (at, fate) => ({
      onSleep: land,
      before: (change, index) => {
        land()
        if (index !== at) return
        held = { change, due: simulation.clock.now() + delay }
        const { operation, input } = toCall(change)
        called = `${operation} ${JSON.stringify(input)}`
        throw fate === 'killed' ? new Killed() : new AwsError('unknown', 'AnyOperation', '', 'timeout', '')
      }
    })
  }
}
