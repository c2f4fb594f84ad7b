import { describe, expect, test } from '@jest/globals'
import { demandTag, stickyTag } from '../../../src/release/journal/journal.ts'
import type { GroupTag } from '../../../src/release/ports.ts'
import { SPLIT } from '../../../src/release/traffic/split.ts'
import { ids, instance } from '../../support/observation.ts'
import { BLUE, forward, GREEN, NOTE, notes, splitRelease } from '../../support/split-release.ts'
import { stepsFrom } from '../../support/steps-from.ts'

const DEMAND = { noted: [demandTag(1, 3)] }

describe('the old colour leaves', () => {
  test('with what somebody let forward to it meanwhile, and protected before it is held', () => {
    const seen = splitRelease({ blue: DEMAND, forwards: [forward({ [BLUE]: 1 })] })
    expect(stepsFrom(seen, at => SPLIT.leaveOld(at, { min: 2, max: 6 }, 3))).toEqual([
      'additive: note the weights of web:80',
      'additive: let web:80 name web-green at weight 0',
      'additive: note whose scale-in protection on web-blue is its own',
      'additive: protect 3 instances of web-blue from scale-in',
      'additive: note what is about to be suspended on web-blue',
      'additive: suspend AlarmNotification, ScheduledActions on web-blue',
      'reducing: send the requests of web:80 to web-green'
    ])
  })

  test('not while requests still reach it, and its last clients are noted only then', () => {
    const clients = { tags: notes({ ...NOTE, goal: { blue: 1, green: 1 }, sticky: 300 }) }
    const seen = splitRelease({ blue: DEMAND, forwards: [forward({ [BLUE]: 1, [GREEN]: 1 }, clients)] })
    expect(stepsFrom(seen, at => SPLIT.leaveOld(at, { min: 2, max: 6 }, 3)).slice(4)).toEqual([
      'refuse BGR-DRIFT: No request may be forwarded to web-blue any more, and web:80 gives it a weight above 0.'
    ])
  })
})

describe('the new colour leaves', () => {
  test('when the old one carries as much as it has grown to, for which there is room at once', () => {
    const seen = splitRelease({
      blue: { ...DEMAND, group: { max: 2, desired: 2, instances: ids('b', 2).map(id => instance(id)) } },
      green: { group: { desired: 5, instances: ids('g', 5).map(id => instance(id)) } },
      forwards: [forward({ [BLUE]: 0, [GREEN]: 1 }, { tags: notes(NOTE) })],
      release: { state: 'retiring' }
    })
    expect(stepsFrom(seen, at => SPLIT.leaveNew(at, 5, 'reducing'))).toEqual([
      'additive: note that 5 instances have to be held',
      'additive: note the sizes of web-blue',
      'additive: raise the MaxSize of web-blue to 5',
      'additive: raise the desired capacity of web-blue to 5',
      'reducing: send the requests of web:80 to web-blue'
    ])
  })
})

describe('a colour is ended', () => {
  const ending = (suspended: readonly string[], own: object = {}) =>
    stepsFrom(
      splitRelease({
        blue: {
          group: {
            desired: 1,
            suspended,
            instances: [instance('b1'), instance('b2', 'Standby')].map(each => ({ ...each, protected: true }))
          },
          ...own
        },
        forwards: [forward({ [BLUE]: 0, [GREEN]: 1 })],
        release: { state: 'finalizing' }
      }),
      at => SPLIT.end(at.old, at)
    )

  test('when nothing spares it any more, neither MinSize nor protection nor a suspended process', () => {
    expect(ending(['Terminate'], { suspended: ['Terminate'] })).toEqual([
      'ending: set the MinSize of web-blue to 0',
      'ending: no longer protect 2 instances of web-blue from scale-in',
      'reducing: resume Terminate on web-blue, as on the other colour',
      'ending: set the desired capacity of web-blue to 0',
      'ending: end b2 of web-blue',
      'wait for:ended,group:web-blue,left:1'
    ])
  })

  test('not while somebody has Terminate suspended, who is told', () => {
    expect(ending(['Terminate']).slice(2)).toEqual([
      'refuse BGR-PROCESS-SUSPENDED: Terminate must run on web-blue so that its instances can be ended, and is suspended.'
    ])
  })

  test('and then it is told before the last clients are waited for; what can be resumed stands in no way', () => {
    const drift = (own: readonly string[], ...noted: readonly GroupTag[]) =>
      stepsFrom(
        splitRelease({ blue: { group: { suspended: ['Terminate'] }, suspended: own, noted } }),
        SPLIT.drift
      )
    expect(drift([], stickyTag(1, 1_001))).toEqual([expect.stringMatching(/^refuse BGR-PROCESS-SUSPENDED/)])
    expect(drift(['Terminate'], stickyTag(1, 1_001))).toEqual([expect.stringMatching(/^wait for:sticky/)])
    expect(drift(['Terminate'])).toEqual([])
  })

  test('and not before instances are told of that nobody can explain', () => {
    const group = { suspended: ['Terminate'], instances: [instance('b1', 'Standby')] }
    expect(stepsFrom(splitRelease({ blue: { group } }), SPLIT.drift)).toEqual([
      expect.stringMatching(/^refuse BGR-DRIFT/)
    ])
  })

  test('of what belongs to the live role only Terminate leaves before', () => {
    expect(ending(['Terminate', 'AZRebalance'], { suspended: ['Terminate', 'AZRebalance'] })[2]).toBe(
      'reducing: resume Terminate on web-blue, as on the other colour'
    )
  })

  test('whatever else is suspended', () => {
    expect(ending(['AZRebalance']).slice(2, 4)).toEqual([
      'ending: set the desired capacity of web-blue to 0',
      'ending: end b2 of web-blue'
    ])
  })
})

test('the notes of a test rule go last: without its own it looks as if it served everybody', () => {
  const weights = { [BLUE]: 0, [GREEN]: 1 }
  const rule = (priority: number, use: 'production' | 'test') =>
    forward(weights, { arn: `arn:rule/${priority}`, name: `rule ${priority}`, tags: notes({ ...NOTE, use }) })
  const seen = splitRelease({
    forwards: [rule(1, 'test'), rule(2, 'production'), forward(weights)],
    release: { state: 'finalizing' }
  })
  expect(stepsFrom(seen, SPLIT.close)).toEqual([
    'reducing: remove the notes of the release from rule 2',
    'reducing: remove the notes of the release from rule 1'
  ])
})
