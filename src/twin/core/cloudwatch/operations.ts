import {
  deleteAlarms,
  disableAlarmActions,
  enableAlarmActions,
  putMetricAlarm,
  setAlarmState
} from './alarms.ts'
import { putCompositeAlarm } from './composite.ts'
import { describeAlarms } from './describe.ts'
import { putMetricData } from './metrics.ts'

export const monitoring = {
  reads: { DescribeAlarms: describeAlarms },
  writes: {
    DeleteAlarms: deleteAlarms,
    DisableAlarmActions: disableAlarmActions,
    EnableAlarmActions: enableAlarmActions,
    PutCompositeAlarm: putCompositeAlarm,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: setAlarmState
  }
}
