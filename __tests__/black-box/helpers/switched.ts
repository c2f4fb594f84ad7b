/** Worlds that begin where a deploy has ended: a process less for each of them. */
import type { WorldView } from '../../../src/twin/core/view.ts'
import { DEPLOY, environment, runAction } from './runs.ts'
import { onePair, openWorld } from './world.ts'

/** The scenario of a world whose deploy has switched over and waits for finalize. */
export async function switchedScenario(): Promise<object> {
  await using world = await openWorld()
  const deployed = await runAction(environment(world), DEPLOY)
  if (deployed.code !== 0) throw new Error(`deploy ended with ${deployed.code}: ${deployed.stdout}`)
  return asScenario(await world.state())
}

/** What a world of `onePair` is by now. Its instances get other ids. */
const asScenario = ({ now, groups }: WorldView): object => ({
  ...onePair(),
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
