/** Services whose colours have target groups of their own. */
import { expect } from '@jest/globals'
import type { Checked } from './checked.ts'
import { TAGS } from './simulation.ts'

type Weights = Readonly<Record<string, number>>

/** A forward action; a single target group is forwarded to plainly, as most people begin. */
export const forwardTo = (weights: Weights, sticky = 0): object => {
  const [only, ...more] = Object.keys(weights)
  if (more.length === 0 && sticky === 0) return { Type: 'forward', TargetGroupArn: only }
  return {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: Object.entries(weights).map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })),
      ...(sticky > 0 && { TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: sticky } })
    }
  }
}

export const targetGroup = (name: string, more: object = {}) => ({
  name,
  inUse: false,
  deregistrationDelaySeconds: 60,
  healthCheckIntervalSeconds: 10,
  healthyThreshold: 2,
  ...more
})

export const http = (action: object, rules: readonly object[] = []) => ({
  Port: 80,
  Protocol: 'HTTP',
  DefaultActions: [action],
  rules
})

/** One pair, blue live with three instances of 1.0.0 behind a listener that forwards to its target group alone. */
export const splitPair = (
  more: {
    readonly blue?: object
    readonly green?: object
    readonly targetGroups?: readonly object[]
    readonly loadBalancers?: readonly object[]
  } = {}
) => ({
  targetGroups: more.targetGroups ?? [targetGroup('web-blue'), targetGroup('web-green')],
  loadBalancers: more.loadBalancers ?? [{ name: 'web', listeners: [http(forwardTo({ 'web-blue': 1 }))] }],
  groups: [
    { name: 'web-blue', min: 2, max: 6, desired: 3, targetGroups: ['web-blue'], tags: TAGS, ...more.blue },
    { name: 'web-green', min: 0, max: 4, desired: 0, targetGroups: ['web-green'], tags: TAGS, ...more.green }
  ]
})

/** Runs commands that have to succeed, under the eyes of the safety rules. */
export async function ran(
  simulation: Checked,
  ...commands: Parameters<Checked['run']>[0][]
): Promise<Checked> {
  for (const command of commands) {
    expect(await simulation.run(command)).toMatchObject({ status: 'succeeded', findings: [] })
  }
  expect(simulation.violations()).toEqual([])
  return simulation
}
