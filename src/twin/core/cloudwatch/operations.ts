import {
  deleteAlarms,
  disableAlarmActions,
  enableAlarmActions,
  putMetricAlarm,
  setAlarmState
} from './alarms.ts'
import { putCompositeAlarm } from './composite.ts'
import { describeAlarms, listTagsForResource } from './describe.ts'
import { putMetricData } from './metrics.ts'

export const monitoring = {
  reads: { DescribeAlarms: describeAlarms, ListTagsForResource: listTagsForResource },
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
