import { describe, expect, test } from '@jest/globals'
import { createWorld } from '../../../src/twin/core/create-world.ts'
import { parseScenario } from '../../../src/twin/core/scenario.ts'
import { reader } from '../../../src/twin/core/scenario-reader.ts'
import { draw, type Levels, type Throttling } from '../../../src/twin/weather/buckets.ts'
import { dice } from '../../../src/twin/weather/dice.ts'
import { parseWeather } from '../../../src/twin/weather/parse-weather.ts'
import type { Profile } from '../../../src/twin/weather/profile.ts'
import { type Call, NO_CALLS, strike } from '../../../src/twin/weather/strike.ts'
import { createWeatheredTwin } from '../../../src/twin/weather/weathered-twin.ts'
import { onePair, START } from '../../support/simulation.ts'

const twinIn = (profile: Profile, seed = 1) =>
  createWeatheredTwin(createWorld(parseScenario(onePair(), START)), { seed, profile })
const groups = { AutoScalingGroupNames: ['web-blue', 'web-green'] }
const minOf = (twin: ReturnType<typeof twinIn>, name: string) => twin.world().groups[name]?.min
const update = (twin: ReturnType<typeof twinIn>, MinSize: number) =>
  twin.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'web-blue', MinSize })

test('dice are even, and one throw says nothing about the next', () => {
  const throws = Array.from({ length: 10_000 }, (_, n) => dice(7, 'call', n))
  const share = (low: number, high: number) => throws.filter(each => each >= low && each < high).length
  for (let tenth = 0; tenth < 10; tenth += 1) {
    expect(share(tenth / 10, (tenth + 1) / 10)).toBeGreaterThan(900)
    expect(share(tenth / 10, (tenth + 1) / 10)).toBeLessThan(1100)
  }
  const both = throws.filter((each, n) => each < 0.5 && (throws[n + 1] ?? 1) < 0.5).length
  expect(both).toBeGreaterThan(2300)
  expect(both).toBeLessThan(2700)
})

describe('the buckets of Elastic Load Balancing', () => {
  const throttling: Throttling = { autoScaling: { tokens: 5, perSecond: 1 }, othersPerSecond: 0 }
  const elb = (operation: string, mutating: boolean) =>
    ({ service: 'elasticloadbalancing', operation, mutating }) as const
  /** How many of 100 calls at one moment pass, and of 100 more some seconds later. */
  const passing = (call: ReturnType<typeof elb>, laterSeconds: number) => {
    let levels: Levels = {}
    return [0, laterSeconds].map(second => {
      let passed = 0
      for (let n = 0; n < 100; n += 1) {
        const drawn = draw(throttling, levels, call, second * 1000)
        levels = drawn.levels
        if (drawn.passes) passed += 1
      }
      return passed
    })
  }

  test.each([
    ['DescribeTargetHealth', false, [40, 20]],
    ['ModifyRule', true, [20, 6]],
    ['RegisterTargets', true, [20, 8]]
  ])('%s', (operation, mutating, expected) => {
    expect(passing(elb(operation, mutating), 2)).toEqual(expected)
  })

  test('are shared by all its calls, and not with Auto Scaling', () => {
    let levels: Levels = {}
    const pass = (call: Pick<Call, 'service' | 'operation' | 'mutating'>) => {
      const drawn = draw(throttling, levels, call, 0)
      levels = drawn.levels
      return drawn.passes
    }
    for (let n = 0; n < 25; n += 1) expect(pass(elb('DescribeTargetHealth', false))).toBe(true)
    for (let n = 0; n < 15; n += 1) expect(pass(elb('ModifyRule', true))).toBe(true)
    expect(pass(elb('DescribeTargetGroups', false))).toBe(false)
    const groupsCall = {
      service: 'autoscaling',
      operation: 'DescribeAutoScalingGroups',
      mutating: false
    } as const
    for (let n = 0; n < 5; n += 1) expect(pass(groupsCall)).toBe(true)
    expect(pass(groupsCall)).toBe(false)
  })
})

describe('a call', () => {
  const call: Call = { service: 'autoscaling', operation: 'EnterStandby', mutating: true, at: START }

  test('meets each trouble about as often as the profile says, a read only what can happen to it', () => {
    const profile: Profile = { calls: { throttle: 0.1, late: 0.2, 'html-500-after': 0.3 } }
    const met = (mutating: boolean) => {
      const counts: Record<string, number> = {}
      let tally = NO_CALLS
      for (let n = 0; n < 2000; n += 1) {
        const struck = strike({ seed: 3, profile }, tally, { ...call, mutating })
        tally = struck.tally
        const kind = struck.trouble?.kind ?? 'none'
        counts[kind] = (counts[kind] ?? 0) + 1
      }
      return counts
    }
    const changes = met(true)
    expect(Math.abs((changes.throttle ?? 0) - 200)).toBeLessThan(50)
    expect(Math.abs((changes.late ?? 0) - 400)).toBeLessThan(60)
    expect(Math.abs((changes['html-500-after'] ?? 0) - 600)).toBeLessThan(70)
    expect(Object.keys(met(false)).sort()).toEqual(['none', 'throttle'])
  })

  test('is denied once, and expired from a call on', () => {
    const codes = [1, 2, 3, 4].map(number => {
      const profile: Profile = { deniedCall: 2, expiredFromCall: 3 }
      const { trouble } = strike({ seed: 1, profile }, { ...NO_CALLS, calls: number - 1 }, call)
      return trouble?.kind
    })
    expect(codes).toEqual([undefined, 'access-denied', 'expired-token', 'expired-token'])
  })

  test('that is late takes place once, within five minutes, and is not answered', () => {
    const twin = twinIn({ calls: { late: 1 } })
    expect(update(twin, 1)).toEqual({ ok: false, error: { status: 0, code: '', message: 'socket hang up' } })
    expect(minOf(twin, 'web-blue')).toBe(2)
    const due = twin.nextDue() ?? Number.NaN
    expect(due - START).toBeLessThanOrEqual(300_000)
    twin.advance(due - 1)
    expect(minOf(twin, 'web-blue')).toBe(2)
    twin.advance(due)
    expect(minOf(twin, 'web-blue')).toBe(1)
    twin.act({ type: 'resize', group: 'web-blue', min: 2 })
    twin.advance(due + 600_000)
    expect(minOf(twin, 'web-blue')).toBe(2)
  })

  test('that is delivered twice is answered as the second time', () => {
    const twin = twinIn({ calls: { twice: 1 } })
    const InstanceIds = twin
      .world()
      .groups['web-blue']?.instances.slice(0, 1)
      .map(each => each.id)
    const input = { AutoScalingGroupName: 'web-blue', InstanceIds, ShouldDecrementDesiredCapacity: true }
    const answer = twin.call('autoscaling', 'EnterStandby', input)
    expect(answer).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('is not in InService') }
    })
    expect(twin.world().groups['web-blue']?.desired).toBe(2)
  })

  test('that is served in part moves some of its instances', () => {
    const parked = [1, 2, 3, 4, 5, 6].map(seed => {
      const twin = twinIn({ calls: { partial: 1 } }, seed)
      twin.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'web-blue', MinSize: 0 })
      const InstanceIds = twin.world().groups['web-blue']?.instances.map(each => each.id)
      const input = { AutoScalingGroupName: 'web-blue', InstanceIds, ShouldDecrementDesiredCapacity: true }
      expect(twin.call('autoscaling', 'EnterStandby', input)).toMatchObject({ error: { status: 500 } })
      return 3 - (twin.world().groups['web-blue']?.desired ?? 0)
    })
    expect(new Set(parked)).toEqual(new Set([1, 2]))
  })

  test('that AWS would refuse is refused also where its answer would be an error', () => {
    const twin = twinIn({ calls: { 'contention-after': 1 } })
    expect(update(twin, 9)).toMatchObject({ error: { code: 'ValidationError' } })
    expect(update(twin, 1)).toMatchObject({ error: { code: 'ResourceContention', status: 500 } })
    expect(minOf(twin, 'web-blue')).toBe(1)
  })
})

describe('a read', () => {
  /** MinSize of web-blue as 60 reads show it, after it was set to 3, 4 and 5 a second apart. */
  const shown = (mode: 'monotone' | 'any', seed: number) => {
    const twin = twinIn({ stale: { seconds: 30, chance: 0.7, mode } }, seed)
    for (const min of [3, 4, 5]) {
      update(twin, min)
      twin.advance(twin.world().now + 1000)
    }
    const read = () => {
      const answer = twin.call('autoscaling', 'DescribeAutoScalingGroups', groups)
      const found = answer.ok ? (answer.output.AutoScalingGroups as { MinSize: number }[]) : []
      return found[0]?.MinSize ?? Number.NaN
    }
    const early = Array.from({ length: 60 }, read)
    twin.advance(twin.world().now + 31_000)
    return { early, late: Array.from({ length: 20 }, read) }
  }

  test('may show any of the last seconds, and after them only what is', () => {
    const seen = [1, 2, 3, 4].map(seed => shown('any', seed))
    expect(new Set(seen.flatMap(({ early }) => early))).toEqual(new Set([2, 3, 4, 5]))
    expect(new Set(seen.flatMap(({ late }) => late))).toEqual(new Set([5]))
    expect(seen.some(({ early }) => early.some((each, n) => each < (early[n - 1] ?? 0)))).toBe(true)
  })

  test('never goes back where reads are monotone', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { early } = shown('monotone', seed)
      expect(early).toEqual([...early].sort())
    }
    expect([1, 2, 3, 4, 5, 6].some(seed => (shown('monotone', seed).early[0] ?? 5) < 5)).toBe(true)
  })
})

test('no weather changes nothing', () => {
  const twin = twinIn({})
  expect(update(twin, 1)).toEqual({ ok: true, output: {} })
  expect(twin.nextDue()).toBe(START + 1000)
})

test.each([
  [{ profile: 'sunny' }, 'profile: has to be an object or one of calm'],
  [{ profile: { calls: { throttle: 2 } } }, 'profile.calls.throttle: must be a number from 0 to 1'],
  [{ profile: { calls: { slow: 1 } } }, 'profile.calls.slow: is not known'],
  [{ profile: { stale: { mode: 'old' } } }, 'profile.stale.mode: has to be monotone or any'],
  [{ profile: { environment: { quake: 1 } } }, 'profile.environment.quake: is not known'],
  [{ seed: -1 }, 'seed: must be a whole number']
])('%j is no weather', (json, message) => {
  expect(() => parseWeather(reader(json, ''))).toThrow(message)
})

test('what a profile leaves out has a default', () => {
  const profile = {
    calls: { late: 0.5 },
    throttling: {},
    stale: {},
    environment: { flap: 0.5 },
    deniedCall: 3
  }
  expect(parseWeather(reader({ seed: 4, profile }, ''))).toEqual({
    seed: 4,
    profile: {
      calls: { late: 0.5 },
      throttling: { autoScaling: { tokens: 100, perSecond: 10 }, othersPerSecond: 0 },
      stale: { seconds: 30, chance: 0.5, mode: 'monotone' },
      environment: { everySeconds: 10, chances: { flap: 0.5 } },
      deniedCall: 3
    }
  })
})
