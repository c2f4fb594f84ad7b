/** What a person states where nobody else can know. */
import { describe, expect, test } from '@jest/globals'
import { WINDOW_MS } from '../../src/commands/claim.ts'
import type { Recovery } from '../../src/release/recover/recover.ts'
import { type Checked, checked } from '../support/checked.ts'
import { endOf, endsOf } from '../support/ends.ts'
import { inject } from '../support/faults.ts'
import { Killed, onePair } from '../support/simulation.ts'
import { splitPair } from '../support/split.ts'
import { CLAIM_KEY, groupIn } from '../support/stand.ts'
import { notesIn } from '../support/weights.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const NOTHING: Recovery = { liftApproval: false, forget: false }
const recover = (recovery: Partial<Recovery>) =>
  ({ command: 'recover', recovery: { ...NOTHING, ...recovery } }) as const
const codesOf = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(finding => finding.code)

const foreign = (simulation: Checked, operation: string, input: object) =>
  simulation.twin.act({ type: 'foreign-call', service: 'autoscaling', operation, input: { ...input } })
const untag = (simulation: Checked, group: string, ...keys: readonly string[]) =>
  foreign(simulation, 'DeleteTags', {
    Tags: keys.map(Key => ({ ResourceId: group, ResourceType: 'auto-scaling-group', Key }))
  })
const tag = (simulation: Checked, group: string, Key: string, Value: string) =>
  foreign(simulation, 'CreateOrUpdateTags', {
    Tags: [{ ResourceId: group, ResourceType: 'auto-scaling-group', Key, Value, PropagateAtLaunch: false }]
  })
const tagsOf = (simulation: Checked, group: string) => Object.keys(groupIn(simulation.world(), group).tags)
const oursOn = (simulation: Checked, group: string) =>
  tagsOf(simulation, group).filter(key => key.startsWith('bg-release:'))

/** What recover exists for is what these rules forbid everybody else. */
const capacityOf = (simulation: Checked) =>
  simulation.violations().filter(each => !/^S(6|8|9|18) /.test(each))

async function switched(): Promise<Checked> {
  const simulation = checked(onePair())
  expect((await simulation.run(DEPLOY)).findings).toEqual([])
  return simulation
}

describe('baseline', () => {
  test.each([
    ['lost', (simulation: Checked) => untag(simulation, 'web-blue', 'bg-release:base:1')],
    ['damaged', (simulation: Checked) => tag(simulation, 'web-blue', 'bg-release:base:1', 'v=1 e=1 min=9')],
    [
      'lost with the whole journal of its group',
      (simulation: Checked) => untag(simulation, 'web-blue', ...oursOn(simulation, 'web-blue'))
    ]
  ] as const)('%s: nothing goes on before a person states it, and then a rollback does', async (_, harm) => {
    const simulation = await switched()
    harm(simulation)
    const refused = await simulation.run(ROLLBACK)
    expect([refused.changed, ...codesOf(refused)]).toEqual([false, 'BGR-JOURNAL'])
    const stated = recover({ baseline: { group: 'web-blue', min: 2, desired: 3, max: 6 } })
    expect((await simulation.run(stated)).findings).toEqual([])
    expect(await simulation.run(stated)).toMatchObject({ status: 'succeeded', changed: false })
    expect((await simulation.run(ROLLBACK)).findings).toEqual([])
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(endOf(simulation.world(), 'web-green').lifecycles).toEqual([])
    expect(capacityOf(simulation)).toEqual([])
  })

  test('of the new group, with everything else of its journal, in a release that waits for finalize', async () => {
    const simulation = await switched()
    untag(simulation, 'web-green', ...oursOn(simulation, 'web-green'))
    const stated = recover({ baseline: { group: 'web-green', min: 0, desired: 0, max: 4 } })
    expect((await simulation.run(stated)).findings).toEqual([])
    expect((await simulation.run(ROLLBACK)).findings).toEqual([])
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ sizes: '0/0/4', lifecycles: [] })
    expect(capacityOf(simulation)).toEqual([])
  })

  test('is refused where the journal says it by itself, and where it names no group of the fleet', async () => {
    const simulation = await switched()
    const other = await simulation.run(
      recover({ baseline: { group: 'web-blue', min: 1, desired: 3, max: 6 } })
    )
    expect([other.changed, ...codesOf(other)]).toEqual([false, 'BGR-RECOVER'])
    const unknown = await simulation.run(
      recover({ baseline: { group: 'api-blue', min: 1, desired: 3, max: 6 } })
    )
    expect([unknown.changed, ...codesOf(unknown)]).toEqual([false, 'BGR-INPUT'])
  })

  test('is refused where no record can be read', async () => {
    const simulation = await switched()
    for (const group of ['web-blue', 'web-green']) tag(simulation, group, 'bg-release:release:1', 'gone')
    const report = await simulation.run(
      recover({ baseline: { group: 'web-blue', min: 2, desired: 3, max: 6 } })
    )
    expect([report.changed, ...codesOf(report)]).toEqual([false, 'BGR-RECOVER'])
  })
})

describe('live', () => {
  const GREEN = recover({ live: { service: 'web', colour: 'green' } })

  test.each([
    ['is whole', () => undefined],
    [
      'is damaged',
      (simulation: Checked) => {
        for (const group of ['web-blue', 'web-green']) tag(simulation, group, 'bg-release:release:1', 'gone')
      }
    ],
    [
      'has a hold that cannot be read',
      (simulation: Checked) => tag(simulation, 'web-blue', 'bg-release:hold', '?')
    ],
    [
      'is lost on one group',
      (simulation: Checked) => untag(simulation, 'web-green', ...oursOn(simulation, 'web-green'))
    ]
  ] as const)('closes a release whose journal %s, and ends nothing', async (_, harm) => {
    const simulation = await switched()
    harm(simulation)
    const before = endsOf(simulation.world())
    expect((await simulation.run(GREEN)).findings).toEqual([])
    expect(simulation.stand().journal).toMatchObject({ epoch: 2, state: 'finalized', to: 'web-green' })
    expect(endsOf(simulation.world())['web-blue']).toEqual(before['web-blue'])
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({
      serving: 3,
      suspended: [],
      sizes: '2/3/6'
    })
    expect(await simulation.run(GREEN)).toMatchObject({ status: 'succeeded', changed: false })
    // The old instances are a person's now: no release explains them, and nobody knows what was live before.
    expect(codesOf(await simulation.run({ command: 'deploy', imageVersion: '3.0.0' }))).toContain(
      'BGR-IDLE-NOT-EMPTY'
    )
    expect(codesOf(await simulation.run(ROLLBACK))).toEqual(['BGR-NOTHING-TO-ROLL-BACK'])
    expect(capacityOf(simulation)).toEqual([])
  })

  test('gives a colour that was pinned and held its own sizes and its scaling back', async () => {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY, {
      before: change => {
        if (change.kind === 'enter-standby') throw new Killed()
      }
    })
    const blue = recover({ live: { service: 'web', colour: 'blue' } })
    expect((await simulation.run(blue)).findings).toEqual([])
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3 })
    expect(capacityOf(simulation)).toEqual([])
  })

  test('killed at any of its changes it is gone on with', async () => {
    const died = async () => {
      const simulation = checked(onePair())
      await simulation.run(DEPLOY, {
        before: change => {
          if (change.kind === 'enter-standby') throw new Killed()
        }
      })
      return simulation
    }
    const calm = await died()
    const already = calm.changes.length
    await calm.run(recover({ live: { service: 'web', colour: 'blue' } }))
    const count = calm.changes.length - already
    expect(count).toBeGreaterThan(3)
    for (let at = 0; at < count; at++) {
      const simulation = await died()
      await simulation.run(recover({ live: { service: 'web', colour: 'blue' } }), inject('killed after', at))
      expect((await simulation.run(recover({ live: { service: 'web', colour: 'blue' } }))).findings).toEqual(
        []
      )
      expect(endsOf(simulation.world())).toEqual(endsOf(calm.world()))
      expect(simulation.stand().journal).toMatchObject({ epoch: 2, state: 'finalized', to: 'web-blue' })
      expect(capacityOf(simulation)).toEqual([])
    }
  })

  test('is refused for a colour that does not serve', async () => {
    const simulation = await switched()
    const report = await simulation.run(recover({ live: { service: 'web', colour: 'blue' } }))
    expect([report.changed, ...codesOf(report)]).toEqual([false, 'BGR-RECOVER'])
  })
})

describe('break-claim', () => {
  async function dead(): Promise<Checked> {
    const simulation = checked(onePair())
    await simulation.run(DEPLOY, {
      before: change => {
        if (change.kind === 'enter-standby') throw new Killed()
      }
    })
    return simulation
  }

  test('the next run does not watch the claim, and still waits for the requests of the dead run', async () => {
    const simulation = await dead()
    const diedAt = simulation.world().now
    expect(await simulation.run(recover({ breakClaim: 'run-1' }))).toMatchObject({
      status: 'succeeded',
      findings: []
    })
    const from = simulation.events.length
    let reducedAt: number | undefined
    const report = await simulation.run(DEPLOY, {
      before: change => {
        if (change.kind === 'enter-standby') reducedAt ??= simulation.world().now
      }
    })
    expect(report.findings).toEqual([])
    expect(simulation.events.slice(from).filter(({ kind }) => kind === 'watching-claim')).toEqual([])
    expect(reducedAt).toBeGreaterThanOrEqual(diedAt + 300_000)
    expect(simulation.violations()).toEqual([])
  })

  test('naming another claim than the one that stands changes nothing and names it', async () => {
    const simulation = await dead()
    const report = await simulation.run(recover({ breakClaim: 'run-7' }))
    expect([report.changed, ...codesOf(report)]).toEqual([false, 'BGR-RECOVER'])
    expect(report.findings[0]?.message).toContain('run-1')
  })

  test('where no claim stands is refused', async () => {
    const simulation = await switched()
    const report = await simulation.run(recover({ breakClaim: 'run-1' }))
    expect([report.changed, ...codesOf(report)]).toEqual([false, 'BGR-RECOVER'])
  })

  test('is done by nobody who does not say yes', async () => {
    const simulation = await dead()
    const report = await simulation.run(recover({ breakClaim: 'run-1' }), { onConfirm: async () => false })
    expect(codesOf(report)).toEqual(['BGR-NOT-CONFIRMED'])
    expect((await simulation.run(recover({ breakClaim: 'run-1' }))).findings).toEqual([])
  })

  test('a run that lives stops by itself', async () => {
    const simulation = checked(onePair())
    let broken = false
    const report = await simulation.run(DEPLOY, {
      onSleep: () => {
        if (broken || simulation.stand().journal === undefined) return
        broken = true
        void simulation.run(recover({ breakClaim: 'run-1' }))
      }
    })
    expect(codesOf(report)).toEqual(['BGR-FENCED'])
    expect((await simulation.run(ROLLBACK)).findings).toEqual([])
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ serving: 3 })
  })
})

test('lift-approval takes the requirement away, and again changes nothing', async () => {
  const simulation = await switched()
  for (const group of ['web-blue', 'web-green']) tag(simulation, group, 'bg-release:approval', 'unreadable')
  expect((await simulation.run(recover({ liftApproval: true }))).findings).toEqual([])
  expect(await simulation.run(recover({ liftApproval: true }))).toMatchObject({
    status: 'succeeded',
    changed: false
  })
  expect((await simulation.run(FINALIZE)).findings).toEqual([])
  expect(capacityOf(simulation)).toEqual([])
})

describe('forget', () => {
  const FORGET = recover({ forget: true })
  const POLICY = { PolicyName: 'cpu', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }

  const over = async () => {
    const simulation = checked(onePair({ blue: { policies: [POLICY] }, green: { policies: [POLICY] } }))
    await simulation.run(DEPLOY)
    await simulation.run(FINALIZE)
    return simulation
  }

  test('leaves no tag and no suspension of ours, and the service as it is', async () => {
    const simulation = await over()
    expect((await simulation.run(FORGET)).findings).toEqual([])
    for (const group of ['web-blue', 'web-green']) {
      expect(oursOn(simulation, group)).toEqual([])
      expect(endOf(simulation.world(), group).suspended).toEqual([])
    }
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3, sizes: '2/3/6' })
    expect(capacityOf(simulation).filter(each => !each.startsWith('S18'))).toEqual([])
    // And it can be released again, as if for the first time.
    expect((await simulation.run({ command: 'deploy', imageVersion: '3.0.0' })).findings).toEqual([])
    expect(simulation.stand().journal).toMatchObject({ epoch: 1, state: 'switched' })
  })

  test('killed at any of its changes it is gone on with', async () => {
    const calm = await over()
    const already = calm.changes.length
    await calm.run(FORGET)
    const count = calm.changes.length - already
    expect(count).toBeGreaterThan(2)
    for (let at = 0; at < count; at++) {
      const simulation = await over()
      await simulation.run(FORGET, inject('killed after', at))
      expect((await simulation.run(FORGET)).findings).toEqual([])
      expect(endsOf(simulation.world())).toEqual(endsOf(calm.world()))
      for (const group of ['web-blue', 'web-green']) expect(oursOn(simulation, group)).toEqual([])
    }
  })

  test('removes the claim of a killed run only when nothing of it can arrive any more', async () => {
    const simulation = await over()
    let killedAt = 0
    await simulation.run(FORGET, {
      after: () => {
        const left = ['web-blue', 'web-green'].flatMap(group => oursOn(simulation, group))
        if (left.some(key => !CLAIM_KEY.test(key))) return
        killedAt = simulation.world().now
        throw new Killed()
      }
    })
    expect(killedAt).toBeGreaterThan(0)
    expect((await simulation.run(FORGET)).findings).toEqual([])
    for (const group of ['web-blue', 'web-green']) expect(oursOn(simulation, group)).toEqual([])
    expect(simulation.world().now - killedAt).toBeGreaterThanOrEqual(WINDOW_MS)
  })

  test('is refused while a release is open, and goes with live', async () => {
    const simulation = await switched()
    const refused = await simulation.run(FORGET)
    expect([refused.changed, ...codesOf(refused)]).toEqual([false, 'BGR-RECOVER'])
    const both = recover({ forget: true, live: { service: 'web', colour: 'green' } })
    expect((await simulation.run(both)).findings).toEqual([])
    for (const group of ['web-blue', 'web-green']) expect(oursOn(simulation, group)).toEqual([])
    expect(endOf(simulation.world(), 'web-blue').lifecycles).toEqual(['Standby', 'Standby', 'Standby'])
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3, suspended: [] })
  })

  test('is refused while a rejected version is parked', async () => {
    const simulation = await switched()
    await simulation.run({ ...ROLLBACK, afterRollback: 'standby' })
    const refused = await simulation.run(FORGET)
    expect([refused.changed, ...codesOf(refused)]).toEqual([false, 'BGR-RECOVER'])
    await simulation.run(FINALIZE)
    expect((await simulation.run(FORGET)).findings).toEqual([])
  })

  test('where there is nothing to forget changes nothing', async () => {
    const simulation = checked(onePair())
    expect(await simulation.run(FORGET)).toMatchObject({ status: 'succeeded', changed: false })
  })

  test('takes the notes from listeners too, where each colour has a target group', async () => {
    const simulation = checked(splitPair())
    expect((await simulation.run(DEPLOY)).findings).toEqual([])
    expect(notesIn(simulation.world())).not.toEqual([])
    const both = recover({ forget: true, live: { service: 'web', colour: 'green' } })
    expect((await simulation.run(both)).findings).toEqual([])
    expect(notesIn(simulation.world())).toEqual([])
    for (const group of ['web-blue', 'web-green']) expect(oursOn(simulation, group)).toEqual([])
    expect(endOf(simulation.world(), 'web-green')).toMatchObject({ serving: 3, suspended: [] })
  })
})

test('of a fleet of several services only the one that is named is touched', async () => {
  const web = onePair()
  const simulation = checked({
    ...web,
    groups: [
      ...web.groups,
      ...web.groups.map(group => ({ ...group, name: group.name.replace('web', 'web-api') }))
    ]
  })
  expect((await simulation.run(DEPLOY)).findings).toEqual([])
  const before = tagsOf(simulation, 'web-api-blue')
  const state = (group: string) => groupIn(simulation.world(), group).tags['bg-release:release:2']?.value
  expect((await simulation.run(recover({ live: { service: 'web', colour: 'green' } }))).findings).toEqual([])
  expect([state('web-blue'), state('web-green')]).toEqual([
    expect.stringContaining('declared=1'),
    expect.stringContaining('declared=1')
  ])
  expect(tagsOf(simulation, 'web-api-blue')).toEqual(before)
})
