/** Ends a run at a call of its own choice, or somewhere near it. */
import type { CallRecord } from '../../../src/twin/doors/call-log.ts'
import { type ActionEnded, environment, startAction } from './runs.ts'
import type { Fault, TestWorld } from './world.ts'

export interface Signalled extends ActionEnded {
  /** Whether the moment came; otherwise the run ended undisturbed. */
  readonly struck: boolean
}

/** Runs the action and sends the signal while the struck call is on its way. */
export async function signalAt(
  world: TestWorld,
  inputs: Readonly<Record<string, string>>,
  fault: Fault,
  signal: NodeJS.Signals
): Promise<Signalled> {
  await world.fault(fault)
  return await signalWhen(world, inputs, calls => calls.some(call => call.fault === fault.kind), signal)
}

/** Runs the action and sends the signal as soon as so many of its calls have arrived, whatever it does by then. */
export const signalNear = (
  world: TestWorld,
  inputs: Readonly<Record<string, string>>,
  calls: number,
  signal: NodeJS.Signals
): Promise<Signalled> => signalWhen(world, inputs, (_, arrived) => arrived >= calls, signal)

async function signalWhen(
  world: TestWorld,
  inputs: Readonly<Record<string, string>>,
  isMoment: (fresh: readonly CallRecord[], arrived: number) => boolean,
  signal: NodeJS.Signals
): Promise<Signalled> {
  const before = (await world.calls()).length
  const run = startAction(environment(world), inputs)
  let over = false
  let struck = false
  const ended = run.ended.finally(() => {
    over = true
  })
  for (let arrived = 0; !over && !struck; ) {
    const fresh = await world.calls(before + arrived)
    arrived += fresh.length
    struck = isMoment(fresh, arrived)
    if (!struck) await new Promise(resolve => setTimeout(resolve, 10))
  }
  if (struck) run.signal(signal)
  const end = await ended
  await world.clearFaults()
  return { ...end, struck: struck && end.code !== 0 }
}
