/** Wrong changes of weights, made on purpose. */
import type { Checked } from './checked.ts'
import { checked } from './checked.ts'
import { green } from './seed-worlds.ts'
import { Killed } from './simulation.ts'
import { splitPair } from './split.ts'
import { groupIn } from './stand.ts'

const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const

const splitUntouched = async () => checked(splitPair())
const splitSwitched = async () => {
  const simulation = checked(splitPair())
  await simulation.run(DEPLOY)
  return simulation
}
/** The new colour is named at weight 0, and has nothing that could serve. */
const splitNamed = async () => {
  const simulation = checked(splitPair())
  await simulation.run(DEPLOY, {
    after: change => {
      if (change.kind === 'weigh') throw new Killed()
    }
  })
  return simulation
}

function weigh(simulation: Checked, blue: number, other: number, sticky?: number): void {
  const [balancer] = Object.values(simulation.world().loadBalancers)
  const tuples = [
    { TargetGroupArn: groupIn(simulation.world(), 'web-blue').targetGroups[0], Weight: blue },
    { TargetGroupArn: groupIn(simulation.world(), 'web-green').targetGroups[0], Weight: other }
  ]
  const answer = simulation.twin.call('elasticloadbalancing', 'ModifyListener', {
    ListenerArn: balancer?.listeners[0]?.arn,
    DefaultActions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: tuples,
          ...(sticky && { TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: sticky } })
        }
      }
    ]
  })
  if (!answer.ok) throw new Error(answer.error.message)
}

export const SEEDED_WEIGHTS: readonly [
  string,
  string,
  () => Promise<Checked>,
  (simulation: Checked) => void
][] = [
  [
    'stickiness that nobody asked for',
    'S15 weights only',
    splitNamed,
    simulation => weigh(simulation, 1, 0, 60)
  ],
  ['weights that sum up to something else', 'S2 weights', splitNamed, simulation => weigh(simulation, 0, 0)],
  ['weights before a note', 'S6 weights noted', splitUntouched, simulation => weigh(simulation, 1, 0)],
  [
    'requests sent to a colour that cannot answer',
    'S5 weights',
    splitNamed,
    simulation => weigh(simulation, 0, 1)
  ],
  [
    'a colour ended at its weight',
    'S4 weights',
    splitSwitched,
    simulation => {
      simulation.twin.call('autoscaling', 'UpdateAutoScalingGroup', {
        ...green,
        MinSize: 0,
        DesiredCapacity: 0
      })
    }
  ]
]
