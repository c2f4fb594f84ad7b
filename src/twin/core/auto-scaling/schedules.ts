import { AwsFault, invalid } from '../fault.ts'
import {
  atMost,
  type Input,
  missing,
  onlyModelled,
  optionalInteger,
  optionalText,
  optionalTime,
  records,
  text,
  texts
} from '../input.ts'
import { AUTO_SCALING_PAGE, page } from '../page.ts'
import { uuid } from '../random.ts'
import { parseCron } from '../schedule/cron.ts'
import { latenessMs, planAction } from '../schedule/due.ts'
import { isTimeZone } from '../schedule/local-time.ts'
import type { Group, ScheduledAction, World } from '../world.ts'
import { byName } from './describe.ts'
import { groupOf } from './find.ts'
import { checkBounds } from './sizes.ts'

/** EC2 Auto Scaling guide, "Quotas": scheduled actions per group. */
const MOST = 125
const BATCH = 50
const MODELLED: readonly string[] = [
  'AutoScalingGroupName',
  'ScheduledActionName',
  'Time',
  'StartTime',
  'EndTime',
  'Recurrence',
  'TimeZone',
  'MinSize',
  'MaxSize',
  'DesiredCapacity'
]

/** PutScheduledUpdateGroupAction: replaces the action of that name in that group. */
export function putScheduledUpdateGroupAction(world: World, input: Input): Record<string, unknown> {
  newScheduledAction(world, groupOf(world, input), input)
  return {}
}

/** BatchPutScheduledUpdateGroupAction: what is wrong with one action is told in a successful answer. */
export function batchPutScheduledUpdateGroupAction(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const requests = records(input, 'ScheduledUpdateGroupActions')
  if (requests.length === 0) throw missing('ScheduledUpdateGroupActions')
  atMost('ScheduledUpdateGroupActions', requests, BATCH)
  const failed = requests.flatMap(each => failure(each, () => newScheduledAction(world, group, each)))
  return { FailedScheduledUpdateGroupActions: failed }
}

/** DeleteScheduledAction. @throws AwsFault ValidationError for a name that the group does not have */
export function deleteScheduledAction(world: World, input: Input): Record<string, unknown> {
  remove(groupOf(world, input), text(input, 'ScheduledActionName'))
  return {}
}

/** BatchDeleteScheduledAction: what is wrong with one name is told in a successful answer. */
export function batchDeleteScheduledAction(world: World, input: Input): Record<string, unknown> {
  const group = groupOf(world, input)
  const names = texts(input, 'ScheduledActionNames')
  if (names.length === 0) throw missing('ScheduledActionNames')
  atMost('ScheduledActionNames', names, BATCH)
  const failed = names.flatMap(name => failure({ ScheduledActionName: name }, () => remove(group, name)))
  return { FailedScheduledActions: failed }
}

/**
 * DescribeScheduledActions: actions that have not run or not ended yet. ASSUMED: a recurring action keeps reporting the
 * StartTime that it was put with, and none without one; AWS may report its next run instead.
 */
export function describeScheduledActions(world: World, input: Input): Record<string, unknown> {
  const group = optionalText(input, 'AutoScalingGroupName')
  const names = texts(input, 'ScheduledActionNames')
  const from = optionalTime(input, 'StartTime') ?? Number.NEGATIVE_INFINITY
  const to = optionalTime(input, 'EndTime') ?? Number.POSITIVE_INFINITY
  const found = byName(world, group === undefined ? [] : [group]).flatMap(each =>
    Object.values(each.scheduledActions)
      .filter(action => (action.endAt ?? Number.POSITIVE_INFINITY) > world.now)
      .filter(
        action =>
          action.recurrence !== undefined || (action.startAt ?? world.now) + latenessMs(world) >= world.now
      )
      .filter(action => names.length === 0 || names.includes(action.name))
      .filter(action => action.startAt === undefined || (action.startAt >= from && action.startAt <= to))
      .map(action => actionShape(each, action))
  )
  const { items, next } = page(AUTO_SCALING_PAGE, input, found)
  return { ScheduledUpdateGroupActions: items, ...next }
}

/** Puts an action into a group. @throws AwsFault ValidationError, LimitExceeded */
export function newScheduledAction(world: World, group: Group, input: Input): void {
  onlyModelled(input, MODELLED)
  const name = text(input, 'ScheduledActionName')
  const startAt = wholeSecond(optionalTime(input, 'StartTime') ?? optionalTime(input, 'Time'))
  const endAt = wholeSecond(optionalTime(input, 'EndTime'))
  const recurrence = optionalText(input, 'Recurrence')
  const timeZone = optionalText(input, 'TimeZone')
  const sizes = {
    min: optionalInteger(input, 'MinSize'),
    max: optionalInteger(input, 'MaxSize'),
    desired: optionalInteger(input, 'DesiredCapacity')
  }
  if (startAt !== undefined && startAt < world.now) throw invalid('Given start time is in the past')
  // ASSUMED: the wordings from here on.
  if (endAt !== undefined && endAt <= (startAt ?? world.now))
    throw invalid('Given end time is before the start time')
  // TimeZone is for cron expressions (Auto Scaling API Reference); it is kept and unused without one.
  if (startAt === undefined && recurrence === undefined)
    throw invalid('Either StartTime or Recurrence must be specified')
  if (recurrence !== undefined && parseCron(recurrence) === undefined)
    throw invalid(`Given recurrence string: ${recurrence} is invalid`)
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw invalid(`Given time zone: ${timeZone} is invalid`)
  if (sizes.min !== undefined && sizes.max !== undefined) checkBounds(sizes.min, sizes.max, sizes.desired)
  if (sizes.min === undefined && sizes.max === undefined && sizes.desired === undefined) {
    throw invalid('At least one of MinSize, MaxSize and DesiredCapacity must be specified')
  }
  const existing = group.scheduledActions[name]
  if (existing === undefined && Object.keys(group.scheduledActions).length >= MOST) {
    throw new AwsFault(
      'LimitExceeded',
      `Maximum number of scheduled actions (${MOST}) per AutoScalingGroup has been reached`
    )
  }
  const action: ScheduledAction = {
    name,
    arn:
      existing?.arn ??
      `arn:aws:autoscaling:${world.region}:${world.account}:scheduledUpdateGroupAction:${uuid(world)}:autoScalingGroupName/${group.name}:scheduledActionName/${name}`,
    ...defined({ startAt, endAt, recurrence, timeZone, ...sizes })
  }
  group.scheduledActions[name] = action
  planAction(world, group, action)
}

function remove(group: Group, name: string): void {
  if (group.scheduledActions[name] === undefined)
    throw invalid(`Scheduled action name not found - Scheduled Action: ${name} not found`)
  delete group.scheduledActions[name]
}

function failure(request: Input, attempt: () => void): readonly Record<string, unknown>[] {
  try {
    attempt()
    return []
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error
    return [
      { ScheduledActionName: request.ScheduledActionName, ErrorCode: error.code, ErrorMessage: error.message }
    ]
  }
}

/** No Recurrence or TimeZone keys when unset, and the deprecated Time beside StartTime, as AWS answers. */
function actionShape(group: Group, action: ScheduledAction): Record<string, unknown> {
  const start = action.startAt === undefined ? undefined : new Date(action.startAt)
  return {
    AutoScalingGroupName: group.name,
    ScheduledActionName: action.name,
    ScheduledActionARN: action.arn,
    ...defined({
      Time: start,
      StartTime: start,
      EndTime: action.endAt === undefined ? undefined : new Date(action.endAt),
      Recurrence: action.recurrence,
      TimeZone: action.timeZone,
      MinSize: action.min,
      MaxSize: action.max,
      DesiredCapacity: action.desired
    })
  }
}

type Defined<Members> = { [Key in keyof Members]?: Exclude<Members[Key], undefined> }

function defined<Members extends Readonly<Record<string, unknown>>>(members: Members): Defined<Members> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined)
  ) as Defined<Members>
}

function wholeSecond(time: number | undefined): number | undefined {
  return time === undefined ? undefined : Math.floor(time / 1000) * 1000
}
