import { describe, expect, test } from '@jest/globals'
import { nextRun, parseCron } from '../../../../src/twin/core/schedule/cron.ts'

const runs = (expression: string, from: string, timeZone = 'UTC', count = 1): readonly string[] => {
  const cron = parseCron(expression)
  if (cron === undefined) throw new Error('no cron expression')
  const found: string[] = []
  let time = Date.parse(from)
  while (found.length < count) {
    const next = nextRun(cron, time, timeZone)
    if (next === undefined) return [...found, 'never']
    found.push(new Date(next).toISOString().slice(0, 16))
    time = next
  }
  return found
}

describe('the next run', () => {
  // 2026-01-05 is a Monday.
  test.each([
    ['*/15 * * * *', '2026-01-05T09:00Z', '2026-01-05T09:15'],
    ['0 9 * * *', '2026-01-05T09:00Z', '2026-01-06T09:00'],
    ['0 9 * * 1-5', '2026-01-09T10:00Z', '2026-01-12T09:00'],
    ['0 9 * * MON,WED', '2026-01-05T10:00Z', '2026-01-07T09:00'],
    ['30 0 1 1,6,12 *', '2026-01-05T09:00Z', '2026-06-01T00:30'],
    ['0 0 * * 7', '2026-01-05T09:00Z', '2026-01-11T00:00'],
    ['0 0 29 2 *', '2026-01-05T09:00Z', '2028-02-29T00:00'],
    ['0 0 13 * 5', '2026-01-05T09:00Z', '2026-01-09T00:00'],
    ['10-30/10 8 * JAN *', '2026-01-05T09:00Z', '2026-01-06T08:10'],
    ['0 0 31 2 *', '2026-01-05T09:00Z', 'never']
  ])('%s after %s is %s', (expression, from, expected) => {
    expect(runs(expression, from)).toEqual([expected])
  })

  test('goes by the clocks of its time zone', () => {
    expect(runs('0 9 * * *', '2026-01-05T09:00Z', 'Asia/Tokyo')).toEqual(['2026-01-06T00:00'])
    expect(runs('0 9 * * *', '2026-03-28T12:00Z', 'Europe/Berlin')).toEqual(['2026-03-29T07:00'])
    expect(runs('0 22 * * 0', '2026-01-05T09:00Z', 'America/New_York')).toEqual(['2026-01-12T03:00'])
  })

  test('skips what summer time leaves out, and takes once what comes twice', () => {
    expect(runs('30 2 * * *', '2026-03-28T12:00Z', 'Europe/Berlin', 2)).toEqual([
      '2026-03-30T00:30',
      '2026-03-31T00:30'
    ])
    expect(runs('30 2 * * *', '2026-10-24T12:00Z', 'Europe/Berlin', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30'
    ])
  })
})

test.each([
  '* * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 8',
  '5-1 * * * *',
  '*/0 * * * *',
  'x * * * *',
  '0 0 L * *',
  '* * * * * *',
  ''
])('%j is no cron expression', expression => {
  expect(parseCron(expression)).toBeUndefined()
})
