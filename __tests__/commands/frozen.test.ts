/** A run that stands still while others work, and goes on with what it knew before. */
import { expect, test } from '@jest/globals'
import { toAwsError } from '../../src/aws/aws-error.ts'
import { takeClaim } from '../../src/commands/claim.ts'
import { claimTag } from '../../src/release/journal/claim.ts'
import type { FleetPort } from '../../src/release/ports.ts'
import { checked } from '../support/checked.ts'
import { onePair, type Simulation, simulate } from '../support/simulation.ts'

const PAIR = { service: 'web', names: { blue: 'web-blue', green: 'web-green' }, region: '', account: '' }

const claiming = ({ clock }: Simulation, fleet: FleetPort, id: string) => {
  const quiet = new AbortController().signal
  return takeClaim({
    fleet,
    clock,
    pairs: [PAIR],
    claimant: { id, by: 'a test' },
    command: 'deploy',
    deadline: clock.now() + 3_600_000,
    listener: () => {},
    stop: quiet,
    abort: quiet
  })
}

const stateOf = ({ twin }: Simulation, id: string): string =>
  / ?state=(\S+)/.exec(
    twin.world().groups['web-blue']?.tags[`bg-release:claim:${id}`]?.value ?? 'state=none'
  )?.[1] ?? 'unreadable'

test('frozen between the look that shows nobody else and its claim, it finds the one who has taken over', async () => {
  const simulation = simulate(onePair())
  const { fleet } = simulation
  let other: Awaited<ReturnType<typeof takeClaim>> | undefined
  const frozen: FleetPort = {
    ...fleet,
    groupsByName: async (names, signal) => {
      const found = await fleet.groupsByName(names, signal)
      if (other) await other.beat()
      else other = await claiming(simulation, fleet, 'other')
      return found
    }
  }
  await expect(claiming(simulation, frozen, 'one')).rejects.toMatchObject({
    findings: [{ code: 'BGR-CLAIMED' }]
  })
  expect([stateOf(simulation, 'one'), stateOf(simulation, 'other')]).toEqual(['released', 'held'])
})

test('a claim that leaves late arrives signed with the time of its look', async () => {
  const simulation = simulate(onePair())
  const { fleet, clock } = simulation
  const signed: number[] = []
  let looked = 0
  await claiming(
    simulation,
    {
      ...fleet,
      groupsByName: async (names, signal) => {
        looked = clock.now()
        const found = await fleet.groupsByName(names, signal)
        await clock.sleep(20_000)
        return found
      },
      putTags: async (tags, at, signal) => {
        signed.push(at)
        await fleet.putTags(tags, at, signal)
      }
    },
    'one'
  )
  expect(signed.at(-1)).toBe(looked)
})

test.each([
  ['the clock has jumped', 400_000, 0],
  ['the clock is set in the pause before the next attempt', 0, 400_000]
])(
  'a heartbeat that AWS refuses as too old is not written again before a look: %s',
  async (_, jumps, set) => {
    const plain = simulate(onePair())
    let isFrozen = false
    let refusals = 0
    const clock = {
      ...plain.clock,
      sleep: (ms: number, signal?: AbortSignal) => plain.clock.sleep(isFrozen ? set : ms, signal)
    }
    const simulation = { ...plain, clock }
    const { fleet } = simulation
    const claim = await claiming(
      simulation,
      {
        ...fleet,
        putTags: async (tags, at, signal) => {
          if (isFrozen && refusals++ === 0) {
            await plain.clock.sleep(jumps)
            const error = Object.assign(new Error('Signature expired: too long ago'), {
              name: 'SignatureDoesNotMatch',
              $metadata: { httpStatusCode: 403 }
            })
            throw toAwsError('CreateOrUpdateTags', error)
          }
          await fleet.putTags(tags, at, signal)
        }
      },
      'one'
    )
    const before = simulation.twin.world().groups['web-blue']?.tags
    await clock.sleep(40_000)
    isFrozen = true
    await expect(claim.beat()).rejects.toMatchObject({ kind: 'busy' })
    expect(simulation.twin.world().groups['web-blue']?.tags).toEqual(before)
    expect(claim.lapsed()).toBe(true)
  }
)

test.each([
  ['that is at work', 0, 'failed', ['BGR-FENCED']],
  ['of a dead run, whose last write is late', 200_000, 'succeeded', []]
])('a run that meets the claim of another one %s', async (_, ageMs, status, codes) => {
  const simulation = checked(onePair())
  let changes = 0
  const report = await simulation.run(
    { command: 'deploy', imageVersion: '2.0.0' },
    {
      after: (_change, index) => {
        changes = index
        if (index !== 8) return
        const at = Math.floor((simulation.world().now - ageMs) / 1000)
        const claim = claimTag({ id: 'other', by: 'x', state: 'held', command: 'deploy', beat: 9, at })
        const owner = { ResourceId: 'web-blue', ResourceType: 'auto-scaling-group', PropagateAtLaunch: false }
        simulation.twin.act({
          type: 'foreign-call',
          service: 'autoscaling',
          operation: 'CreateOrUpdateTags',
          input: { Tags: [{ ...owner, Key: claim.key, Value: claim.value }] }
        })
      }
    }
  )
  expect({ status: report.status, codes: report.findings.map(({ code }) => code) }).toEqual({ status, codes })
  if (status === 'failed') expect(changes).toBeLessThan(12)
  expect(simulation.violations()).toEqual([])
})
