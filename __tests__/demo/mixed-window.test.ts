import { describe, expect, test } from '@jest/globals'
import {
  answersOutside,
  fleetSight,
  mixedBetween,
  mixedIn,
  mixedWindows,
  type Sight
} from '../../src/demo/mixed-window.ts'

const sight = (realMs: number, serving: string[], finishing: string[] = []): Sight => ({
  realMs,
  virtualMs: 1_000_000 + realMs * 20,
  serving: new Set(serving),
  finishing: new Set(finishing)
})

/** Old serves, both from 100, old drains from 250 until 300; looked at until 400. */
const release: readonly Sight[] = [
  sight(0, ['1']),
  sight(100, ['1', '2']),
  sight(250, ['2'], ['1']),
  sight(300, ['2']),
  sight(400, ['2'])
]

const answer = (version: string | undefined, sentAt: number, endedAt: number) => ({
  version,
  sentAt,
  endedAt
})

describe('mixedWindows', () => {
  test('opens with the first healthy target of a second version and closes when one version is left', () => {
    const windows = mixedWindows(release)
    expect(windows.map(({ from, to }) => [from.realMs, to.realMs])).toEqual([[100, 250]])
    expect(mixedBetween(windows, 0, 400)).toEqual({ realMs: 150, virtualMs: 3000 })
  })

  test('a window that is open at the end counts until the last sight', () => {
    const windows = mixedWindows([sight(0, ['1']), sight(10, ['1', '2']), sight(30, ['1', '2'])])
    expect(mixedBetween(windows, 0, 100).realMs).toBe(20)
  })

  test('counts the part of a window between two times', () => {
    expect(mixedBetween(mixedWindows(release), 200, 1000)).toEqual({ realMs: 50, virtualMs: 1000 })
    expect(mixedBetween(mixedWindows(release), 300, 1000)).toEqual({ realMs: 0, virtualMs: 0 })
  })

  test('services that change one after the other are mixed as a fleet, and none of them by itself', () => {
    const web = [sight(0, ['1']), sight(100, ['2'], ['1']), sight(150, ['2'], ['1']), sight(400, ['2'])]
    const api = [sight(0, ['1']), sight(100, ['1']), sight(150, ['2'], ['1']), sight(400, ['2'])]
    const fleet = web.map((one, at) => fleetSight(one, [one, api[at] ?? one]))
    expect([web, api, fleet].map(sights => mixedIn(mixedWindows(sights)).realMs)).toEqual([0, 0, 50])
  })

  test('two releases make two windows', () => {
    const back = [sight(500, ['1', '2']), sight(600, ['1'], ['2']), sight(700, ['1'])]
    const windows = mixedWindows([...release, ...back])
    expect(windows).toHaveLength(2)
    expect(mixedBetween(windows, 0, 700).realMs).toBe(250)
  })
})

describe('answersOutside', () => {
  test('explains answers of targets that get new requests, and open requests of those that end them', () => {
    const answers = [
      answer('1', 10, 12),
      answer('1', 240, 290),
      answer('2', 110, 112),
      answer('2', 98, 105),
      answer('2', 390, 395)
    ]
    expect(answersOutside(release, answers)).toBe(0)
  })

  test('counts what came too early, what a target got as new that only ends requests, and what came after the end', () => {
    const answers = [answer('2', 50, 52), answer('1', 255, 260), answer('1', 240, 310), answer('3', 10, 12)]
    expect(answersOutside(release, answers)).toBe(4)
  })

  test('a lost request is no answer', () => {
    expect(answersOutside(release, [answer(undefined, 50, 52)])).toBe(0)
  })
})
