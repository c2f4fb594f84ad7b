/** The copy of what scales the live role: it follows the old colour, and goes back where the release does. */
import { describe, expect, test } from '@jest/globals'
import { type Attached, NOTHING_ATTACHED } from '../../../src/release/attached.ts'
import type { Step } from '../../../src/release/decision.ts'
import { copyToNew, takeCopyBack } from '../../../src/release/scaling/role.ts'
import type { Member, Situation } from '../../../src/release/situation.ts'
import { group, observe, RECORD } from '../../support/observation.ts'

const alarm = (name: string, Threshold: number) => ({ name, arn: `arn:${name}`, settings: { Threshold } })

function release(old: Partial<Attached>, fresh: Partial<Attached>, live: boolean): Situation {
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
  return {
    seen: observe(blue, green),
    epoch: 1,
    release: { ...RECORD, state: 'rolling-back' },
    old: { group: blue, side: { hold: [] }, base, attached: of },
    new: member
  }
}

const changeOf = (step: Step) => (step?.kind === 'change' ? step.change : step)
const back = (old: Partial<Attached>, fresh: Partial<Attached>, live = true) =>
  changeOf(takeCopyBack(release(old, fresh, live)))

test('what is edited on the old colour replaces the copy, until the new one scales by itself', () => {
  const [edited, copy] = [{ alarms: [alarm('high-blue', 80)] }, { alarms: [alarm('high-green', 70)] }]
  const facts = { takenAlarms: [], alarmTags: new Map() }
  expect(changeOf(copyToNew(release(edited, copy, false), facts))).toMatchObject({
    kind: 'put-alarm',
    name: 'high-green',
    settings: { Threshold: 80 }
  })
  expect(copyToNew(release(edited, copy, true), facts)).toBeUndefined()
})

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
