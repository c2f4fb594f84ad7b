import { describe, expect, test } from '@jest/globals'
import { QUEUE, watchedWorld } from './watched-world.ts'

describe('SetAlarmState', () => {
  test('holds until the metrics are looked at again', () => {
    const world = watchedWorld()
    world.put({})
    world.level('Queue', 1)
    world.pass(60)
    world.ok('SetAlarmState', { AlarmName: 'deep', StateValue: 'ALARM', StateReason: 'test' }, 'monitoring')
    expect(world.state('deep')).toBe('ALARM')
    world.pass(60)
    expect(world.state('deep')).toBe('OK')
  })

  test('holds for good where the metric was never told of', () => {
    const world = watchedWorld()
    world.put({})
    world.ok('SetAlarmState', { AlarmName: 'deep', StateValue: 'ALARM', StateReason: 'test' }, 'monitoring')
    world.pass(3600)
    expect(world.state('deep')).toBe('ALARM')
  })
})

test('PutMetricAlarm overwrites everything but the state and the tags', () => {
  const world = watchedWorld()
  world.put({ AlarmDescription: 'old', Tags: [{ Key: 'a', Value: '1' }] })
  world.level('Queue', 11)
  world.pass(60)
  world.put({ Threshold: 20, Tags: [{ Key: 'a', Value: '2' }] })
  const [alarm] = world.describe().MetricAlarms as Record<string, unknown>[]
  expect(alarm).toMatchObject({ Threshold: 20, StateValue: 'ALARM' })
  expect(alarm).not.toHaveProperty('AlarmDescription')
  expect(world.twin.world().alarms.deep?.input.Tags).toEqual([{ Key: 'a', Value: '1' }])
  world.pass(60)
  expect(world.state('deep')).toBe('OK')
})

describe('DescribeAlarms', () => {
  test('gives metric alarms only, unless types say otherwise', () => {
    const world = watchedWorld()
    world.put({})
    world.ok('PutCompositeAlarm', { AlarmName: 'both', AlarmRule: 'ALARM(deep)' }, 'monitoring')
    expect(world.describe()).toMatchObject({ MetricAlarms: [{ AlarmName: 'deep' }], CompositeAlarms: [] })
    expect(world.describe({ AlarmNames: ['both'] })).toMatchObject({ MetricAlarms: [], CompositeAlarms: [] })
    expect(world.describe({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).toMatchObject({
      MetricAlarms: [{ AlarmName: 'deep', Dimensions: [] }],
      CompositeAlarms: [{ AlarmName: 'both', AlarmRule: 'ALARM(deep)' }]
    })
  })

  test('by action, by state, and in pages over both types', () => {
    const world = watchedWorld()
    for (const name of ['a', 'b', 'd'])
      world.put({ AlarmName: name, OKActions: [`arn:aws:sns:eu-west-1:1:${name}`] })
    world.ok('PutCompositeAlarm', { AlarmName: 'c', AlarmRule: 'FALSE' }, 'monitoring')
    const names = (output: Record<string, unknown>) =>
      [output.MetricAlarms, output.CompositeAlarms]
        .flat()
        .map(each => (each as { AlarmName: string }).AlarmName)
    expect(names(world.describe({ ActionPrefix: 'arn:aws:sns:eu-west-1:1:b' }))).toEqual(['b'])
    const all = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }
    expect(names(world.describe({ ...all, StateValue: 'OK' }))).toEqual(['c'])
    const first = world.describe({ ...all, MaxRecords: 3 })
    expect(names(first)).toEqual(['a', 'b', 'c'])
    const second = world.describe({ ...all, MaxRecords: 3, NextToken: first.NextToken })
    expect(names(second)).toEqual(['d'])
    expect(second).not.toHaveProperty('NextToken')
  })
})

describe('a composite alarm', () => {
  const composite = (world: ReturnType<typeof watchedWorld>, AlarmRule: string) =>
    world.ok('PutCompositeAlarm', { AlarmName: 'both', AlarmRule }, 'monitoring')

  test.each([
    ['ALARM(deep) AND ALARM(slow)', 'OK'],
    ['ALARM("deep") OR ALARM(slow)', 'ALARM'],
    ['ALARM(deep) AND NOT ALARM(slow)', 'ALARM'],
    ['(OK(deep) OR INSUFFICIENT_DATA(slow)) AND TRUE', 'ALARM'],
    ['OK(deep) OR ALARM(slow) AND TRUE', 'OK'],
    ['ALARM(arn:aws:cloudwatch:eu-west-1:111122223333:alarm:deep)', 'ALARM']
  ])('%s is %s', (rule, state) => {
    const world = watchedWorld()
    world.put({})
    world.put({ AlarmName: 'slow', MetricName: 'Latency' })
    composite(world, rule)
    world.level('Queue', 11)
    world.pass(60)
    expect(world.state('both')).toBe(state)
  })

  test('follows through another one', () => {
    const world = watchedWorld()
    world.put({})
    composite(world, 'ALARM(deep)')
    world.ok('PutCompositeAlarm', { AlarmName: 'top', AlarmRule: 'NOT ALARM(both)' }, 'monitoring')
    expect(world.state('top')).toBe('ALARM')
    world.level('Queue', 11)
    world.pass(60)
    expect(world.state('top')).toBe('OK')
    world.ok('DeleteAlarms', { AlarmNames: ['deep'] }, 'monitoring')
    expect(world.state('top')).toBe('ALARM')
  })

  test.each(['ALARM(nope)', 'ALARM(both)', 'ALARM(deep', 'deep', 'ALARM(deep) XOR OK(deep)'])(
    '%s is refused',
    rule => {
      const world = watchedWorld()
      world.put({})
      const refusal = world.refusal('PutCompositeAlarm', { AlarmName: 'both', AlarmRule: rule }, 'monitoring')
      expect(refusal).toMatch(/^ValidationError: /)
    }
  )
})

test('an alarm of the other kind is not overwritten', () => {
  const world = watchedWorld()
  world.put({ AlarmName: 'both' })
  const refusal = world.refusal('PutCompositeAlarm', { AlarmName: 'both', AlarmRule: 'TRUE' }, 'monitoring')
  expect(refusal).toContain('both')
  expect(
    world.refusal('PutMetricAlarm', { ...QUEUE, AlarmName: 'x', WarmUpConfiguration: {} }, 'monitoring')
  ).toMatch(/^TwinUnsupported/)
})
