/** What becomes of an alarm whose copy is there already. */
import { describe, expect, test } from '@jest/globals'
import { type Attached, NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { type MirrorWish, mirror } from '../../../src/release/scaling/mirror.ts'
import { group } from '../../support/observation.ts'

const having = (name: string, attached: Partial<Attached>) => ({
  group: group(name),
  attached: { ...NOTHING_ATTACHED, ...attached }
})
const alarm = (name: string, Threshold: number) => ({ name, arn: `arn:${name}`, settings: { Threshold } })
const next = (differing: MirrorWish['differing'], copies: Attached['alarms']) =>
  mirror(
    having('web-blue', { alarms: [alarm('high-blue', 70), alarm('low-blue', 20)] }),
    having('web-green', { alarms: copies }),
    0,
    { differing, takenAlarms: [], alarmTags: new Map([['arn:low-blue', [{ key: 'team', value: 'web' }]]]) }
  )
const put = (name: string, Threshold: number, tags: readonly object[]) => ({
  kind: 'change',
  force: 'additive',
  why: `put the alarm ${name} for web-green`,
  change: { kind: 'put-alarm', group: 'web-green', name, settings: { Threshold }, tags }
})

describe('an alarm', () => {
  const same = [alarm('high-green', 70), alarm('low-green', 20)]
  const differing = [alarm('high-green', 80), alarm('low-green', 20)]

  test('that is the same stays', () => {
    expect(next('replaced', same)).toBeUndefined()
    expect(next('kept', same)).toBeUndefined()
  })

  test('that differs is replaced, or kept where that is asked for', () => {
    expect(next('replaced', differing)).toEqual(put('high-green', 70, []))
    expect(next('kept', differing)).toBeUndefined()
  })

  test('that is lacking is put with its tags, whatever becomes of those that differ', () => {
    const tags = [{ key: 'team', value: 'web' }]
    expect(next('replaced', same.slice(0, 1))).toEqual(put('low-green', 20, tags))
    expect(next('kept', differing.slice(0, 1))).toEqual(put('low-green', 20, tags))
  })
})
