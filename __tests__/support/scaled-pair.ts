import { CPU, mathOf, PREDICTIVE, policyArn, putAlarm, SIMPLE, STEP, TOPIC, tracking } from './attachments.ts'
import { type Checked, checked } from './checked.ts'
import { onePair } from './simulation.ts'

/** Blue is live and has everything that scales a group; green has nothing. */
export function everyKind(): Checked {
  const actions = [
    { ScheduledActionName: 'morning', Recurrence: '0 7 * * MON-FRI', TimeZone: 'Europe/Berlin', MinSize: 3 },
    { ScheduledActionName: 'sale', StartTime: new Date('2026-03-01T08:00:00Z'), MinSize: 3, MaxSize: 6 },
    {
      ScheduledActionName: 'night',
      Recurrence: '0 22 * * *',
      StartTime: new Date('2026-01-06T00:00:00Z'),
      EndTime: new Date('2027-01-01T00:00:00Z'),
      MinSize: 1
    }
  ]
  const simulation = checked(
    onePair({
      blue: {
        policies: [SIMPLE, STEP, tracking('web-blue'), { ...CPU, Enabled: false }, PREDICTIVE],
        scheduledActions: actions
      }
    })
  )
  putAlarm(simulation, 'web-blue', 'step', 'web-blue-cpu-high', { Tags: [{ Key: 'team', Value: 'web' }] })
  putAlarm(simulation, 'web-blue', 'simple', 'errors', mathOf('web-blue'))
  putAlarm(simulation, 'web-blue', 'step', 'low', {
    ComparisonOperator: 'LessThanThreshold',
    AlarmActions: [TOPIC],
    OKActions: [policyArn(simulation.world(), 'web-blue', 'simple')]
  })
  return simulation
}

/** The same with as few of them as still make every kind of call. */
export function fewOfEach(): Checked {
  const simulation = checked(
    onePair({
      blue: {
        policies: [STEP, tracking('web-blue')],
        scheduledActions: [{ ScheduledActionName: 'night', Recurrence: '0 22 * * *', MinSize: 1 }]
      }
    })
  )
  putAlarm(simulation, 'web-blue', 'step', 'web-blue-cpu-high')
  return simulation
}
