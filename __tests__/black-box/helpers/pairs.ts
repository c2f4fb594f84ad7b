/** Pairs of commands that are started together: every pair of them, and prefixes that overlap. */
import { DEPLOY, FINALIZE, ROLLBACK } from './runs.ts'
import { scenarioAfter, switchedScenario } from './switched.ts'
import { onePair, TAGS } from './world.ts'

export type Inputs = Readonly<Record<string, string>>

export interface Pair {
  readonly name: string
  readonly scenario: () => Promise<object>
  readonly one: Inputs
  readonly other: Inputs
}

const PREPARE = { ...DEPLOY, command: 'prepare', 'allow-mixed': 'true' }
const PROMOTE = { ...DEPLOY, command: 'promote' }
const OTHER_VERSION = { 'image-version': '3.0.0' }
const API_ALONE = { 'asg-prefix': 'web-api' }

/** Two services, which the prefix `web` takes for one fleet. */
function twoPairs() {
  const { targetGroups, groups } = onePair()
  const [web] = targetGroups
  const api = groups.map(group => ({
    ...group,
    name: group.name.replace('web', 'web-api'),
    targetGroups: ['api'],
    tags: TAGS
  }))
  return { targetGroups: [{ ...web }, { ...web, name: 'api' }], groups: [...groups, ...api] }
}

/** The first eight are one of each kind. Each pair begins where at least one of the two has something to do. */
export function pairsOfCommands(): readonly Pair[] {
  const calm = once(async () => onePair())
  const fleet = once(async () => twoPairs())
  const switched = once(() => switchedScenario())
  const prepared = once(() => scenarioAfter(PREPARE))
  const switchedFleet = once(() => switchedScenario(twoPairs()))
  const pair = (scenario: Pair['scenario'], one: Inputs, other: Inputs): Pair => ({
    name: `${told(one)} and ${told(other)}`,
    scenario,
    one,
    other
  })
  return [
    pair(calm, DEPLOY, { ...DEPLOY, ...OTHER_VERSION }),
    pair(fleet, DEPLOY, { ...DEPLOY, ...API_ALONE, ...OTHER_VERSION }),
    pair(switched, ROLLBACK, FINALIZE),
    pair(calm, DEPLOY, DEPLOY),
    pair(switched, ROLLBACK, ROLLBACK),
    pair(switched, FINALIZE, FINALIZE),
    pair(switched, { ...DEPLOY, ...OTHER_VERSION }, ROLLBACK),
    pair(fleet, { ...DEPLOY, ...API_ALONE, ...OTHER_VERSION }, DEPLOY),
    pair(calm, PREPARE, PREPARE),
    pair(calm, PREPARE, DEPLOY),
    pair(calm, PROMOTE, PREPARE),
    pair(prepared, PROMOTE, PROMOTE),
    pair(prepared, PROMOTE, DEPLOY),
    pair(prepared, PROMOTE, ROLLBACK),
    pair(prepared, ROLLBACK, PREPARE),
    pair(switched, FINALIZE, { ...DEPLOY, ...OTHER_VERSION }),
    pair(switched, { ...PREPARE, ...OTHER_VERSION }, FINALIZE),
    pair(switched, PROMOTE, FINALIZE),
    pair(switchedFleet, ROLLBACK, { ...ROLLBACK, ...API_ALONE }),
    pair(switchedFleet, FINALIZE, { ...ROLLBACK, ...API_ALONE }),
    pair(switchedFleet, { ...FINALIZE, ...API_ALONE }, FINALIZE)
  ]
}

/** A world costs a process: it is made when the first race begins in it. */
function once(make: () => Promise<object>): () => Promise<object> {
  let made: Promise<object> | undefined
  return () => {
    made ??= make()
    return made
  }
}

const told = (inputs: Inputs): string =>
  [
    inputs.command,
    ...(inputs['image-version'] === OTHER_VERSION['image-version'] ? ['of another version'] : []),
    ...(inputs['asg-prefix'] === API_ALONE['asg-prefix'] ? ['of web-api alone'] : [])
  ].join(' ')
