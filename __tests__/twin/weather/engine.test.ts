/** The release engine in every kind of weather: it ends right, or it stops where the next run goes on in clear weather. */
import { describe, expect, test } from '@jest/globals'
import type { Options } from '../../../src/commands/options.ts'
import type { RunReport } from '../../../src/commands/run-events.ts'
import type { Profile } from '../../../src/twin/weather/profile.ts'
import { PROFILES } from '../../../src/twin/weather/profiles.ts'
import { type Checked, checked } from '../../support/checked.ts'
import { endsOf } from '../../support/ends.ts'
import { onePair } from '../../support/simulation.ts'
import { groupIn, serving } from '../../support/stand.ts'

type Command = Partial<Options>
const DEPLOY: Command = { command: 'deploy', imageVersion: '2.0.0' }
interface Path {
  readonly begun: readonly Command[]
  readonly under: Command
}
const FIRST_DEPLOY: Path = { begun: [], under: DEPLOY }
const PATHS: readonly Path[] = [
  FIRST_DEPLOY,
  { begun: [DEPLOY], under: { command: 'rollback' } },
  { begun: [DEPLOY], under: { command: 'finalize' } }
]
/** A run may stop for these; the others would be a fault of the engine, or a danger that it made itself. */
const NEVER = ['BGR-INTERNAL', 'BGR-GUARD']
const SETTLED_MS = 900_000

async function prepared(begun: readonly Command[]): Promise<Checked> {
  const simulation = checked(onePair())
  for (const command of begun) await simulation.run(command)
  return simulation
}

/** Time goes by from event to event, so that the rules see each of them. */
function pass(simulation: Checked, ms: number): void {
  const until = simulation.world().now + ms
  for (
    let due = simulation.twin.nextDue();
    due !== undefined && due <= until;
    due = simulation.twin.nextDue()
  )
    simulation.twin.advance(due)
  simulation.twin.advance(until)
}

interface Trip {
  readonly simulation: Checked
  readonly seed: number
  /** In the weather, at most two. */
  readonly reports: readonly RunReport[]
  /** After it. */
  readonly last: RunReport
  /** What the engine broke; what the environment did by itself is not the engine's. */
  readonly broken: readonly string[]
}

async function trip(path: Path, profile: Profile, seed: number): Promise<Trip> {
  const simulation = await prepared(path.begun)
  simulation.twin.setWeather({ seed, profile })
  const reports = [await simulation.run(path.under)]
  if (reports[0]?.status !== 'succeeded') reports.push(await simulation.run(path.under))
  simulation.twin.setWeather(undefined)
  pass(simulation, SETTLED_MS)
  const last = await simulation.run(path.under)
  pass(simulation, SETTLED_MS)
  const environment = profile.environment !== undefined
  const broken = simulation
    .violations()
    // A refused run in a changing environment: nobody can say whose change it was.
    .filter(each => !each.includes('({"kind":"act"') && !(environment && each.startsWith('S19')))
  return { simulation, seed, reports, last, broken }
}

async function trips(profile: Profile, seeds: readonly number[]) {
  const made: { readonly path: Path; readonly trip: Trip }[] = []
  for (const path of PATHS)
    for (const seed of seeds) made.push({ path, trip: await trip(path, profile, seed) })
  return made
}

const faultsOf = ({ reports, last, broken, seed }: Trip) => {
  const codes = [...reports, last].flatMap(({ findings }) => findings.map(({ code }) => code))
  const unsaid = [...reports, last].some(
    ({ status, findings }) => status !== 'succeeded' && findings.length === 0
  )
  const wrong = codes.filter(code => NEVER.includes(code))
  return wrong.length > 0 || unsaid || broken.length > 0 ? [{ seed, wrong, unsaid, broken }] : []
}

/** Weather of calls leaves no trace: the end is that of an undisturbed run. */
const OF_CALLS = Object.entries(PROFILES).filter(
  ([name, { environment }]) => environment === undefined && name !== 'calm'
)

describe('calls that fail', () => {
  test.each(OF_CALLS)('%s', async (_, profile) => {
    const wrong: unknown[] = []
    const calm = new Map<Path, object>()
    for (const path of PATHS) calm.set(path, endsOf((await prepared([...path.begun, path.under])).world()))
    for (const { path, trip: each } of await trips(profile, [1, 2, 3, 4])) {
      wrong.push(...faultsOf(each))
      if (each.last.status !== 'succeeded') wrong.push({ seed: each.seed, last: each.last.findings })
      const end = endsOf(each.simulation.world())
      if (JSON.stringify(end) !== JSON.stringify(calm.get(path))) wrong.push({ seed: each.seed, end })
    }
    expect(wrong).toEqual([])
  })
})

/** Sizes and numbers may differ afterwards, but the live colour serves what it wants, and the release is over. */
describe('an environment that does not stand still', () => {
  test.each(['busy', 'mortal', 'flapping', 'scarce', 'operated'])('%s', async name => {
    const wrong: unknown[] = []
    for (const { path, trip: each } of await trips(PROFILES[name] ?? {}, [1, 2, 3, 4])) {
      wrong.push(...faultsOf(each))
      if (each.last.status !== 'succeeded') wrong.push({ seed: each.seed, last: each.last.findings })
      const world = each.simulation.world()
      const live = groupIn(world, path.under.command === 'rollback' ? 'web-blue' : 'web-green')
      const serves = serving(world, live)
      if (serves !== live.desired || serves < 2)
        wrong.push({ seed: each.seed, serves, desired: live.desired })
    }
    expect(wrong).toEqual([])
  })

  /** Somebody takes the journal away: a refusal is right as long as it says what is missing and the service serves. */
  test.each(['untagged', 'terraformed'])('%s', async name => {
    const wrong: unknown[] = []
    const ends: string[] = []
    for (const { trip: each } of await trips(PROFILES[name] ?? {}, [1, 2, 3, 4, 5, 6, 7, 8])) {
      // What follows from a hold or a floor that was taken away is seen on later events, too.
      const calls = each.broken.filter(text => !text.includes('({"kind":"advance"'))
      wrong.push(...faultsOf({ ...each, broken: calls }))
      const world = each.simulation.world()
      const serves = serving(world, groupIn(world, 'web-blue')) + serving(world, groupIn(world, 'web-green'))
      if (serves < 3) wrong.push({ seed: each.seed, serves, last: each.last.findings })
      ends.push(each.last.status)
    }
    expect(wrong).toEqual([])
    expect(ends).toContain('succeeded')
  })
})

describe('credentials', () => {
  test.each([1, 4, 9, 20, 35])(
    'that expire at call %i stop the run; with new ones it goes on',
    async call => {
      const { simulation, reports, last, broken } = await trip(FIRST_DEPLOY, { expiredFromCall: call }, 1)
      expect(reports.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
        ['BGR-CREDENTIALS'],
        ['BGR-CREDENTIALS']
      ])
      expect(last.status).toBe('succeeded')
      expect(endsOf(simulation.world())).toEqual(endsOf((await prepared([DEPLOY])).world()))
      expect(broken).toEqual([])
    }
  )

  test.each([1, 5, 12, 25, 40])('that do not allow call %i stop the run; allowed, it goes on', async call => {
    const { simulation, reports, last, broken } = await trip(FIRST_DEPLOY, { deniedCall: call }, 1)
    expect(reports[0]?.findings).toMatchObject([{ code: 'BGR-DENIED' }])
    expect(last.status).toBe('succeeded')
    expect(endsOf(simulation.world())).toEqual(endsOf((await prepared([DEPLOY])).world()))
    expect(broken).toEqual([])
  })
})
