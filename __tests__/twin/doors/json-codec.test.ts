import { describe, expect, test } from '@jest/globals'
import { jsonProtocol } from '../../../src/twin/doors/protocol.ts'
import { autoscaling } from '../../../src/twin/shapes/autoscaling.ts'
import { cloudwatch } from '../../../src/twin/shapes/cloudwatch.ts'

const TARGET = 'GraniteServiceVersion20100801'
const decode = (operation: string, input: unknown) =>
  jsonProtocol(`${TARGET}.${operation}`, JSON.stringify(input)).decode(cloudwatch)
const refusal = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('a JSON 1.0 request', () => {
  test('becomes typed members; null is absent', () => {
    const input = { AlarmNames: ['a'], AlarmTypes: ['MetricAlarm'], MaxRecords: 10, NextToken: null }
    expect(decode('DescribeAlarms', input)).toEqual({
      AlarmNames: ['a'],
      AlarmTypes: ['MetricAlarm'],
      MaxRecords: 10
    })
  })

  test.each([
    ['an unknown member', { AlarmNames: ['a'], Nmae: 1 }, 'ValidationError', 'Unknown parameter: Nmae'],
    [
      'a number for a text',
      { AlarmNames: [1] },
      'SerializationException',
      'AlarmNames[0] has to be a string'
    ],
    [
      'a fraction for an integer',
      { MaxRecords: 1.5 },
      'SerializationException',
      'MaxRecords has to be an integer'
    ],
    ['a list for an object', [], 'SerializationException', 'the body has to be an object'],
    ['a number out of range', { MaxRecords: 101 }, 'ValidationError', 'value less than or equal to 100'],
    [
      'a value outside the enum',
      { StateValue: 'RED' },
      'ValidationError',
      'satisfy enum value set: [OK, ALARM'
    ]
  ])('with %s is refused', (_, input, code, message) => {
    expect(() => decode('DescribeAlarms', input)).toThrow(refusal(code, message))
  })

  test('that is no JSON, or of another service, is refused', () => {
    const broken = jsonProtocol(`${TARGET}.DescribeAlarms`, '{')
    expect(() => broken.decode(cloudwatch)).toThrow(refusal('SerializationException', 'not valid JSON'))
    expect(() => broken.decode(autoscaling)).toThrow(refusal('UnknownOperationException', 'no operation'))
  })
})

describe('a JSON 1.0 answer', () => {
  const protocol = jsonProtocol(`${TARGET}.DescribeAlarms`, '{}')

  test('gives timestamps in seconds', () => {
    const alarm = { AlarmName: 'a', StateUpdatedTimestamp: new Date(1500) }
    const reply = protocol.encode(cloudwatch, { MetricAlarms: [alarm] }, 'r')
    expect(JSON.parse(reply.body)).toEqual({ MetricAlarms: [{ AlarmName: 'a', StateUpdatedTimestamp: 1.5 }] })
  })

  test('names the shape of an error and its Query code', () => {
    const error = { status: 404, code: 'ResourceNotFound', message: 'no alarm' }
    const reply = protocol.encodeError(cloudwatch, error, 'r')
    expect(JSON.parse(reply.body)).toEqual({
      __type: 'com.amazonaws.cloudwatch#ResourceNotFound',
      message: 'no alarm'
    })
    expect(reply.headers['x-amzn-query-error']).toBe('ResourceNotFound;Sender')
  })
})
