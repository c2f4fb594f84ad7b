/** The identity policy of each command. */
import {
  ALARMS,
  actionsOf,
  type Command,
  ENDS,
  GROUP_CHANGES,
  GROUP_TAGS,
  READS,
  WEIGHT_TAGS,
  WEIGHTS
} from './actions.ts'

export interface Where {
  readonly region: string
  readonly account: string
  /** Names of services: `web` stands for `web-blue` and `web-green`. */
  readonly services: readonly string[]
  /** Name of the Application Load Balancer, where each colour has target groups of its own. */
  readonly loadBalancer: string
  /** Pattern of the names of alarms. */
  readonly alarms: string
}

export interface Statement {
  readonly Sid: string
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

export interface Policy {
  readonly Version: '2012-10-17'
  readonly Statement: readonly Statement[]
}

/** Deploy writes the version; finalize and recover touch nothing but the journal. */
const TAG_KEYS: Readonly<Record<Command, readonly string[]>> = {
  status: [],
  deploy: ['bg-release:*', 'docker:image:version'],
  rollback: ['bg-release:*', 'docker:image:version'],
  finalize: ['bg-release:*'],
  recover: ['bg-release:*'],
  scenario: []
}

/** What deploy needs beside its own policy where rejected versions are kept parked. */
export const parkedPolicy = (where: Where): Policy => policyOf([endStatement('deploy', where)])

export function commandPolicy(command: Command, where: Where): Policy {
  const { region, account } = where
  const listeners = ['listener', 'listener-rule'].map(
    kind => `arn:aws:elasticloadbalancing:${region}:${account}:${kind}/app/${where.loadBalancer}/*`
  )
  return policyOf([
    { Sid: 'Look', Effect: 'Allow', Action: actionsOf(READS, command), Resource: '*' },
    {
      Sid: 'Release',
      Effect: 'Allow',
      Action: actionsOf(GROUP_CHANGES, command),
      Resource: groupArns(where)
    },
    ...(command === 'deploy' ? [] : [endStatement(command, where)]),
    {
      Sid: 'Journal',
      Effect: 'Allow',
      Action: actionsOf(GROUP_TAGS, command),
      Resource: groupArns(where),
      Condition: onlyTags(TAG_KEYS[command])
    },
    {
      Sid: 'Alarms',
      Effect: 'Allow',
      Action: actionsOf(ALARMS, command),
      Resource: `arn:aws:cloudwatch:${region}:${account}:alarm:${where.alarms}`
    },
    { Sid: 'Weights', Effect: 'Allow', Action: actionsOf(WEIGHTS, command), Resource: listeners },
    {
      Sid: 'Notes',
      Effect: 'Allow',
      Action: actionsOf(WEIGHT_TAGS, command),
      Resource: listeners,
      Condition: onlyTags(['bg-release:*'])
    }
  ])
}

const endStatement = (command: Command, where: Where): Statement => ({
  Sid: 'End',
  Effect: 'Allow',
  Action: actionsOf(ENDS, command),
  Resource: groupArns(where)
})

const policyOf = (statements: readonly Statement[]): Policy => ({
  Version: '2012-10-17',
  Statement: statements.filter(({ Action }) => Action.length > 0)
})

const groupArns = ({ region, account, services }: Where): readonly string[] =>
  services.flatMap(service =>
    ['blue', 'green'].map(
      colour =>
        `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${service}-${colour}`
    )
  )

/** ForAllValues also holds for a request without any key, so that one is kept out (IAM User Guide, set operators). */
const onlyTags = (keys: readonly string[]) => ({
  'ForAllValues:StringLike': { 'aws:TagKeys': keys },
  Null: { 'aws:TagKeys': 'false' }
})
