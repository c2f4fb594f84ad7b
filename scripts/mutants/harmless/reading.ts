/** What is read before anything is done: preflight and the journal. */
import type { Harmless } from '../report.ts'

export const READING: readonly Harmless[] = [
  {
    mutant:
      "src/release/preflight/notes.ts OtherOrder: if (launch === undefined) return 'an unknown source' ; if (launch.k... -> if (launch.kind === 'configuration') return `the launch configurati...",
    reason: 'What is undefined is no launch configuration: never both.'
  },
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
    mutant:
      'src/release/journal/record.ts OtherOrder: if (known.size >= REMEMBERED) known.clear() ; known.set(text, { val... -> known.set(text, { value }) ; if (known.size >= REMEMBERED) known.cl...',
    reason: 'How much is remembered says how long it takes, and not what is read.'
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
    mutant: 'src/release/journal/record.ts ConditionalExpression: found -> false',
    reason: 'What is remembered says how long it takes, and not what is read.'
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
  }
]
