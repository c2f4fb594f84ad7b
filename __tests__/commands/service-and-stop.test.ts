import { describe, expect, test } from '@jest/globals'
import { checked } from '../support/checked.ts'
import { endOf } from '../support/ends.ts'
import { onePair, stopReason, TAGS } from '../support/simulation.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const

const twoPairs = () => {
  const { targetGroups, groups } = onePair()
  const second = groups.map(group => ({ ...group, name: group.name.replace('web', 'web-admin') }))
  return { targetGroups, groups: [...groups, ...second] }
}

describe('a prefix', () => {
  test('narrowed to one service leaves the other alone', async () => {
    const simulation = checked(twoPairs(), 'web-admin')
    const other = () => ['web-blue', 'web-green'].map(name => simulation.world().groups[name])
    const before = other()
    expect(await simulation.run({ ...DEPLOY, service: 'web-admin' })).toMatchObject({
      status: 'succeeded',
      services: [{ pair: { service: 'web-admin' } }]
    })
    expect(other()).toEqual(before)
    expect(endOf(simulation.world(), 'web-admin-green')).toMatchObject({ sizes: '2/3/6', serving: 3 })
    expect((await simulation.run({ command: 'rollback', service: 'web-admin' })).status).toBe('succeeded')
    expect(other()).toEqual(before)
    expect(simulation.violations()).toEqual([])
  })

  test.each([
    ['no group', {}, { asgPrefix: 'api' }, 'BGR-FLEET-NOT-FOUND'],
    ['no service of that name', {}, { service: 'web-x' }, 'BGR-FLEET-NOT-FOUND'],
    ['no such image', {}, { imageName: 'acme/api' }, 'BGR-FLEET-NOT-FOUND'],
    [
      'half a pair',
      { green: { tags: { ...TAGS, 'docker:image:name': 'acme/other' } } },
      {},
      'BGR-PAIR-INCOMPLETE'
    ]
  ] as const)('with %s is refused', async (_, groups, options, code) => {
    const simulation = checked(onePair(groups))
    const report = await simulation.run({ ...DEPLOY, ...options })
    expect(report).toMatchObject({ status: 'failed', changed: false, findings: [{ code }] })
    expect(simulation.watched()).toBe(0)
  })
})

describe('a run that is stopped', () => {
  const stopAt = (sleeps: number) => {
    const stop = new AbortController()
    let count = 0
    return {
      stop: stop.signal,
      onSleep: () => {
        if (++count === sleeps) stop.abort(stopReason)
      }
    }
  }

  test.each([1, 3, 6, 9])('in wait %i signs off, and the next run goes on at once', async sleeps => {
    const simulation = checked(onePair())
    const report = await simulation.run(DEPLOY, stopAt(sleeps))
    expect(report).toMatchObject({ status: 'stopped', findings: [{ code: 'BGR-STOPPED' }] })
    const stopped = simulation.world().now
    expect((await simulation.run(DEPLOY)).status).toBe('succeeded')
    // No lease and no window: the first run left nothing open.
    expect(simulation.world().now - stopped).toBeLessThan(300_000)
    expect(simulation.violations()).toEqual([])
  })

  test('changes nothing after the signal', async () => {
    const simulation = checked(onePair())
    const stop = new AbortController()
    await simulation.run(DEPLOY, {
      stop: stop.signal,
      after: (_, index) => {
        if (index === 7) stop.abort(stopReason)
      }
    })
    expect(simulation.changes).toHaveLength(8)
    expect((await simulation.run({ command: 'rollback' })).status).toBe('succeeded')
    expect(endOf(simulation.world(), 'web-blue')).toMatchObject({ sizes: '2/3/6', serving: 3, suspended: [] })
    expect(simulation.violations()).toEqual([])
  })
})
