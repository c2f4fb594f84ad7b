import { expect, test } from '@jest/globals'
import type { Facts, Goal } from '../../src/release/goal.ts'
import type { GroupSettings } from '../../src/release/group-settings.ts'
import { preflightNotes } from '../../src/release/preflight/notes.ts'
import type { Group, Observation } from '../../src/release/world.ts'
import { DEPLOY } from '../support/deploy-goal.ts'
import { FACTS, group, inRelease, observe, serving, WEB } from '../support/observation.ts'

const blue = serving('web-blue', 3)
const green = group('web-green')
const FORECAST = { name: 'week', arn: 'arn:week', type: 'PredictiveScaling', settings: {} }

interface Case {
  readonly blue?: Partial<GroupSettings>
  readonly green?: Partial<GroupSettings>
  readonly group?: Partial<Group>
  readonly facts?: Partial<Facts>
  readonly seen?: Partial<Observation>
}

const attributes = (key: string, value: string) => ({ attributes: new Map([[WEB, new Map([[key, value]])]]) })
const template = (version: string, name = 'web') => ({ launch: { kind: 'template', name, version } as const })

const notes = (each: Case, goal: Goal = DEPLOY): readonly string[] => {
  const seen = observe(
    { ...blue, ...each.group, settings: { ...blue.settings, ...each.blue } },
    { ...green, settings: { ...green.settings, ...each.green } }
  )
  return preflightNotes({ ...seen, ...each.seen }, goal, { ...FACTS, ...each.facts }).map(
    ({ message }) => message
  )
}

test.each<[string, Case, readonly RegExp[]]>([
  ['nothing', {}, []],
  [
    'a launch template for each colour',
    { blue: template('3', 'web-blue'), green: template('7', 'web-green') },
    []
  ],
  [
    'a lifetime',
    { green: { maxInstanceLifetimeSeconds: 86_400 } },
    [/web-green replaces .* older than 1 day/]
  ],
  ['capacity rebalancing', { blue: { capacityRebalance: true } }, [/web-blue replaces Spot Instances/]],
  ['Spot Instances only', { blue: { spotOnly: true } }, [/web-blue has Spot Instances only/]],
  [
    'a hook that holds the end',
    {
      facts: {
        timeLimitMs: 60_000,
        hooks: new Map([
          [
            'web-blue',
            [{ name: 'save', transition: 'autoscaling:EC2_INSTANCE_TERMINATING', heartbeatSeconds: 3600 }]
          ]
        ])
      }
    },
    [/web-blue that is ended may wait 1 hour .* save/]
  ],
  [
    'a forecast',
    {
      seen: {
        attached: {
          blue: { policies: [FORECAST], scheduledActions: [], alarms: [] },
          green: { policies: [], scheduledActions: [], alarms: [] }
        }
      }
    },
    [/policy week of web-blue .* blind for 24 hours/]
  ],
  [
    'a version that moves',
    { blue: template('$Latest'), green: template('$Latest') },
    [/web-blue launches version \$Latest of the launch template web/, /web-green launches/]
  ],
  [
    'launch sources that differ',
    { blue: template('3'), green: template('4') },
    [/web-blue from version 3 .*, web-green from version 4/]
  ],
  [
    'zones that are missing',
    { blue: { zones: ['eu-west-1a', 'eu-west-1b'] } },
    [/web-green has no instances in eu-west-1b/]
  ],
  ['another health check', { green: { healthCheckType: 'ELB' } }, [/web-blue is EC2, that of web-green ELB/]],
  [
    'tags that are missing',
    { group: { propagated: new Set([...blue.propagated, 'team']) } },
    [/web-green lack tags .*: team/]
  ],
  [
    'slow start',
    { facts: attributes('slow_start.duration_seconds', '90') },
    [/full share .* after 90 seconds/]
  ],
  [
    'a minimum above what there is',
    { facts: attributes('target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', '4') },
    [/web wants 4 healthy targets, and the service has 3/]
  ]
])('%s', (_, each, says) => {
  const found = notes(each)
  expect(found).toHaveLength(says.length)
  for (const [n, pattern] of says.entries()) expect(found[n]).toMatch(pattern)
})

test('only a deploy that opens a release has notes', () => {
  const spot = { blue: { spotOnly: true } }
  expect(notes(spot)).toHaveLength(1)
  expect(notes(spot, { command: 'finalize', keepIdleScaling: false })).toEqual([])
  const [from, to] = inRelease('open', { ...blue, settings: { ...blue.settings, spotOnly: true } }, green)
  expect(preflightNotes(observe(from, to), DEPLOY, FACTS)).toEqual([])
  expect(notes({ ...spot, group: { desired: 0, instances: [] } })).toEqual([])
})
