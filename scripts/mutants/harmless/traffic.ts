/** How traffic moves. */
import type { Harmless } from '../report.ts'

const ONLY_RECORD_ERROR = 'Reading the text of a note throws nothing but a RecordError.'

export const TRAFFIC: readonly Harmless[] = [
  {
    mutant: 'src/release/traffic/actions.ts EqualityOperator: a < b -> a <= b',
    reason: 'No object has a member twice: two names that are compared are never the same.'
  },
  {
    mutant:
      "src/release/traffic/actions.ts ConditionalExpression: typeof action.ForwardConfig === 'object' -> true",
    reason: 'A ForwardConfig is an object or not there, and undefined spreads to nothing.'
  },
  {
    mutant: 'src/release/traffic/forward-journal.ts ConditionalExpression: but === undefined -> false',
    reason:
      'The key of release undefined has no number, and a key of a note has one: they are never the same.'
  },
  {
    mutant:
      'src/release/traffic/forward-journal.ts OptionalChaining: KEY.exec(each)?.[1] -> KEY.exec(each)[1]',
    reason: 'noteKeys gives only keys that the expression matches.'
  },
  {
    mutant:
      'src/release/traffic/forward-journal.ts ConditionalExpression: error instanceof RecordError -> true',
    reason: ONLY_RECORD_ERROR
  },
  {
    mutant: 'src/release/traffic/move.ts OptionalChaining: noted?.use -> noted.use',
    reason: 'A route without a note counts as being where it belongs, and is not among these.'
  },
  {
    mutant:
      'src/release/traffic/pairing.ts OtherOrder: if (match === undefined || others.length > 0) return unpaired(arn, ... -> found.push({ blue: arn, green: match }) ; if (match === undefined |...',
    reason: 'Where a finding is returned the pairs found so far are thrown away.'
  },
  {
    mutant: 'src/release/traffic/routes.ts ConditionalExpression: !(error instanceof RecordError) -> false',
    reason: ONLY_RECORD_ERROR
  },
  {
    mutant: 'src/release/traffic/shared.ts StringLiteral: \'wait\' -> ""',
    reason: 'What is begun is waited for in every case but drop.'
  },
  {
    mutant:
      'src/release/traffic/shared.ts ConditionalExpression: member.group.instances.length + member.group.desired === 0 -> false',
    reason:
      'AWS keeps MinSize at or below the desired capacity: where that is 0 and there is no instance, neither step has anything to do.'
  },
  {
    mutant: 'src/release/traffic/sticky.ts ConditionalExpression: side.stickyUntil !== undefined -> true',
    reason: 'No time is before undefined: the comparison behind it is false by itself.'
  },
  {
    mutant: 'src/release/traffic/sticky.ts ConditionalExpression: side.stickyUntil === undefined -> false',
    reason: 'A client is on the colour only where the note says until when.'
  },
  {
    mutant:
      "src/release/traffic/topology.ts OtherOrder: if (typeof now !== 'string') return now ; if (now === (split ? 'spl... -> if (now === (split ? 'split' : 'shared')) return undefined ; if (ty...",
    reason: 'A finding is neither of the two names: never do both conditions hold.'
  }
]
