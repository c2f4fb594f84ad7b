import type { Act } from '../core/act.ts'
import type { Service } from '../core/operations.ts'
import type { Answer } from '../core/step.ts'
import type { World } from '../core/world.ts'
import type { Weather } from '../weather/profile.ts'
import type { Trouble } from '../weather/trouble.ts'
import { createWeatheredTwin, type Outcome, type WeatheredTwin } from '../weather/weathered-twin.ts'
import { emptyWorld } from './empty-world.ts'
import type { Twin } from './function-door.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** The simulated account as time goes by: one world for the scenario's region, an empty one for every other region. */
export interface LivingWorld extends Pick<Twin, 'world' | 'act' | 'onChange' | 'nextDue'> {
  /** The world of the scenario's region as of now. */
  world(): World
  /** As of now. */
  act(act: Act): Answer
  /** Tells of every change of that world but the mere passing of time. */
  onChange: Twin['onChange']
  /** @param ordered what goes wrong, in place of what the weather would do */
  request(
    region: string,
    service: Service,
    operation: string,
    input: Readonly<Record<string, unknown>>,
    ordered?: Trouble
  ): Outcome
  /** Of the scenario's region; other regions have none. */
  setWeather(weather: Weather | undefined): void
  /** Runs everything that is due by now, in order. */
  catchUp(): void
}

/** @param initial a world whose time is not later than the clock's. */
export function createLivingWorld(initial: World, clock: VirtualClock, weather?: Weather): LivingWorld {
  const home = createWeatheredTwin(initial, weather)
  const abroad = new Map<string, WeatheredTwin>()
  let catchingUp = false
  let passing = false

  // A listener may ask for the world and by that catch up again, hence the guard.
  const catchUp = () => {
    if (catchingUp) return
    catchingUp = true
    try {
      const now = clock.now()
      for (let due = home.nextDue(); due !== undefined && due <= now; due = home.nextDue()) home.advance(due)
      passing = true
      home.advance(now)
    } finally {
      passing = false
      catchingUp = false
    }
  }
  const twinOf = (region: string): WeatheredTwin => {
    if (region === initial.region) {
      catchUp()
      return home
    }
    const twin = abroad.get(region) ?? createWeatheredTwin(emptyWorld(region, initial.account, clock.now()))
    abroad.set(region, twin)
    twin.advance(clock.now())
    return twin
  }
  return {
    world: () => twinOf(initial.region).world(),
    act: act => twinOf(initial.region).act(act),
    onChange: listener =>
      home.onChange((world, event) => {
        if (!passing) listener(world, event)
      }),
    nextDue: () => home.nextDue(),
    request: (region, service, operation, input, ordered) =>
      twinOf(region).request(service, operation, input, ordered),
    setWeather: next => {
      catchUp()
      home.setWeather(next)
    },
    catchUp
  }
}
