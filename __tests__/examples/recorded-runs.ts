/** Simulated runs that between them make every kind of call that each command makes. */
import type { AwsCall } from '../../src/aws/transport.ts'
import type { CommandName, Options } from '../../src/commands/options.ts'
import { AwsError } from '../../src/release/errors.ts'
import { encodeRecord } from '../../src/release/journal/record.ts'
import type { World } from '../../src/twin/core/world.ts'
import { STEP, tracking } from '../support/attachments.ts'
import { fleetOf } from '../support/fleets.ts'
import { everyKind } from '../support/scaled-pair.ts'
import { type Hooks, Killed, onePair, type Simulation, simulate } from '../support/simulation.ts'
import { forwardTo, http, splitPair } from '../support/split.ts'

export interface Recorded {
  readonly command: CommandName
  readonly call: AwsCall
  /** When the call was made. */
  readonly world: World
}

type Step = Partial<Options> & { readonly command: CommandName; readonly hooks?: Hooks }

export interface Course {
  readonly name: string
  readonly make: () => Simulation
  readonly steps: readonly Step[]
  /** Whose policy the runs need beside their own. */
  readonly needs?: 'rollback'
}

const STATUS = { command: 'status' } as const
const DEPLOY = { command: 'deploy', imageVersion: '2.0.0' } as const
const NEXT = { command: 'deploy', imageVersion: '3.0.0' } as const
const ROLLBACK = { command: 'rollback' } as const
const FINALIZE = { command: 'finalize' } as const
const NOTHING = { liftApproval: false, forget: false } as const

/** The second deploy after a finalize sweeps the tags of releases before the last. */
const EVERY_STEP: readonly Step[] = [STATUS, DEPLOY, STATUS, ROLLBACK, DEPLOY, FINALIZE, NEXT, FINALIZE]

const SCALED = {
  policies: [STEP, tracking('web-blue')],
  scheduledActions: [{ ScheduledActionName: 'night', Recurrence: '0 22 * * *', MinSize: 1 }]
}

export const everyForward = (): Simulation =>
  simulate(
    splitPair({
      blue: SCALED,
      loadBalancers: [
        {
          name: 'web',
          listeners: [
            http(forwardTo({ 'web-blue': 1 }), [
              {
                Priority: 1,
                Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
                Actions: [forwardTo({ 'web-blue': 1 })]
              }
            ])
          ]
        }
      ]
    })
  )

const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const CLOSED = encodeRecord({ e: 0, use: 'production', found: '0/1', goal: '1/0', sticky: 0 })

const withoutVersion = { tags: { 'docker:image:name': 'acme/web' } }
const empty = { min: 0, desired: 0, ...withoutVersion }

/** Dies before its change of this kind. */
const dyingAt = (step: Partial<Options> & { readonly command: CommandName }, kind: string): Step => ({
  ...step,
  hooks: {
    before: change => {
      if (change.kind === kind) throw new Killed()
    }
  }
})

const DECLARED: readonly Step[] = [
  { ...DEPLOY, approval: { environment: 'production', allowBypass: false } },
  { command: 'recover', recovery: { ...NOTHING, liftApproval: true } },
  { command: 'recover', recovery: { ...NOTHING, live: { service: 'web', colour: 'green' }, forget: true } }
]

export const COURSES: readonly Course[] = [
  { name: 'everything that scales is copied', make: everyKind, steps: EVERY_STEP },
  { name: 'target groups of each colour', make: everyForward, steps: EVERY_STEP },
  { name: 'a fleet', make: () => simulate(fleetOf(2)), steps: EVERY_STEP },
  {
    name: 'scaling that infrastructure code owns',
    make: () => simulate(onePair({ blue: SCALED, green: SCALED })),
    steps: EVERY_STEP.map(step => ({ ...step, keepIdleScaling: true }))
  },
  ...[() => simulate(onePair({ blue: SCALED })), everyForward].map(make => ({
    name: 'a deploy in two halves',
    make,
    steps: [
      { command: 'prepare', imageVersion: '2.0.0', commit: COMMIT, allowMixed: true },
      { command: 'promote', imageVersion: '2.0.0' }
    ] as const
  })),
  {
    name: 'scale-in protection of new instances',
    make: () =>
      simulate(splitPair({ blue: { newInstancesProtected: true }, green: { newInstancesProtected: true } })),
    steps: EVERY_STEP
  },
  {
    name: 'a rejected version that stays parked',
    make: () => simulate(onePair({ blue: SCALED })),
    steps: [
      DEPLOY,
      { ...ROLLBACK, afterRollback: 'standby' },
      NEXT,
      { ...ROLLBACK, afterRollback: 'standby' },
      FINALIZE
    ]
  },
  { name: 'a rollback after finalize', make: everyKind, steps: [DEPLOY, FINALIZE, ROLLBACK, FINALIZE] },
  {
    name: 'a rollback after finalize, target groups of each colour',
    make: everyForward,
    steps: [DEPLOY, FINALIZE, ROLLBACK, FINALIZE]
  },
  ...['blue', 'green'].map(colour => ({
    name: `processes that the user has suspended on ${colour}`,
    make: () => simulate(onePair({ [colour]: { suspended: ['InstanceRefresh'] } })),
    steps: EVERY_STEP
  })),
  ...[FINALIZE, ROLLBACK].map(step => ({
    name: `too little time for ${step.command}`,
    make: () => simulate(onePair()),
    steps: [DEPLOY, { ...step, timeoutMs: 1000 }]
  })),
  {
    name: 'a note that a release long closed has left on a listener',
    make: () => {
      const simulation = everyForward()
      const [balancer] = Object.values(simulation.twin.world().loadBalancers)
      simulation.twin.act({
        type: 'foreign-call',
        service: 'elasticloadbalancing',
        operation: 'AddTags',
        input: {
          ResourceArns: [balancer?.listeners[0]?.arn],
          Tags: [{ Key: 'bg-release:forward:0', Value: CLOSED }]
        }
      })
      return simulation
    },
    steps: [DEPLOY]
  },
  ...(['protect', 'tag-forward', 'weigh'] as const).flatMap(kind =>
    [DEPLOY, ROLLBACK].map(after => ({
      name: `target groups of each colour, a deploy that dies before ${kind}, then ${after.command}`,
      make: everyForward,
      steps: [dyingAt(DEPLOY, kind), after, NEXT, FINALIZE]
    }))
  ),
  {
    name: 'a first release, abandoned',
    make: () => simulate(onePair({ blue: empty, green: empty })),
    steps: [{ ...DEPLOY, initialCapacity: { min: 2, desired: 3, max: 6 } }, ROLLBACK]
  },
  ...(['resize', 'put-policy', 'put-schedules', 'enter-standby', 'resume'] as const).flatMap(kind =>
    [DEPLOY, ROLLBACK].map(after => ({
      name: `a deploy that dies before ${kind}, then ${after.command}`,
      make: () => simulate(onePair({ blue: SCALED })),
      steps: [dyingAt(DEPLOY, kind), after]
    }))
  ),
  {
    name: 'a rollback that dies, and another one inside its window',
    make: () => simulate(onePair({ blue: SCALED })),
    steps: [DEPLOY, dyingAt(ROLLBACK, 'enter-standby'), ROLLBACK]
  },
  {
    name: 'a finalize that dies, and another one',
    make: () => simulate(onePair({ blue: SCALED })),
    steps: [DEPLOY, dyingAt(FINALIZE, 'terminate'), FINALIZE]
  },
  ...(['never-healthy', 'launch-fails'] as const).map(health => ({
    name: `a version that is ${health}`,
    make: () => {
      const simulation = simulate(onePair())
      simulation.twin.act({ type: 'set-version-health', version: '2.0.0', health })
      return simulation
    },
    steps: [DEPLOY, ROLLBACK]
  })),
  { name: 'what a person declares', make: () => simulate(onePair({ blue: SCALED })), steps: DECLARED },
  { name: 'what a person declares, target groups of each colour', make: everyForward, steps: DECLARED },
  {
    name: 'a journal that is lost',
    make: () => simulate(onePair()),
    steps: [
      DEPLOY,
      {
        command: 'recover',
        recovery: { ...NOTHING, baseline: { group: 'web-blue', min: 2, desired: 3, max: 6 } }
      }
    ]
  },
  {
    name: 'a fleet that cannot be switched whole, and goes back',
    make: () => simulate(fleetOf(2)),
    needs: 'rollback',
    steps: [
      {
        ...DEPLOY,
        timeoutMs: 600_000,
        hooks: {
          before: change => {
            if (change.kind === 'enter-standby' && change.group === 'web-2-blue')
              throw new AwsError('refused', 'EnterStandby', 'ValidationError', 'not now', '')
          }
        }
      }
    ]
  },
  {
    name: 'nothing is found',
    make: () => simulate(onePair()),
    steps: [{ ...STATUS, imageName: 'acme/other' }]
  }
]

/** @returns calls in order. @throws Error naming the step that did not end as a run does */
export async function recorded({ make, steps, needs }: Course): Promise<readonly Recorded[]> {
  const simulation = make()
  const calls: Recorded[] = []
  let command: CommandName = 'status'
  simulation.listen(call => calls.push({ command, call, world: simulation.twin.world() }))
  for (const { hooks, ...step } of steps) {
    command = needs ?? step.command
    await simulation.run(step, hooks)
  }
  return calls
}
