import { describe, expect, test } from '@jest/globals'
import { pairingsOf } from '../../../src/release/traffic/pairing.ts'
import { group, observe } from '../../support/observation.ts'
import { targetGroupArn } from '../../support/split-release.ts'

const pairingsIn = (blue: readonly string[], green: readonly string[]) =>
  pairingsOf(
    observe(
      group('web-blue', { targetGroups: blue.map(targetGroupArn) }),
      group('web-green', { targetGroups: green.map(targetGroupArn) })
    )
  )

const unpaired = (blue: string, green: string, which: string) => ({
  code: 'BGR-TARGET-GROUPS-DIFFER',
  message: `web-blue has the target groups ${blue} and web-green has ${green}, and none of the other colour stands for ${which} alone.`
})

describe('target groups', () => {
  test('of one colour only stand for nothing', () => {
    expect(pairingsIn(['web'], [])).toMatchObject(unpaired('web', '', 'web'))
    expect(pairingsIn([], ['web'])).toMatchObject(unpaired('', 'web', 'web'))
    expect(pairingsIn([], [])).toEqual([])
  })

  test('of blue are not left over beside those that green has for the others', () => {
    expect(pairingsIn(['in-blue', 'out-blue', 'admin-blue'], ['in-green', 'out-green'])).toMatchObject(
      unpaired('in-blue, out-blue, admin-blue', 'in-green, out-green', 'admin-blue')
    )
  })

  test('of green are not left over either', () => {
    expect(pairingsIn(['in-blue', 'out-blue'], ['in-green', 'out-green', 'admin-green'])).toMatchObject(
      unpaired('in-blue, out-blue', 'in-green, out-green, admin-green', 'admin-green')
    )
  })

  test('that two of the other colour could stand for are named', () => {
    expect(pairingsIn(['in-blue'], ['in-green', 'in-GREEN'])).toMatchObject(
      unpaired('in-blue', 'in-green, in-GREEN', 'in-blue')
    )
  })
})
