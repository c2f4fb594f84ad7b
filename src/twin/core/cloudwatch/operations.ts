import { deleteAlarms, describeAlarms, putMetricAlarm, setAlarmState } from './alarms.ts'

export const monitoring = {
  reads: { DescribeAlarms: describeAlarms },
  writes: { DeleteAlarms: deleteAlarms, PutMetricAlarm: putMetricAlarm, SetAlarmState: setAlarmState }
}
