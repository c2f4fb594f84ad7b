import type { WorldView } from '../twin/core/view.ts'

/** A target group that a listener forwards to. */
export interface Forward {
  readonly targetGroup: string
  readonly weight: number
  readonly targets: readonly { readonly id: string; readonly state: string }[]
}

/** Where the load balancer of that name sends its requests: the default rule of its only listener. */
export function forwardsTo(view: WorldView, loadBalancer: string): readonly Forward[] {
  const balancer = view.loadBalancers.find(({ name }) => name === loadBalancer)
  const forwards = balancer?.listeners[0]?.rules.at(-1)?.forwards ?? []
  return forwards.map(({ targetGroup, weight }) => {
    const targets = view.targetGroups.find(({ name }) => name === targetGroup)?.targets ?? []
    return { targetGroup, weight, targets }
  })
}

/** Ids of the targets that get new requests: healthy ones of a target group whose weight is above 0. */
export const receiving = (forwards: readonly Forward[]): readonly string[] =>
  forwards
    .filter(({ weight }) => weight > 0)
    .flatMap(({ targets }) => targets.filter(({ state }) => state === 'healthy'))
    .map(({ id }) => id)

/** Ids of the targets that may still end open requests: draining ones, and healthy ones that no longer get new ones. */
export const finishing = (forwards: readonly Forward[]): readonly string[] =>
  forwards
    .flatMap(({ targets, weight }) =>
      targets.filter(({ state }) => state === 'draining' || (state === 'healthy' && weight === 0))
    )
    .map(({ id }) => id)
