import { describe, expect, test } from '@jest/globals'
import { routesOf } from '../../../src/release/traffic/routes.ts'
import {
  BLUE,
  forward,
  GREEN,
  NOTE,
  notes,
  splitRelease,
  targetGroupArn
} from '../../support/split-release.ts'

const OTHER = targetGroupArn('other')
const BOTH = { [BLUE]: 1, [GREEN]: 0 }

describe('the routes of a service', () => {
  test('come with what the release has noted of each', () => {
    const noted = forward(BOTH, { tags: notes(NOTE) })
    const bare = forward({ [GREEN]: 1 })
    const pairing = { blue: BLUE, green: GREEN }
    expect(routesOf(splitRelease({ forwards: [noted, bare] }), 1)).toEqual({
      routes: [
        { forward: noted, pairing, weights: { blue: 1, green: 0 }, noted: NOTE },
        { forward: bare, pairing, weights: { blue: undefined, green: 1 } }
      ],
      findings: []
    })
  })

  test('are none where nobody can say which target group stands for which', () => {
    const seen = splitRelease({
      blue: { group: { targetGroups: [BLUE, targetGroupArn('in')] } },
      forwards: [forward(BOTH)]
    })
    expect(routesOf(seen, 1)).toMatchObject({
      routes: [],
      findings: [{ code: 'BGR-TARGET-GROUPS-DIFFER' }]
    })
  })

  test.each([
    ['beside the colours', { ...BOTH, [OTHER]: 1 }],
    ['alone, since the look before', { [OTHER]: 1 }]
  ])('are not free where requests go to a stranger %s', (_, weights) => {
    const { routes, findings } = routesOf(splitRelease({ forwards: [forward(weights)] }), 1)
    expect(routes).toEqual([])
    expect(findings).toMatchObject([
      { code: 'BGR-FORWARD-UNFIT', message: expect.stringContaining(`web:80 forwards to ${OTHER} beside`) }
    ])
  })

  test('are the others where a note cannot be read', () => {
    const damaged = forward(BOTH, { tags: new Map([['bg-release:forward:1', 'v=1 e=1 c=0']]) })
    const whole = forward(BOTH, { arn: 'arn:rule', of: 'rule', name: 'web:80 rule 1' })
    const { routes, findings } = routesOf(splitRelease({ forwards: [damaged, whole] }), 1)
    expect(routes.map(each => each.forward.name)).toEqual(['web:80 rule 1'])
    expect(findings).toEqual([
      {
        code: 'BGR-JOURNAL',
        message:
          'The tag bg-release:forward:1 on arn:listener (web:80) cannot be read: its checksum does not match.',
        fix: expect.stringContaining('AddTags')
      }
    ])
  })
})
