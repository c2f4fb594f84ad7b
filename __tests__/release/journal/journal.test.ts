import { describe, expect, test } from '@jest/globals'
import {
  baseTag,
  demandTag,
  holdTag,
  newestEpoch,
  type Problem,
  pinTag,
  readSide,
  releaseTag,
  staleKeys
} from '../../../src/release/journal/journal.ts'
import { group, RECORD, tagged } from '../../support/observation.ts'

const base = { min: 2, max: 6, desired: 3, suspended: ['AZRebalance', 'HealthCheck'] }
const pin = { set: 3, was: 2, min: 2, max: 6, top: 8 }
const whole = tagged(
  group('web-blue'),
  releaseTag({ ...RECORD, epoch: 4, state: 'switching', parked: 2 }),
  baseTag(4, base),
  pinTag(4, pin),
  demandTag(4, 5),
  holdTag(['AlarmNotification', 'ScheduledActions'])
)

describe('the journal of a group', () => {
  test('is read back as it was written', () => {
    const problems: Problem[] = []
    expect(readSide(whole, 4, problems)).toEqual({
      release: { ...RECORD, epoch: 4, state: 'switching', parked: 2 },
      base,
      pin,
      demand: 5,
      hold: ['AlarmNotification', 'ScheduledActions']
    })
    expect(problems).toEqual([])
  })

  test('of a first release keeps the capacity that was asked for', () => {
    const first = { ...RECORD, initial: { min: 1, desired: 2, max: 9 } }
    expect(readSide(tagged(group('web-blue'), releaseTag(first)), 1, []).release).toEqual(first)
  })

  test('of another release is not there, but for what is held', () => {
    expect(readSide(whole, 5, [])).toEqual({ hold: ['AlarmNotification', 'ScheduledActions'] })
    expect(readSide(group('web-blue'), 1, [])).toEqual({ hold: [] })
  })

  test('never propagates to instances, and fits its tags', () => {
    const most = {
      min: 10_000,
      max: 10_000,
      desired: 10_000,
      suspended: [
        'Launch',
        'Terminate',
        'AddToLoadBalancer',
        'AlarmNotification',
        'AZRebalance',
        'HealthCheck',
        'InstanceRefresh',
        'ReplaceUnhealthy',
        'ScheduledActions'
      ]
    }
    const release = releaseTag({
      ...RECORD,
      epoch: 999_999_999,
      version: 'v'.repeat(128),
      state: 'rolling-back',
      parked: 10_000,
      initial: most
    })
    for (const tag of [
      release,
      baseTag(999_999_999, most),
      holdTag(most.suspended),
      pinTag(1, pin),
      demandTag(1, 1)
    ]) {
      expect(tag.propagate).toBe(false)
      expect(tag.value.length).toBeLessThanOrEqual(256)
    }
  })

  test.each(['release', 'base', 'pin', 'demand'])('says which tag cannot be read: %s', name => {
    const key = `bg-release:${name}:4`
    for (const value of ['', 'v=1', whole.tags.get(key)?.slice(0, -1) ?? '']) {
      const problems: Problem[] = []
      readSide({ ...whole, tags: new Map([...whole.tags, [key, value]]) }, 4, problems)
      expect(problems).toEqual([{ group: 'web-blue', tag: key, reason: expect.any(String) }])
    }
  })

  test('knows the newest release by any of its tags, and ignores foreign ones', () => {
    expect(newestEpoch(whole)).toBe(4)
    expect(newestEpoch(tagged(whole, demandTag(6, 1)))).toBe(6)
    const strange = [
      'bg-release:release:x',
      'bg-release:release:',
      'bg-release:other:9',
      'release:9',
      'bg-release:base:12345678901'
    ]
    expect(newestEpoch({ ...group('web-blue'), tags: new Map(strange.map(key => [key, ''])) })).toBe(0)
  })

  test('lets go of releases before the last one', () => {
    const old = tagged(whole, demandTag(2, 1), pinTag(3, pin))
    expect(staleKeys(old, 5)).toEqual(['bg-release:demand:2', 'bg-release:pin:3'])
    expect(staleKeys(old, 4)).toEqual(['bg-release:demand:2'])
  })
})
