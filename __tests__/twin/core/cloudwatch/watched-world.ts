import { type Driver, smallWorld } from '../small-world.ts'

export const QUEUE = {
  Namespace: 'Shop',
  MetricName: 'Queue',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold'
}

/** A small world with short ways to its metrics and alarms. */
export function watchedWorld(blue: object = {}): Driver & {
  put(alarm: object): void
  level(name: string, value: number | null, dimensions?: Record<string, string>): void
  state(name: string): string
  describe(input?: object): Record<string, unknown>
} {
  const world = smallWorld(blue)
  const describe = (input: object = {}) => world.ok('DescribeAlarms', input, 'monitoring')
  return {
    ...world,
    put: alarm => {
      world.ok('PutMetricAlarm', { AlarmName: 'deep', ...QUEUE, ...alarm }, 'monitoring')
    },
    level: (name, value, dimensions = {}) => {
      world.twin.act({ type: 'metric', namespace: 'Shop', name, dimensions, value })
    },
    state: name => {
      const alarm = world.twin.world().alarms[name]
      if (alarm === undefined) throw new Error(`no alarm ${name}`)
      return alarm.state
    },
    describe
  }
}
