/** What is read before anything is done: preflight and the journal. */
import type { Harmless } from '../report.ts'

export const READING: readonly Harmless[] = [
  {
    mutant:
      'src/release/journal/commit.ts BlockStatement: { if (!(error instanceof RecordError)) throw error return undefined } -> {}',
    reason: 'Nothing else than a RecordError is thrown there, and a catch without a word gives undefined too.'
  },
  {
    mutant:
      'src/release/journal/journal.ts OtherOrder: if (!(error instanceof RecordError)) throw error ; problems.push({ ... -> problems.push({ group: group.name, tag: tagKey, reason: error.messa...',
    reason:
      'Nothing else than a RecordError is thrown there; where it were, the problem would be lost with the exception.'
  },
  {
    mutant: "src/release/preflight/candidate.ts ConditionalExpression: typeof found !== 'string' -> true",
    reason: 'A colour has no code, so that it is compared does no harm.'
  },
  {
    mutant: 'src/release/journal/portable.ts MethodExpression: part.slice(1) -> part',
    reason: 'Number.parseInt reads +c3 as it reads c3.'
  },
  {
    mutant: 'src/release/journal/portable.ts Regex: /\\+[0-9a-f]{2}|[\\s\\S]/g -> /\\+[0-9a-f]{2}|[\\S\\S]/g',
    reason: 'White space is refused behind the loop, whether it was read or passed over.'
  },
  {
    mutant: 'src/release/preflight/health.ts ArrayDeclaration: [] -> ["Stryker was here"] (6)',
    reason: 'An activity without a time is not overdue, and without an end it is not the last one.'
  },
  {
    mutant: 'src/release/preflight/hooks.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'A hook without a transition is none that holds a launch.'
  },
  {
    mutant: 'src/release/preflight/instances.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'Problems with tags are put into it, and nobody reads them there.'
  },
  {
    mutant: 'src/release/journal/claim.ts ConditionalExpression: !(error instanceof RecordError) -> false',
    reason: 'Nothing else than a RecordError is thrown there.'
  },
  {
    mutant: 'src/release/journal/commit.ts ConditionalExpression: !(error instanceof RecordError) -> false',
    reason: 'Nothing else than a RecordError is thrown there.'
  },
  {
    mutant: 'src/release/journal/journal.ts ConditionalExpression: !(error instanceof RecordError) -> false',
    reason: 'Nothing else than a RecordError is thrown there.'
  },
  {
    mutant: 'src/release/journal/record.ts EqualityOperator: end < 0 -> end <= 0',
    reason: 'A text that begins with v=1 has no checksum at 0.'
  },
  {
    mutant: 'src/release/preflight/candidate.ts StringLiteral: \'string\' -> ""',
    reason: 'Then a colour is asked for its code, and it has none.'
  },
  {
    mutant: 'src/release/preflight/health.ts ArrayDeclaration: [] -> ["Stryker was here"] (3)',
    reason: 'A target without a state is not in its first health checks.'
  },
  {
    mutant: 'src/release/preflight/notes.ts ArrayDeclaration: [] -> ["Stryker was here"] (6)',
    reason: 'A hook without a heartbeat timeout outlasts nothing.'
  },
  {
    mutant:
      'src/release/preflight/notes.ts OptionalChaining: goal.initialCapacity?.desired -> goal.initialCapacity.desired',
    reason: 'A release is a first one only where the goal has an initial capacity.'
  },
  {
    mutant: 'src/release/preflight/session.ts ConditionalExpression: expiresAt === undefined -> false',
    reason: 'Then what is left is not a number, and that is never less than the limit.'
  },
  {
    mutant:
      'src/release/preflight/tags.ts MethodExpression: Math.max(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.gre... -> Math.min(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.gre...',
    reason: 'Where a release may be opened both groups carry the last one, or neither carries any.'
  }
]
