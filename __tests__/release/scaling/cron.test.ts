import { expect, test } from '@jest/globals'
import { namesMinute } from '../../../src/release/scaling/cron.ts'

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

test('months by name, in upper and lower case', () => {
  for (const [n, name] of MONTHS.entries()) {
    for (const each of [name, name.toLowerCase(), `${n + 1}`]) {
      const months = MONTHS.map((_, at) => namesMinute(`0 0 1 ${each} *`, 'UTC', Date.UTC(2026, at, 1)))
      expect(months.flatMap((due, at) => (due ? [at] : []))).toEqual([n])
    }
  }
})

test('days of the week by name; Sunday is 0 and 7', () => {
  // The first of February 2026 is a Sunday.
  const due = (day: string) =>
    DAYS.flatMap((_, at) => (namesMinute(`0 0 * * ${day}`, 'UTC', Date.UTC(2026, 1, 1 + at)) ? [at] : []))
  for (const [n, name] of DAYS.entries()) expect([due(name), due(`${n}`)]).toEqual([[n], [n]])
  expect([due('7'), due('5-7'), due('MON-WED'), due('*/2')]).toEqual([
    [0],
    [0, 5, 6],
    [1, 2, 3],
    [0, 2, 4, 6]
  ])
})

test.each([
  ['5 * * * *', [5]],
  ['*/20 * * * *', [0, 20, 40]],
  ['50/4 * * * *', [50, 54, 58]],
  ['10-12 * * * *', [10, 11, 12]],
  ['10-20/5 * * * *', [10, 15, 20]],
  ['1,59 * * * *', [1, 59]],
  ['  7   *  * * *  ', [7]],
  ['x * * * *', []],
  ['-5 * * * *', []],
  ['5- * * * *', []],
  ['5/x * * * *', []],
  ['1-2-3 * * * *', []],
  ['x-5 * * * *', []],
  ['0x5 * * * *', []],
  ['* * * *', []],
  ['* * * * * *', []]
] as const)('"%s"', (expression, minutes) => {
  const due = Array.from({ length: 60 }, (_, n) => n).filter(n =>
    namesMinute(expression, 'UTC', Date.UTC(2026, 5, 1, 12, n, 30))
  )
  expect(due).toEqual(minutes)
})

test('where both days are restricted either will do, otherwise both must', () => {
  const due = (expression: string) =>
    Array.from({ length: 14 }, (_, n) => n + 1).filter(day =>
      namesMinute(expression, 'UTC', Date.UTC(2026, 1, day, 3))
    )
  expect(due('0 3 2 * SUN')).toEqual([1, 2, 8])
  expect(due('0 3 */5 * SUN')).toEqual([1])
  expect(due('0 3 1-9 * *')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('in the time zone of the action, and never in one that is unknown', () => {
  const at = Date.UTC(2026, 6, 1, 5)
  expect([
    namesMinute('0 7 * * *', 'Europe/Berlin', at),
    namesMinute('0 5 * * *', 'Europe/Berlin', at),
    namesMinute('0 5 * * *', 'Nowhere/Land', at),
    namesMinute('0 5 * * *', '', at)
  ]).toEqual([true, false, false, false])
})

test('all five fields are those of the time zone', () => {
  const at = Date.UTC(2026, 6, 31, 23, 45)
  const due = (expression: string, zone: string) => namesMinute(expression, zone, at)
  for (const right of ['15 5 1 8 SAT', '15 5 * 8 SAT', '15 5 1 8 *']) {
    expect(due(right, 'Asia/Kolkata')).toBe(true)
  }
  for (const wrong of ['45 5 1 8 SAT', '15 23 1 8 SAT', '15 5 31 8 *', '15 5 1 7 SAT', '15 5 * 8 FRI']) {
    expect(due(wrong, 'Asia/Kolkata')).toBe(false)
  }
  expect(due('45 23 31 7 FRI', 'UTC')).toBe(true)
})

test('names that are none name nothing', () => {
  const at = Date.UTC(2026, 0, 4)
  for (const expression of ['0 0 * FOO *', '0 0 * FOO-DEC *', '0 0 * * FOO', '0 0 * * FOO-SAT']) {
    expect(namesMinute(expression, 'UTC', at)).toBe(false)
  }
})
