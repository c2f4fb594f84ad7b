import { isPolicyArn, runPolicyByAlarm } from '../scaling/by-alarm.ts'
import { schedule } from '../timers.ts'
import type { World } from '../world.ts'
import { actionsIn } from './actions.ts'
import { askedBy } from './composite-rule.ts'
import { lastChange, metricKeys } from './datapoint.ts'
import { evaluate } from './evaluate.ts'
import type { Alarm, AlarmState, Condition } from './model.ts'

/** "For Auto Scaling actions, the alarm continues to invoke the action once per minute" (CloudWatch user guide). */
const REPEAT_MS = 60_000

/** A metric shows something new: every alarm that reads it looks at the end of the running minute. */
export function metricChanged(world: World, key: string): void {
  for (const alarm of Object.values(world.alarms)) {
    if (alarm.rule !== undefined && metricKeys(alarm.rule.value).includes(key)) planEvaluation(world, alarm)
  }
}

/**
 * Has an alarm look at its metrics at the next full minute, or 10 s for periods below a minute (CloudWatch user guide,
 * "Evaluating an alarm"). ASSUMED: an alarm on metrics that the twin was never told of keeps its state, so that
 * SetAlarmState holds there; at AWS it would turn to what the absence of data means to it.
 */
export function planEvaluation(world: World, alarm: Alarm): void {
  if (alarm.rule === undefined) return
  if (!metricKeys(alarm.rule.value).some(key => world.metrics[key] !== undefined)) return
  const tick = alarm.rule.periodMs < 60_000 ? 10_000 : 60_000
  const due = (Math.floor(world.now / tick) + 1) * tick
  if (alarm.evaluateAt === due) return
  alarm.evaluateAt = due
  schedule(world, due, { kind: 'alarm', alarm: alarm.name })
}

/** An evaluation is due. Alarms whose datapoints are all the same from now on are left alone until a metric changes. */
export function evaluateDue(world: World, name: string): void {
  const alarm = world.alarms[name]
  if (alarm?.rule === undefined || alarm.evaluateAt !== world.now) return
  delete alarm.evaluateAt
  const { rule } = alarm
  const { state = alarm.state, reason } = evaluate(world, rule)
  if (state !== alarm.state) changeState(world, alarm, state, reason)
  else if (alarm.repeatAt === undefined) runActions(world, alarm)
  const oldest = world.now - (rule.evaluationPeriods + 1) * rule.periodMs
  const settled = metricKeys(rule.value).every(key => {
    const metric = world.metrics[key]
    return metric === undefined || lastChange(metric) <= oldest
  })
  if (!settled) planEvaluation(world, alarm)
}

/** Gives an alarm a state, runs the actions of that state where it is a new one, and tells the composite alarms. */
export function changeState(world: World, alarm: Alarm, state: AlarmState, reason: string): void {
  const before = alarm.state
  alarm.state = state
  alarm.reason = reason
  alarm.updatedAt = world.now
  if (before === state) return
  alarm.transitionedAt = world.now
  delete alarm.repeatAt
  runActions(world, alarm)
  reviewComposites(world, alarm.name)
}

/** A repetition of scaling actions is due. */
export function repeatDue(world: World, name: string): void {
  const alarm = world.alarms[name]
  if (alarm === undefined || alarm.repeatAt !== world.now) return
  delete alarm.repeatAt
  runActions(world, alarm)
}

/** Has a state that lasts run its scaling actions at `due`, where that is earlier than planned. */
export function planActions(world: World, alarm: Alarm, due: number = world.now + REPEAT_MS): void {
  if (scalingActions(alarm).length === 0) return
  if (alarm.repeatAt !== undefined && alarm.repeatAt <= due) return
  alarm.repeatAt = due
  schedule(world, due, { kind: 'alarm-actions', alarm: alarm.name })
}

/** Scaling policies are the actions that do something in the twin; nobody hears of the others. */
function runActions(world: World, alarm: Alarm): void {
  if (alarm.input.ActionsEnabled === false) return
  const outcomes = scalingActions(alarm).map(arn => runPolicyByAlarm(world, alarm, arn))
  if (outcomes.includes('again')) planActions(world, alarm)
}

/** A composite alarm cannot scale (CloudWatch user guide, "Create a composite alarm"). */
function scalingActions(alarm: Alarm): readonly string[] {
  return alarm.rule === undefined ? [] : actionsIn(alarm, alarm.state).filter(isPolicyArn)
}

/** Has every composite alarm that asks `child` look again. */
export function reviewComposites(world: World, child: string): void {
  for (const alarm of Object.values(world.alarms)) {
    if (alarm.composite !== undefined && askedBy(alarm.composite).includes(child)) review(world, alarm.name)
  }
}

/** ASSUMED: a composite alarm follows at once; at AWS it may take seconds. */
export function review(world: World, name: string): void {
  const alarm = world.alarms[name]
  if (alarm?.composite === undefined) return
  const state = holds(world, alarm.composite) ? 'ALARM' : 'OK'
  if (state !== alarm.state)
    changeState(world, alarm, state, `The alarm rule ${state === 'ALARM' ? 'is' : 'is not'} fulfilled.`)
}

/** ASSUMED: an alarm that was deleted is in no state. */
function holds(world: World, condition: Condition): boolean {
  switch (condition.kind) {
    case 'constant':
      return condition.value
    case 'state':
      return world.alarms[condition.alarm]?.state === condition.is
    case 'not':
      return !holds(world, condition.operand)
    case 'and':
      return holds(world, condition.left) && holds(world, condition.right)
    case 'or':
      return holds(world, condition.left) || holds(world, condition.right)
  }
}
