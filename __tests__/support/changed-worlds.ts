/** Every kind of change, with a look before it and one that shows it, made by hand. */
import { NOTHING_ATTACHED } from '../../src/release/attached.ts'
import type { Change } from '../../src/release/ports.ts'
import type { Forward } from '../../src/release/traffic/forward.ts'
import type { Group, Observation } from '../../src/release/world.ts'
import { group, instance, observe, WEB } from './observation.ts'

const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2'

const forward = (weight: number, tags: readonly (readonly [string, string])[] = []): Forward => ({
  arn: LISTENER,
  of: 'listener',
  name: 'web:443',
  loadBalancer: 'web',
  protocol: 'HTTPS',
  actions: '[]',
  shares: [
    { targetGroup: WEB, weight },
    { targetGroup: `${WEB}2`, weight: 1 }
  ],
  stickySeconds: 0,
  tags: new Map(tags)
})

export const look = (blue: Partial<Group>, green: Partial<Group> = {}, more: Partial<Observation> = {}) => ({
  ...observe(group('web-blue', blue), group('web-green', green)),
  ...more
})

export interface ChangedWorld {
  readonly name: string
  readonly change: Change
  readonly before: Observation
  readonly after: Observation
  /** Looks that show only a part of it. */
  readonly parts: readonly Observation[]
}

const of = { group: 'web-blue' } as const
const tags = (...pairs: readonly (readonly [string, string])[]) => ({ tags: new Map(pairs) })
const standing = (...ids: readonly string[]) => ({
  instances: ['i-1', 'i-2', 'i-3'].map(id => instance(id, ids.includes(id) ? 'Standby' : 'InService'))
})
const protecting = (...ids: readonly string[]) => ({
  instances: ['i-1', 'i-2', 'i-3'].map(id => ({ ...instance(id), protected: ids.includes(id) }))
})
const policy = (threshold: number) => ({
  attached: {
    blue: {
      ...NOTHING_ATTACHED,
      policies: [{ name: 'cpu', arn: 'arn', type: 'SimpleScaling', settings: { threshold } }]
    },
    green: NOTHING_ATTACHED
  }
})

const scheduled = (...mins: readonly number[]) => ({
  attached: {
    blue: {
      ...NOTHING_ATTACHED,
      scheduledActions: mins.map((MinSize, n) => ({ name: `action-${n}`, settings: { MinSize } }))
    },
    green: NOTHING_ATTACHED
  }
})
const alarmed = (...thresholds: readonly number[]) => ({
  attached: {
    blue: {
      ...NOTHING_ATTACHED,
      alarms: thresholds.map((Threshold, n) => ({ name: `alarm-${n}`, arn: 'arn', settings: { Threshold } }))
    },
    green: NOTHING_ATTACHED
  }
})
/** A listener that stands before the one that is changed, and looks otherwise. */
const elsewhere = (weight: number, tags: readonly (readonly [string, string])[] = []): Forward => ({
  ...forward(weight, tags),
  arn: `${LISTENER}9`
})

const tag = (key: string, value: string) => ({ key, value, propagate: false })
const all = (changes: readonly Omit<ChangedWorld, 'name'>[]): readonly ChangedWorld[] =>
  changes.map(each => ({ name: each.change.kind, ...each }))

export const CHANGED_WORLDS = all([
  {
    change: { kind: 'tag', ...of, tags: [tag('a', '1'), tag('b', '2')] },
    before: look(tags(['a', '0'])),
    parts: [look(tags(['a', '1'])), look(tags(['a', '0'], ['b', '2']))],
    after: look(tags(['a', '1'], ['b', '2']))
  },
  {
    change: { kind: 'untag', ...of, keys: ['a', 'b'] },
    before: look(tags(['a', '0'], ['b', '0'])),
    parts: [look(tags(['b', '0'])), look(tags(['a', '0']))],
    after: look(tags(['c', '0']))
  },
  {
    change: { kind: 'resize', ...of, min: 1, max: 9, desired: 5 },
    before: look({ min: 0, max: 6, desired: 3 }),
    parts: [
      look({ min: 1, max: 9, desired: 3 }),
      look({ min: 0, max: 9, desired: 5 }),
      look({ min: 1, max: 6, desired: 5 })
    ],
    after: look({ min: 1, max: 9, desired: 5 })
  },
  {
    change: { kind: 'suspend', ...of, processes: ['AZRebalance', 'Terminate'] },
    before: look({ suspended: [] }),
    parts: [look({ suspended: ['AZRebalance'] })],
    after: look({ suspended: ['Terminate', 'AZRebalance', 'Launch'] })
  },
  {
    change: { kind: 'resume', ...of, processes: ['AZRebalance', 'Terminate'] },
    before: look({ suspended: ['AZRebalance', 'Terminate'] }),
    parts: [look({ suspended: ['AZRebalance'] })],
    after: look({ suspended: ['Launch'] })
  },
  {
    change: { kind: 'enter-standby', ...of, ids: ['i-1', 'i-2'] },
    before: look(standing()),
    parts: [look(standing('i-1'))],
    after: look(standing('i-1', 'i-2'))
  },
  {
    change: { kind: 'exit-standby', ...of, ids: ['i-1', 'i-2'] },
    before: look(standing('i-1', 'i-2')),
    parts: [look(standing('i-1'))],
    after: look(standing('i-3'))
  },
  {
    change: { kind: 'protect', ...of, ids: ['i-1', 'i-2'], on: true },
    before: look(protecting()),
    parts: [look(protecting('i-1'))],
    after: look(protecting('i-1', 'i-2'))
  },
  {
    change: { kind: 'terminate', ...of, id: 'i-1' },
    before: look(standing('i-1', 'i-2')),
    parts: [],
    after: look(standing('i-2'))
  },
  {
    change: { kind: 'put-policy', ...of, name: 'cpu', settings: { threshold: 2 } },
    before: look({}, {}, policy(1)),
    parts: [],
    after: look({}, {}, policy(2))
  },
  {
    change: { kind: 'delete-policy', ...of, name: 'cpu' },
    before: look({}, {}, policy(1)),
    parts: [],
    after: look({})
  },
  {
    change: { kind: 'put-alarm', ...of, name: 'alarm-1', settings: { Threshold: 2 }, tags: [] },
    before: look({}, {}, alarmed(2, 1)),
    parts: [look({}, {}, alarmed(2))],
    after: look({}, {}, alarmed(1, 2))
  },
  {
    change: { kind: 'delete-alarms', ...of, names: ['alarm-0', 'alarm-1'] },
    before: look({}, {}, alarmed(1, 2)),
    parts: [look({}, {}, alarmed(1))],
    after: look({})
  },
  {
    change: {
      kind: 'put-schedules',
      ...of,
      actions: [
        { name: 'action-0', settings: { MinSize: 3 } },
        { name: 'action-1', settings: { MinSize: 4 } }
      ]
    },
    before: look({}),
    parts: [look({}, {}, scheduled(3)), look({}, {}, scheduled(3, 3)), look({}, {}, scheduled(4, 3))],
    after: look({}, {}, scheduled(3, 4))
  },
  {
    change: { kind: 'delete-schedules', ...of, names: ['action-0', 'action-1'] },
    before: look({}, {}, scheduled(3, 4)),
    parts: [look({}, {}, scheduled(3))],
    after: look({})
  },
  {
    change: { kind: 'tag-forward', ...of, forward: LISTENER, tags: [tag('a', '1'), tag('b', '2')] },
    before: look(
      {},
      {},
      {
        forwards: [
          elsewhere(1, [
            ['a', '1'],
            ['b', '2']
          ]),
          forward(1)
        ]
      }
    ),
    parts: [look({}, {}, { forwards: [forward(1, [['a', '1']])] })],
    after: look(
      {},
      {},
      {
        forwards: [
          forward(1, [
            ['a', '1'],
            ['b', '2']
          ])
        ]
      }
    )
  },
  {
    change: { kind: 'untag-forward', ...of, forward: LISTENER, keys: ['a', 'b'] },
    before: look(
      {},
      {},
      {
        forwards: [
          forward(1, [
            ['a', '1'],
            ['b', '2']
          ])
        ]
      }
    ),
    parts: [look({}, {}, { forwards: [forward(1, [['b', '2']])] })],
    after: look({}, {}, { forwards: [forward(1)] })
  },
  {
    change: {
      kind: 'weigh',
      ...of,
      forward: LISTENER,
      of: 'listener',
      actions: '[]',
      shares: [
        { targetGroup: `${WEB}2`, weight: 1 },
        { targetGroup: WEB, weight: 0 }
      ]
    },
    before: look({}, {}, { forwards: [elsewhere(0), forward(1)] }),
    parts: [],
    after: look({}, {}, { forwards: [forward(0)] })
  }
])

/** The same thing done to the other colour. */
export const mirrored = ({ name, change, before, after, parts }: ChangedWorld): ChangedWorld => {
  const turned = ({ groups: { blue, green }, attached, ...rest }: Observation): Observation => ({
    ...rest,
    groups: { blue: { ...green, name: 'web-blue' }, green: { ...blue, name: 'web-green' } },
    attached: { blue: attached.green, green: attached.blue }
  })
  return {
    name: `${name} on green`,
    change: { ...change, group: 'web-green' },
    before: turned(before),
    after: turned(after),
    parts: parts.map(turned)
  }
}
