import { expect, test } from '@jest/globals'
import { targetGroups } from '../../../src/release/preflight/target-groups.ts'
import type { TargetGroupFacts } from '../../../src/release/world.ts'
import { candidate } from '../../support/candidate.ts'
import { group, observe, WEB } from '../../support/observation.ts'

const unused = (arn: string): TargetGroupFacts => ({
  arn,
  name: 'web',
  targetType: 'instance',
  healthCheckEnabled: true,
  inUse: false
})

/** On a service that nobody has released yet. */
const found = (blueArn: string, greenArn: string): readonly string[] => {
  const seen = observe(
    group('web-blue', { targetGroups: [blueArn] }),
    group('web-green', { targetGroups: [greenArn] })
  )
  const facts = { targetGroups: [...new Set([blueArn, greenArn])].map(unused) }
  const goal = { initialCapacity: { min: 1, desired: 1, max: 2 } }
  return targetGroups(candidate(seen, facts, goal)).map(({ code, message }) => `${code} ${message}`)
}

test('before a first release something has to forward to a target group of both colours, and to none of one', () => {
  expect(found(WEB, WEB)).toEqual([
    'BGR-TARGET-GROUP-UNFIT The target group web never shows a healthy instance: no listener of a load balancer forwards to it.'
  ])
  expect(found(`${WEB}-blue`, `${WEB}-green`)).toEqual([])
})
