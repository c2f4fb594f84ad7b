import { describe, expect, test } from '@jest/globals'
import { judge } from '../../../../src/twin/core/cloudwatch/evaluate.ts'
import type { MetricRule, MissingData } from '../../../../src/twin/core/cloudwatch/model.ts'
import { nextDue } from '../../../../src/twin/core/step.ts'
import { START } from '../small-world.ts'
import { QUEUE, watchedWorld } from './watched-world.ts'

describe('an alarm follows its metric', () => {
  test('at the end of the minute, tells why and when, and goes back', () => {
    const world = watchedWorld()
    world.put({})
    world.level('Queue', 11)
    world.pass(59)
    expect(world.state('deep')).toBe('INSUFFICIENT_DATA')
    world.pass(1)
    expect(world.describe().MetricAlarms).toMatchObject([
      {
        StateValue: 'ALARM',
        StateReason:
          'Threshold Crossed: 1 out of the last 1 datapoints [11.0 (05/01/26 09:00:00)] was greater than the threshold (10.0) (minimum 1 datapoint).',
        StateTransitionedTimestamp: new Date(START + 60_000)
      }
    ])
    world.level('Queue', 10)
    world.pass(60)
    expect(world.state('deep')).toBe('OK')
    world.level('Queue', null)
    world.pass(60)
    expect(world.state('deep')).toBe('INSUFFICIENT_DATA')
  })

  test('needs all its periods, or as many as DatapointsToAlarm', () => {
    const world = watchedWorld()
    world.level('Queue', 0)
    world.pass(600)
    world.put({ AlarmName: 'all', EvaluationPeriods: 3 })
    world.put({ AlarmName: 'two', EvaluationPeriods: 3, DatapointsToAlarm: 2 })
    world.level('Queue', 50)
    world.pass(60)
    world.level('Queue', 0)
    world.pass(60)
    world.level('Queue', 50)
    world.pass(60)
    expect(world.state('two')).toBe('ALARM')
    expect(world.state('all')).toBe('OK')
    world.pass(120)
    expect(world.state('all')).toBe('ALARM')
  })

  test('looks every minute over a longer period', () => {
    const world = watchedWorld()
    world.put({ Period: 300 })
    world.level('Queue', 11)
    world.pass(60)
    expect(world.state('deep')).toBe('ALARM')
  })

  test('every 10 s with a short period', () => {
    const world = watchedWorld()
    world.put({ Period: 10 })
    world.level('Queue', 11)
    world.pass(10)
    expect(world.state('deep')).toBe('ALARM')
  })

  test('and costs nothing once nothing changes', () => {
    const world = watchedWorld()
    world.put({ EvaluationPeriods: 5 })
    world.level('Queue', 11)
    world.pass(3600)
    expect(world.state('deep')).toBe('ALARM')
    expect(nextDue(world.twin.world())).toBeUndefined()
  })

  test('of the very dimensions that it names, in any order', () => {
    const world = watchedWorld()
    const Dimensions = [
      { Name: 'b', Value: '2' },
      { Name: 'a', Value: '1' }
    ]
    world.put({ Dimensions })
    world.level('Queue', 11)
    world.level('Queue', 11, { a: '1' })
    world.pass(60)
    expect(world.state('deep')).toBe('INSUFFICIENT_DATA')
    world.level('Queue', 11, { a: '1', b: '2' })
    world.pass(60)
    expect(world.state('deep')).toBe('ALARM')
  })
})

describe('missing data', () => {
  // CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data": 3 out of 3 datapoints, newest last.
  const table: [datapoints: string, expected: Record<MissingData, string | undefined>][] = [
    ['0 X X', { missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' }],
    ['X X X', { missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' }],
    ['0 - -', { missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' }],
    ['- - -', { missing: 'INSUFFICIENT_DATA', ignore: undefined, breaching: 'ALARM', notBreaching: 'OK' }],
    ['X - -', { missing: 'ALARM', ignore: undefined, breaching: 'ALARM', notBreaching: 'OK' }],
    ['X X -', { missing: 'ALARM', ignore: undefined, breaching: 'ALARM', notBreaching: 'OK' }],
    ['- - X', { missing: undefined, ignore: undefined, breaching: 'ALARM', notBreaching: 'OK' }]
  ]
  test.each(table)('%s', (datapoints, expected) => {
    const breaches = datapoints
      .split(' ')
      .reverse()
      .map(each => (each === '-' ? undefined : each === 'X'))
    const rule: MetricRule = {
      periodMs: 60_000,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 0,
      comparison: 'GreaterThanThreshold',
      missing: 'missing',
      value: { kind: 'number', value: 0 }
    }
    const seen = (missing: MissingData) => judge({ ...rule, missing }, breaches)
    expect(Object.fromEntries(Object.keys(expected).map(each => [each, seen(each as MissingData)]))).toEqual(
      expected
    )
  })
})

describe('data that is put', () => {
  const data = (world: ReturnType<typeof watchedWorld>, ...MetricData: object[]) =>
    world.ok('PutMetricData', { Namespace: 'Shop', MetricData }, 'monitoring')

  test.each([
    ['Sum', 16],
    ['Average', 4],
    ['Minimum', 1],
    ['Maximum', 9],
    ['SampleCount', 4],
    ['p50', 3],
    ['p99', 9]
  ])('%s of one period', (statistic, value) => {
    const world = watchedWorld()
    const how = /^p/.test(statistic)
      ? { ExtendedStatistic: statistic, Statistic: undefined }
      : { Statistic: statistic }
    world.put({ ...how, Threshold: value, ComparisonOperator: 'GreaterThanOrEqualToThreshold' })
    world.put({ ...how, AlarmName: 'more', Threshold: value + 0.01 })
    data(world, { MetricName: 'Queue', Value: 1 }, { MetricName: 'Queue', Values: [3, 9], Counts: [2, 1] })
    world.pass(60)
    expect([world.state('deep'), world.state('more')]).toEqual(['ALARM', 'OK'])
    world.pass(60)
    expect(world.state('deep')).toBe('INSUFFICIENT_DATA')
  })

  test('belongs to the period of its timestamp', () => {
    const world = watchedWorld()
    world.put({ EvaluationPeriods: 2, Statistic: 'Sum' })
    data(
      world,
      { MetricName: 'Queue', Value: 50, Timestamp: new Date(START - 30_000) },
      { MetricName: 'Queue', Value: 50 }
    )
    world.pass(60)
    expect(world.state('deep')).toBe('ALARM')
  })
})

describe('metric math', () => {
  const query = (Id: string, MetricName: string) => ({
    Id,
    ReturnData: false,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' }
  })
  const math = (Expression: string) => ({
    AlarmName: 'math',
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [query('errors', 'Errors'), query('calls', 'Calls'), { Id: 'rate', Expression }]
  })

  test('a rate, and nothing while it would divide by zero', () => {
    const world = watchedWorld()
    world.ok('PutMetricAlarm', math('100 * errors / (calls + 0)'), 'monitoring')
    world.level('Errors', 6)
    world.level('Calls', 0)
    world.pass(60)
    expect(world.state('math')).toBe('INSUFFICIENT_DATA')
    world.level('Calls', 100)
    world.pass(60)
    expect(world.state('math')).toBe('ALARM')
    world.level('Calls', 1000)
    world.pass(60)
    expect(world.state('math')).toBe('OK')
  })

  test.each(['IF(calls > 1, errors, 0)', 'FILL(errors, 0)', 'errors +', 'm9'])(
    '%s is refused loudly',
    expression => {
      const world = watchedWorld()
      expect(world.refusal('PutMetricAlarm', math(expression), 'monitoring')).toMatch(/^TwinUnsupported: /)
    }
  )
})

test.each([
  [{ EvaluationPeriods: 0 }, 'ValidationError'],
  [{ Period: 45 }, 'ValidationError'],
  [{ EvaluationPeriods: 2, DatapointsToAlarm: 3 }, 'ValidationError'],
  [{ MetricName: undefined }, 'ValidationError'],
  [{ Statistic: undefined }, 'ValidationError'],
  [{ ComparisonOperator: 'LessThanLowerThreshold' }, 'TwinUnsupported'],
  [{ ThresholdMetricId: 'band' }, 'TwinUnsupported'],
  [{ Statistic: undefined, ExtendedStatistic: 'tm90' }, 'TwinUnsupported']
])('an alarm with %j is refused: %s', (members, code) => {
  const world = watchedWorld()
  expect(world.refusal('PutMetricAlarm', { AlarmName: 'x', ...QUEUE, ...members }, 'monitoring')).toContain(
    `${code}: `
  )
})
