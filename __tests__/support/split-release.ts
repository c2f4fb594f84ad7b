/** A release of colours with target groups of their own, as one look shows it. Blue is the old colour. */
import { baseTag, type ReleaseRecord, releaseTag } from '../../src/release/journal/journal.ts'
import type { GroupTag } from '../../src/release/ports.ts'
import type { Situation } from '../../src/release/situation.ts'
import type { Forward } from '../../src/release/traffic/forward.ts'
import { type Noted, noteTag } from '../../src/release/traffic/forward-journal.ts'
import type { Group, Observation } from '../../src/release/world.ts'
import { observe, RECORD, serving, tagged } from './observation.ts'
import { situationOf } from './waiting-release.ts'

export const targetGroupArn = (name: string): string =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/1`
export const BLUE = targetGroupArn('web-blue')
export const GREEN = targetGroupArn('web-green')

/** A listener; its weights by target group ARN. */
export const forward = (weights: Readonly<Record<string, number>>, more: Partial<Forward> = {}): Forward => ({
  arn: 'arn:listener',
  of: 'listener',
  name: 'web:80',
  loadBalancer: 'arn:lb',
  protocol: 'HTTP',
  actions: '[]',
  shares: Object.entries(weights).map(([targetGroup, weight]) => ({ targetGroup, weight })),
  stickySeconds: 0,
  tags: new Map(),
  ...more
})

/** What a release notes of a listener that has sent everything to blue. */
export const NOTE: Noted = {
  epoch: 1,
  use: 'production',
  found: { blue: 1, green: 0 },
  goal: { blue: 0, green: 1 },
  sticky: 0
}

export const notes = (...all: readonly Noted[]): Forward['tags'] =>
  new Map(all.map(noteTag).map(({ key, value }) => [key, value]))

interface Colour {
  readonly group?: Partial<Group>
  /** Suspended by the user before the release. */
  readonly suspended?: readonly string[]
  /** What the release has noted on the group. */
  readonly noted?: readonly GroupTag[]
}

/** Each colour has three instances, all of them healthy. */
export function splitRelease(
  given: {
    readonly blue?: Colour
    readonly green?: Colour
    readonly forwards?: readonly Forward[]
    readonly release?: Partial<ReleaseRecord>
  } = {}
): Observation {
  const record = releaseTag({ ...RECORD, split: true, state: 'switching', ...given.release })
  const side = (name: string, targetGroup: string, { group, suspended = [], noted = [] }: Colour = {}) => {
    const made = serving(name, 3, { targetGroups: [targetGroup], ...group })
    return tagged(made, record, baseTag(1, { min: 2, max: 6, desired: 3, suspended }), ...noted)
  }
  const blue = side('web-blue', BLUE, given.blue)
  const green = side('web-green', GREEN, given.green)
  return {
    ...observe(blue, green),
    targets: new Map([blue, green].flatMap(healthyIn)),
    forwards: given.forwards ?? []
  }
}

const healthyIn = ({ targetGroups, instances }: Group) =>
  targetGroups.map(arn => {
    const inService = instances.filter(({ lifecycle }) => lifecycle === 'InService')
    return [arn, inService.map(({ id }) => ({ instanceId: id, state: 'healthy' }))] as const
  })

export const splitSituation = (given: Parameters<typeof splitRelease>[0]): Situation =>
  situationOf(splitRelease(given))
