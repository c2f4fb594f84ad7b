/** One schedule of runs that claim the same service: the shipped claim code, each of its calls answered when it is told. */
import { takeClaim } from '../../src/commands/claim.ts'
import { ReleaseError } from '../../src/release/codes.ts'
import { claimKey } from '../../src/release/journal/claim.ts'
import type { Clock, FleetPort } from '../../src/release/ports.ts'
import { IMAGE_NAME_TAG } from '../../src/release/world.ts'
import { observationOf } from './observe.ts'
import type { State } from './state.ts'

/** What a run waits for. `at`: not before then, in ms since the epoch. */
interface Pending {
  readonly run: number
  readonly what: 'read' | 'write' | 'sleep'
  readonly at: number
  readonly answer: (stale: boolean) => void
}

/** What may happen next. */
export interface Choice {
  readonly what: string
  readonly do: () => void
}

export interface RunTrack {
  fate: 'claims' | 'holds' | 'refused' | 'through' | 'killed' | 'fenced'
  /** When it looked, its claim was shown, and it acted. Ms since the epoch. */
  readonly acted: number[]
  quietFrom: number
  /** What it was answered so far: a run is a function of this. */
  history: string
}

export interface ClaimWorld {
  /** Settles what follows from the last choice. @returns what may happen next; nothing when all is over */
  choices(): Promise<readonly Choice[]>
  /** Equal keys, equal futures. */
  key(): string
  readonly runs: readonly RunTrack[]
  readonly broken: readonly string[]
  /** Releases the runs that still wait. */
  end(): void
}

const START = 1_000_000_000
const WINDOW_MS = 360_000

export interface WorldAsked {
  /** How many runs may be killed. */
  readonly kills: number
  /** Whether a read may be as old as before the last write. */
  readonly stale: boolean
  /** A fault put in on purpose: nobody sees the claims of others. */
  readonly unseen?: boolean
}

/** @param ids one run each, in the alphabet of a claim */
export function createClaimWorld(ids: readonly string[], asked: WorldAsked, group: State): ClaimWorld {
  const { stale: staleReads, unseen } = asked
  let now = START
  let left = asked.kills
  let tags: ReadonlyMap<string, string> = new Map([[IMAGE_NAME_TAG, 'acme/web']])
  let before = tags
  const pending: Pending[] = []
  const broken: string[] = []
  const runs = ids.map((): RunTrack => ({ fate: 'claims', acted: [], quietFrom: 0, history: '' }))
  const over = new AbortController()

  const wait = (run: number, what: Pending['what'], at: number): Promise<boolean> =>
    new Promise((resolve, reject) => {
      over.signal.addEventListener('abort', () => reject(over.signal.reason as Error))
      pending.push({ run, what, at, answer: resolve })
    })
  const blue = (from: ReadonlyMap<string, string>) => ({ ...observationOf(group).groups.blue, tags: from })
  const write = async (run: number, next: () => ReadonlyMap<string, string>): Promise<void> => {
    await wait(run, 'write', now)
    before = tags
    tags = next()
  }
  const portsOf = (run: number): { readonly fleet: FleetPort; readonly clock: Clock } => {
    const fleet: Pick<FleetPort, 'putTags' | 'removeTags' | 'groupsByName'> = {
      putTags: placed =>
        write(run, () => new Map([...tags, ...placed.map(({ key, value }) => [key, value] as const)])),
      removeTags: places => {
        const keys = places.map(({ key }) => key)
        return write(run, () => new Map([...tags].filter(([key]) => !keys.includes(key))))
      },
      groupsByName: async () => {
        const stale = await wait(run, 'read', now)
        const shown = [...(stale ? before : tags)]
        return [
          blue(
            new Map(
              unseen
                ? shown.filter(([key]) => !key.includes(':claim:') || key === claimKey(ids[run] ?? ''))
                : shown
            )
          )
        ]
      }
    }
    const clock: Clock = { now: () => now, sleep: async ms => void (await wait(run, 'sleep', now + ms)) }
    // The claim needs nothing else of the fleet.
    return { fleet: fleet as FleetPort, clock }
  }

  async function work(run: number, id: string, track: RunTrack): Promise<void> {
    const { fleet, clock } = portsOf(run)
    const pair = {
      service: 'web',
      names: { blue: 'web-blue', green: 'web-green' },
      region: 'eu-west-1',
      account: '111122223333'
    }
    const quiet = new AbortController().signal
    const claim = await takeClaim({
      fleet,
      clock,
      pairs: [pair],
      claimant: { id, by: id },
      command: 'deploy',
      deadline: Number.POSITIVE_INFINITY,
      listener: () => undefined,
      stop: quiet,
      abort: quiet
    })
    track.fate = 'holds'
    track.quietFrom = claim.quietFrom
    inherited(run)
    for (let round = 0; round < 2; round++) {
      const [seen] = await fleet.groupsByName(['web-blue'])
      if (!seen || claim.lapsed()) {
        track.fate = 'fenced'
        return
      }
      if (claim.shownBy(seen)) act(run)
      await claim.beat()
      await clock.sleep(35_000)
    }
    await claim.signOff('released', quiet)
    track.fate = 'through'
  }

  /** Whoever takes over waits for everything that the one before may have sent at its last look. */
  function inherited(run: number): void {
    for (const [i, { fate, acted }] of runs.entries()) {
      const last = acted.at(-1)
      if (i === run || last === undefined || fate === 'through') continue
      const until = Math.max(runs[run]?.quietFrom ?? 0, now)
      if (until < last + WINDOW_MS)
        broken.push(`run ${run} waits ${last + WINDOW_MS - until} ms too little for run ${i}`)
    }
  }

  function act(run: number): void {
    runs[run]?.acted.push(now)
    const beside = runs.findIndex((each, i) => i !== run && each.fate === 'holds' && each.acted.length > 0)
    if (beside >= 0 && (runs[beside]?.acted.at(-1) ?? 0) > (runs[run]?.acted[0] ?? 0)) {
      broken.push(`runs ${run} and ${beside} both act`)
    }
  }

  for (const [run, id] of ids.entries()) {
    const track = runs[run]
    if (!track) continue
    work(run, id, track).catch((error: unknown) => {
      if (over.signal.aborted) return
      if (!(error instanceof ReleaseError)) broken.push(`run ${run} fails: ${String(error)}`)
      track.fate = 'refused'
    })
  }

  return {
    runs,
    broken,
    key: () =>
      JSON.stringify([
        now,
        left,
        [...tags],
        [...before],
        runs,
        pending.map(({ run, what, at }) => [run, what, at]).sort()
      ]),
    end: () => over.abort(new Error('over')),
    choices: async () => {
      await new Promise(resolve => setImmediate(resolve))
      const waking = Math.min(...pending.filter(({ what }) => what === 'sleep').map(({ at }) => at))
      return [...pending].flatMap(each => {
        // Sleepers wake in their order; whoever has a call open may be as slow as it likes.
        if (each.what === 'sleep' && each.at > Math.max(now, waking)) return []
        const go = (stale: boolean) => (): void => {
          pending.splice(pending.indexOf(each), 1)
          now = Math.max(now, each.at)
          const track = runs[each.run]
          if (track)
            track.history += `${each.what}${now}${each.what === 'read' ? JSON.stringify([...(stale ? before : tags)]) : ''};`
          each.answer(stale)
        }
        const kill = (): void => {
          for (const one of pending.filter(({ run }) => run === each.run))
            pending.splice(pending.indexOf(one), 1)
          const track = runs[each.run]
          if (track) track.fate = 'killed'
          left -= 1
        }
        const name = `run ${each.run}: ${each.what}`
        return [
          { what: `${name} at ${now - START}`, do: go(false) },
          ...(each.what === 'read' && staleReads && before !== tags
            ? [{ what: `${name} is stale`, do: go(true) }]
            : []),
          ...(left > 0 ? [{ what: `run ${each.run} is killed`, do: kill }] : [])
        ]
      })
    }
  }
}
