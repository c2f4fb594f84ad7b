/** Worlds that begin where a run has ended: a process less for each of them. */
import type { WorldView } from '../../../src/twin/core/view.ts'
import { DEPLOY, environment, runAction } from './runs.ts'
import { onePair, openWorld } from './world.ts'

interface Beginning {
  readonly targetGroups: readonly object[]
}

/** The scenario of a world whose deploy has switched over and waits for finalize. */
export const switchedScenario = (from: Beginning = onePair()): Promise<object> => scenarioAfter(DEPLOY, from)

/** The scenario of a world in which a command has succeeded. */
export async function scenarioAfter(
  inputs: Readonly<Record<string, string>>,
  from: Beginning = onePair()
): Promise<object> {
  await using world = await openWorld(from)
  const ended = await runAction(environment(world), inputs)
  if (ended.code !== 0) throw new Error(`${inputs.command} ended with ${ended.code}: ${ended.stdout}`)
  return asScenario(await world.state(), from)
}

/** What a world that began like `from` is by now. Its instances get other ids. */
const asScenario = ({ now, groups }: WorldView, from: Beginning): object => ({
  ...from,
  start: now,
  groups: groups.map(({ name, min, max, desired, suspended, tags, targetGroups, instances }) => ({
    name,
    min,
    max,
    desired,
    standby: instances.filter(({ lifecycle }) => lifecycle === 'Standby').length,
    suspended,
    tags,
    targetGroups
  }))
})
