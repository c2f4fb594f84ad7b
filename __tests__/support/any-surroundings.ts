/** What stands around the groups of `any-observation.ts`: targets, policies, listeners. */
import type { Forward } from '../../src/release/traffic/forward.ts'
import { noteTag } from '../../src/release/traffic/forward-journal.ts'
import type { Colour, Observation } from '../../src/release/world.ts'
import { dice, pick, within } from '../../src/twin/weather/dice.ts'
import { WEB } from './observation.ts'

export interface Rolls {
  chance(what: string, percent: number): boolean
  count(what: string, low: number, high: number): number
  one<T>(what: string, items: readonly [T, ...T[]]): T
}

export function rollsOf(seed: number): Rolls {
  const roll = (what: string) => dice(seed, what)
  return {
    chance: (what, percent) => roll(what) * 100 < percent,
    count: (what, low, high) => within(low, high, roll(what)),
    one: (what, items) => pick(items, roll(what)) ?? items[0]
  }
}

export const arnOf = (colour: Colour, split: boolean): string => (split ? `${WEB}-${colour}` : WEB)

export function targetsOf(
  rolls: Rolls,
  groups: Observation['groups'],
  split: boolean,
  tidy: boolean
): Observation['targets'] {
  const targets = new Map<string, { readonly instanceId: string; readonly state: string }[]>()
  for (const colour of ['blue', 'green'] as const) {
    for (const { id, lifecycle } of groups[colour].instances) {
      const state =
        lifecycle === 'InService'
          ? tidy
            ? 'healthy'
            : rolls.one(`${id} target`, [
                'healthy',
                'healthy',
                'healthy',
                'healthy',
                'healthy',
                'unhealthy',
                'initial'
              ])
          : rolls.one(`${id} rest`, [undefined, undefined, undefined, undefined, 'draining', 'unused'])
      const arn = arnOf(colour, split)
      if (state) targets.set(arn, [...(targets.get(arn) ?? []), { instanceId: id, state }])
    }
  }
  return targets
}

export function forwardsOf(rolls: Rolls, groups: Observation['groups'], epoch: number): readonly Forward[] {
  return Array.from({ length: rolls.count('forwards', 1, 2) }, (_, n) => {
    const weight = (colour: Colour) => rolls.one(`${n} ${colour} weight`, [0, 0, 1, 10])
    const shares = (['blue', 'green'] as const)
      .filter(colour => rolls.chance(`${n} names ${colour}`, 85))
      .map(colour => ({ targetGroup: arnOf(colour, true), weight: weight(colour) }))
    const sticky = rolls.chance(`${n} sticky`, 15) ? 60 : 0
    const note = noteTag({
      epoch,
      use: rolls.chance(`${n} test`, 15) ? 'test' : 'production',
      found: { blue: 1, green: 0 },
      goal: { blue: 0, green: 1 },
      sticky
    })
    return {
      arn: `${groups.blue.arn.replace('autoscaling', 'elasticloadbalancing')}/rule/${n}`,
      of: n === 0 ? 'listener' : 'rule',
      name: `web:443${n === 0 ? '' : ` rule ${n}`}`,
      loadBalancer: 'web',
      protocol: 'HTTPS',
      actions: '[]',
      shares,
      stickySeconds: sticky,
      tags: new Map(rolls.chance(`${n} noted`, 85) ? [[note.key, note.value]] : [])
    }
  })
}
