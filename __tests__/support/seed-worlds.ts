/** Worlds in the middle of a release, and the calls with which somebody could spoil them. */
import { expect } from '@jest/globals'
import { type Checked, checked } from './checked.ts'
import { fewOfEach } from './scaled-pair.ts'
import { Killed, onePair } from './simulation.ts'
import { groupIn } from './stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const

export const call = (simulation: Checked, operation: string, input: object) => {
  const answer = simulation.twin.call('autoscaling', operation, { ...input })
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
}
export const monitor = (simulation: Checked, operation: string, input: object) => {
  const answer = simulation.twin.call('monitoring', operation, { ...input })
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
}
export const blue = { AutoScalingGroupName: 'web-blue' }
export const green = { AutoScalingGroupName: 'web-green' }
export const idsIn = (simulation: Checked, name: string) =>
  groupIn(simulation.world(), name).instances.map(each => each.id)
export const pass = (simulation: Checked, seconds: number) => {
  for (let n = 0; n < seconds; n++) simulation.twin.advance(simulation.world().now + 1000)
}
export const tagOf = (group: string, key: string, value: string, propagate = false) => ({
  Tags: [
    {
      ResourceId: group,
      ResourceType: 'auto-scaling-group',
      Key: key,
      Value: value,
      PropagateAtLaunch: propagate
    }
  ]
})
export const rewrite = (simulation: Checked, from: string, to: string) => {
  for (const name of ['web-blue', 'web-green']) {
    const [key, tag] =
      Object.entries(groupIn(simulation.world(), name).tags).find(([each]) => each.includes(':release:')) ??
      []
    if (key && tag) call(simulation, 'CreateOrUpdateTags', tagOf(name, key, tag.value.replace(from, to)))
  }
}

/** A deploy that stands before its first EnterStandby: both colours serve, old has no floor any more. */
export async function beforeTheSwitch(): Promise<Checked> {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY, {
    before: change => {
      if (change.kind === 'enter-standby') throw new Killed()
    }
  })
  expect(simulation.violations()).toEqual([])
  return simulation
}
export const untouched = async () => checked(onePair())
export const warming = async () => {
  const simulation = checked({ ...onePair(), timing: { launchSeconds: 120 } })
  await simulation.run({ ...DEPLOY, timeoutMs: 61_000 })
  return simulation
}
export const switched = async () => {
  const simulation = checked(onePair())
  await simulation.run(DEPLOY)
  return simulation
}
/** As `switched`, with policies, an alarm and a schedule that have been copied. */
export const scaledSwitched = async () => {
  const simulation = fewOfEach()
  await simulation.run(DEPLOY)
  return simulation
}
