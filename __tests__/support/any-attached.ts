/** What scales the groups of `any-observation.ts`. */
import { type Attached, NOTHING_ATTACHED } from '../../src/release/attached.ts'
import type { Colour } from '../../src/release/world.ts'
import type { Rolls } from './any-surroundings.ts'
import { WEB } from './observation.ts'

const arnOf = (colour: string, name: string): string =>
  `arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:0f:autoScalingGroupName/web-${colour}:policyName/${name}`

/**
 * Policies, the alarms behind them, and scheduled actions about the time of the look.
 * @param like the colour whose rolls decide: the same as those of another colour make a set that means the same
 */
export function attachedOf(rolls: Rolls, colour: Colour, like: Colour = colour): Attached {
  const one = <T>(what: string, items: readonly [T, ...T[]]): T => rolls.one(`${like} ${what}`, items)
  const chance = (what: string, percent: number): boolean => rolls.chance(`${like} ${what}`, percent)
  if (!chance('scales', 55)) return NOTHING_ATTACHED
  const dimension = { Name: 'AutoScalingGroupName', Value: `web-${colour}` }
  const policies = one<readonly string[]>('policies', [['cpu'], ['cpu', 'requests'], []]).map(name => ({
    name,
    arn: arnOf(colour, name),
    type: one(`type of ${name}`, ['StepScaling', 'SimpleScaling', 'TargetTrackingScaling']),
    settings: {
      PolicyType: 'StepScaling',
      ScalingAdjustment: one(`adjusts ${name}`, [1, 2]),
      ResourceLabel: `app/web/1/${WEB.slice(WEB.lastIndexOf(':') + 1)}`,
      Metrics: [{ Expression: `SUM(web-${colour}, my-web-${colour})`, Dimensions: [dimension] }]
    }
  }))
  const foreign = arnOf('other', 'cpu')
  const topic = 'arn:aws:sns:eu-west-1:111122223333:pages'
  const alarms = policies.slice(0, one('alarms', [0, 1, 2])).map(({ arn }, n) => ({
    name: one(`name of ${n}`, [`web-${colour}-high`, `high-${n}`, `${'x'.repeat(247)}`]),
    arn: `arn:alarm:${colour}:${n}`,
    settings: {
      AlarmActions: [arn, topic, ...(chance(`foreign ${n}`, 10) ? [foreign] : [])],
      OKActions: chance(`calm ${n}`, 30) ? [arn] : [foreign],
      AlarmDescription: `of web-${colour}`,
      Dimensions: [dimension, { Name: 'Other', Value: `web-${colour}` }],
      Threshold: one(`threshold ${n}`, [1, 2])
    }
  }))
  const actions = one<readonly string[]>('actions', [[], ['morning'], ['morning', 'sale']]).map(name => ({
    name,
    settings: {
      MinSize: one(`min of ${name}`, [1, 2]),
      ...one<object>(`when ${name}`, [
        { Recurrence: '1 8 * * *' },
        { Recurrence: '59 7 * * *', TimeZone: 'UTC' },
        { Recurrence: '5 9 * * *', TimeZone: 'Europe/Berlin' },
        { Recurrence: '*/2 * * * *', StartTime: new Date('2027-01-15T07:55:00Z') },
        { Recurrence: '1 8 * * *', EndTime: new Date('2027-01-15T07:59:00Z') },
        { StartTime: new Date('2027-01-15T08:01:00Z') },
        { StartTime: new Date('2027-01-14T08:00:00Z') },
        { StartTime: new Date('2027-01-16T08:00:00Z') }
      ])
    }
  }))
  return { policies, alarms, scheduledActions: actions }
}
