/** The copy of a release that has moved traffic goes back. */
import { describe, expect, test } from '@jest/globals'
import { type Attached, NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import { takeCopyBack } from '../../../src/release/scaling/role.ts'
import type { Member, Situation } from '../../../src/release/situation.ts'
import { group, observe, RECORD } from '../../support/observation.ts'

const alarm = (name: string, Threshold: number) => ({ name, arn: `arn:${name}`, settings: { Threshold } })

function back(old: Partial<Attached>, fresh: Partial<Attached>, live = true) {
  const [blue, green] = [group('web-blue'), group('web-green')]
  const base = { min: 0, max: 6, desired: 0, suspended: [] }
  const pin = { set: 2, was: 2, min: 2, max: 6, top: 6 }
  const of = { ...NOTHING_ATTACHED, ...old }
  const member: Member = {
    group: green,
    side: { hold: [], ...(live && { pin }) },
    base: { ...base, scaling: 'copied' },
    attached: { ...NOTHING_ATTACHED, ...fresh }
  }
  const at: Situation = {
    seen: observe(blue, green),
    epoch: 1,
    release: { ...RECORD, state: 'rolling-back' },
    old: { group: blue, side: { hold: [] }, base, attached: of },
    new: member
  }
  const step = takeCopyBack(at)
  return step?.kind === 'change' ? step.change : step
}

describe('an alarm of the new colour', () => {
  const removed = { kind: 'delete-alarms', group: 'web-green', names: ['high-green'] }

  test('that the old one has not is given to it, once the new one has been live', () => {
    const added = { alarms: [alarm('high-green', 70)] }
    expect(back({}, added)).toEqual({
      kind: 'put-alarm',
      group: 'web-blue',
      name: 'high-blue',
      settings: { Threshold: 70 },
      tags: []
    })
    expect(back({}, added, false)).toEqual(removed)
  })

  test('that differs from the one of the old colour overwrites nothing there, and goes', () => {
    expect(back({ alarms: [alarm('high-blue', 80)] }, { alarms: [alarm('high-green', 70)] })).toEqual(removed)
  })
})
