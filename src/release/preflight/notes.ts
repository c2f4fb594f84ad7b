/** What people should know before a release is opened, although nothing of it stands in the way. */
import type { Facts, Goal } from '../goal.ts'
import type { LaunchSource } from '../group-settings.ts'
import type { Note } from '../notes.ts'
import { pagingNotes } from '../scaling/notes.ts'
import { standing } from '../situation.ts'
import { type Group, IMAGE_NAME_TAG, IMAGE_VERSION_TAG, type Observation } from '../world.ts'
import { type Candidate, candidateOf, duration } from './candidate.ts'
import { forwardNotes } from './forwards.ts'
import { LAUNCHING, outlasts } from './hooks.ts'

/** Nothing for a command or a service that opens no release. */
export function preflightNotes(seen: Observation, goal: Goal, facts: Facts): readonly Note[] {
  const { kind } = standing(seen)
  if (goal.command !== 'deploy' || (kind !== 'untouched' && kind !== 'closed')) return []
  const at = candidateOf(seen, goal, facts)
  if ('code' in at) return []
  return [replaced, waitsToEnd, forecast, paging, launches, differs, targets, forwardNotes].flatMap(topic =>
    topic(at)
  )
}

/**
 * AWS replaces such instances whether a release runs or not, and says nothing about those in Standby. A release counts
 * what it finds, and a rollback launches what is missing, so none of it is refused.
 */
function replaced({ live, idle }: Candidate): readonly Note[] {
  return [live, idle].flatMap(({ name, settings }) => [
    ...(settings.maxInstanceLifetimeSeconds === undefined
      ? []
      : [
          {
            message: `${name} replaces instances that are older than ${duration(settings.maxInstanceLifetimeSeconds)}; one that is replaced during a release makes it wait.`
          }
        ]),
    ...(settings.capacityRebalance
      ? [
          {
            message: `${name} replaces Spot Instances that may be interrupted, also while a release counts them.`
          }
        ]
      : []),
    ...(settings.spotOnly
      ? [
          {
            message: `${name} has Spot Instances only. Those that wait in Standby for a rollback may be gone when it comes; it launches what is missing, which takes as long as a start.`,
            fix: 'Give the group an On-Demand base if a rollback has to be quick.'
          }
        ]
      : [])
  ])
}

function waitsToEnd({ live, idle, facts }: Candidate): readonly Note[] {
  return [live, idle].flatMap(({ name }) =>
    (facts.hooks.get(name) ?? [])
      .filter(hook => hook.transition !== LAUNCHING && outlasts(hook, facts.timeLimitMs))
      .map(hook => ({
        message: `An instance of ${name} that is ended may wait ${duration(hook.heartbeatSeconds)} for the lifecycle hook ${hook.name}: longer than a finalize or a rollback may take with this timeout.`
      }))
  )
}

/** EC2 Auto Scaling User Guide, predictive scaling: a forecast needs 24 hours of history of its own group. */
function forecast({ seen, colour, live }: Candidate): readonly Note[] {
  return seen.attached[colour].policies
    .filter(({ type }) => type === 'PredictiveScaling')
    .map(({ name }) => ({
      message: `The predictive scaling policy ${name} of ${live.name} forecasts from the history of its own group: after the release it is blind for 24 hours.`,
      fix: 'Keep a target tracking policy beside it, or give it custom metrics that span both groups.'
    }))
}

const paging = ({ seen, facts }: Candidate): readonly Note[] => pagingNotes(seen, facts.metricAlarms)

/** Templates of different names are not compared: many fleets have one for each colour. */
function launches({ live, idle, first }: Candidate): readonly Note[] {
  const [from, to] = [live.settings.launch, idle.settings.launch]
  const open = [live, idle].filter(({ settings: { launch } }) => launch?.version.startsWith('$'))
  const versions = from?.name === to?.name && from?.version !== to?.version
  return [
    ...open.map(({ name, settings: { launch } }) => ({
      message: `${name} launches ${shown(launch)}: an instance that is replaced later may differ from the others.`,
      fix: 'Name a version by its number.'
    })),
    ...(!first && (versions || from?.kind !== to?.kind)
      ? [
          {
            message: `The colours launch from different sources: ${live.name} from ${shown(from)}, ${idle.name} from ${shown(to)}.`
          }
        ]
      : [])
  ]
}

function shown(launch: LaunchSource | undefined): string {
  if (launch === undefined) return 'an unknown source'
  if (launch.kind === 'configuration') return `the launch configuration ${launch.name}`
  return `version ${launch.version} of the launch template ${launch.name}`
}

/** What the new colour will do in another way than the live one does today. */
function differs({ live, idle, first }: Candidate): readonly Note[] {
  if (first) return []
  const zones = live.settings.zones.filter(zone => !idle.settings.zones.includes(zone))
  const keys = [...live.propagated].filter(key => !idle.propagated.has(key) && !OWN_TAGS.includes(key))
  const check = (group: Group): string => group.settings.healthCheckType
  return [
    ...(zones.length > 0
      ? [
          {
            message: `${idle.name} has no instances in ${zones.join(', ')}, where ${live.name} serves today.`
          }
        ]
      : []),
    ...(check(live) === check(idle)
      ? []
      : [
          {
            message: `The health check of ${live.name} is ${check(live)}, that of ${idle.name} ${check(idle)}.`
          }
        ]),
    ...(keys.length > 0
      ? [
          {
            message: `Instances of ${idle.name} lack tags that those of ${live.name} get: ${keys.sort().join(', ')}.`
          }
        ]
      : [])
  ]
}

/** The release itself sees to these. */
const OWN_TAGS: readonly string[] = [IMAGE_NAME_TAG, IMAGE_VERSION_TAG]

function targets({ live, first, goal, facts }: Candidate): readonly Note[] {
  const wanted = first ? (goal.initialCapacity?.desired ?? 0) : live.desired
  return facts.targetGroups.flatMap(({ arn, name }) => {
    const attribute = (key: string): number => Number(facts.attributes.get(arn)?.get(key))
    const slow = attribute('slow_start.duration_seconds')
    const least = attribute('target_group_health.unhealthy_state_routing.minimum_healthy_targets.count')
    return [
      ...(slow > 0
        ? [
            {
              message: `Instances that are new in ${name} get their full share of requests only after ${duration(slow)} (slow start), a rolled-back version too.`
            }
          ]
        : []),
      ...(least > wanted
        ? [
            {
              message: `${name} wants ${least} healthy targets, and the service has ${wanted}: requests go to unhealthy instances too.`,
              fix: 'Lower the minimum count of the target group, or raise the desired capacity.'
            }
          ]
        : [])
    ]
  })
}
