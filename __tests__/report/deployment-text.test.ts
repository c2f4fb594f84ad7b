import { expect, test } from '@jest/globals'
import type { ServiceWait } from '../../src/commands/run-events.ts'
import { deploymentText } from '../../src/report/deployment-text.ts'

const healthy = (service: string, group = `${service}-green`): ServiceWait => ({
  service,
  wait: { for: 'new-healthy', group, healthy: 3, of: 4 }
})

test('it says how far the first service is that others wait for', () => {
  const others: ServiceWait = { service: 'api', wait: { for: 'others' } }
  expect(deploymentText([others, healthy('web')], 0, 140)).toBe('web-green: 3 of 4 healthy')
  expect(deploymentText([healthy('web'), others, healthy('jobs')], 0, 140)).toBe(
    'web-green: 3 of 4 healthy (and 1 more)'
  )
  expect(deploymentText([others], 0, 140)).toBe('Waiting until every service of the fleet is ready')
  expect(deploymentText([], 0, 140)).toBe('')
})

test('it is one plain line that fits', () => {
  const text = deploymentText([healthy('a', `a\n${'x'.repeat(250)}`), healthy('b')], 0, 140)
  expect(text).toHaveLength(140)
  expect(text).toMatch(/^a\\u000ax+… \(and 1 more\)$/)
})
