/** Scaling policies, alarms and scheduled actions. */
import type { Harmless } from '../report.ts'

const EXCLUDES =
  'Both conditions never hold at once, and each step only returns: in either order the same one decides.'

export const SCALING: readonly Harmless[] = [
  {
    mutant: 'src/release/scaling/cron.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'A field has no white space and is looked for in upper case: it is never this name.'
  },
  {
    mutant: 'src/release/scaling/cron.ts ArrayDeclaration: [] -> ["Stryker was here"] (2)',
    reason: 'The first member is the whole match, which nobody takes out of it.'
  },
  {
    mutant: "src/release/scaling/cron.ts ConditionalExpression: timeZone === 'UTC' -> false",
    reason: 'Intl shows the clocks of UTC as UTC fields do: that it is not asked only saves time.'
  },
  {
    mutant:
      "src/release/scaling/cron.ts OtherOrder: if (timeZone === 'UTC') return new Date(time) ; try { const format ... -> try { const format = new Intl.DateTimeFormat('en-US', { timeZone, h...",
    reason: 'Intl shows the clocks of UTC as UTC fields do: that it is not asked only saves time.'
  },
  {
    mutant: 'src/release/scaling/cron.ts BlockStatement: { return undefined } -> {}',
    reason: 'The function ends behind it, and gives undefined there.'
  },
  {
    mutant: 'src/release/scaling/due.ts ConditionalExpression: start !== undefined -> true',
    reason: 'Nothing is as large as undefined: the comparison behind it is false by itself.'
  },
  {
    mutant: 'src/release/scaling/due.ts ArithmeticOperator: last.at - LATE_MS -> last.at + LATE_MS',
    reason:
      'The last one is the first that the reduction comes by, and takes the beginning to two minutes before it from either.'
  },
  {
    mutant: 'src/release/scaling/equal.ts EqualityOperator: a < b -> a <= b',
    reason: 'Two members of an object never have one name.'
  },
  {
    mutant: 'src/release/scaling/equal.ts EqualityOperator: a < b -> a >= b',
    reason: 'Keys are only held against each other: any order will do that is the same for all of them.'
  },
  {
    mutant:
      "src/release/scaling/equal.ts OtherOrder: if (Array.isArray(value)) return value.map(each => JSON.stringify(o... -> if (typeof value !== 'object' || value === null || value instanceof...",
    reason: EXCLUDES
  },
  {
    mutant:
      'src/release/scaling/mirror.ts OptionalChaining: named(to.attached.policies, name)?.arn -> named(to.attached.policies, name).arn',
    reason: 'Alarms are come by only when every policy of the one group is there on the other by its name.'
  },
  {
    mutant: 'src/release/scaling/names.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'It has no counterpart of the other colour, so it speaks of no group.'
  },
  {
    mutant: 'src/release/scaling/role.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'A name is only looked up in it, and no alarm has a copy of this one.'
  },
  {
    mutant:
      "src/release/scaling/translate.ts OtherOrder: if (typeof value === 'string') { if (key === 'AlarmDescription') re... -> if (Array.isArray(value)) return value.map(each => walk(each, key))...",
    reason: EXCLUDES
  },
  {
    mutant:
      "src/release/scaling/translate.ts OtherOrder: if (Array.isArray(value)) return value.map(each => walk(each, key))... -> if (typeof value !== 'object' || value === null || value instanceof...",
    reason: EXCLUDES
  }
]
