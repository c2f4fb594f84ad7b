/** Claims, what a run knows of its own changes, approvals, and recover. */
import type { Harmless } from '../report.ts'

export const ASKING: readonly Harmless[] = [
  {
    mutant:
      "src/release/approval/requirement.ts OtherOrder: if (second.kind === 'unclear') return second ; if ( first.kind === ... -> if ( first.kind === 'required' && second.kind === 'required' && !sa...",
    reason:
      'Both conditions never hold at once, and each step only returns: in either order the same one decides.'
  },
  {
    mutant: 'src/release/approval/requirement.ts OptionalChaining: found[i]?.kind -> found[i].kind',
    reason: 'One is found for each group.'
  },
  {
    mutant:
      "src/commands/claim.ts OtherOrder: quietFrom = Math.max(0, ...rivals.map(({ claim }) => windowOf(claim... -> await write('held', abort, lookedAt) ; quietFrom = Math.max(0, ...r...",
    reason:
      'The claim that is written does not depend on it, and nobody sees the variable when the write throws.'
  },
  {
    mutant:
      "src/commands/own-effects.ts OtherOrder: if (change.kind === 'enter-standby' || change.kind === 'exit-standb... -> for (const [aspect, undone] of undoings(change, before.groups[colou...",
    reason:
      'A change of Standby notes nothing about the desired capacity, so what is deleted is never what was just noted.'
  },
  {
    mutant:
      "src/commands/own-writes.ts OtherOrder: if (change.kind === 'tag') for (const tag of change.tags) expect(ch... -> if (change.kind === 'untag') for (const key of change.keys) expect(...",
    reason: 'A change is one kind or the other, never both.'
  },
  {
    mutant:
      "src/release/approval/old-group.ts OtherOrder: if (kept instanceof RecordError) return damaged(at, kept.message) ;... -> if (!kept) return proof?.kind === 'review' ? unrecorded(at) : undef...",
    reason:
      'Both conditions never hold at once, and each step only returns: in either order the same one decides.'
  },
  {
    mutant:
      "src/release/approval/old-group.ts OtherOrder: if (kept instanceof RecordError) return refuse(damaged(at, kept.mes... -> if (!kept) { if (state !== 'open') return undefined const version =...",
    reason:
      'Both conditions never hold at once, and each step only returns: in either order the same one decides.'
  },
  {
    mutant:
      "src/release/approval/old-group.ts OtherOrder: if (kept.runs.includes(String(run.id))) return undefined ; if (show... -> if (shownBy === 'this-job' && kept.at * 1000 <= run.createdAt) retu...",
    reason: 'Both give the same answer.'
  },
  {
    mutant:
      'src/commands/claim-watch.ts OtherOrder: askedAt = now ; for (const { claim } of doubtful) if (await isOver(... -> for (const { claim } of doubtful) if (await isOver(claim)) over.add...',
    reason: 'The time was taken before both, and nobody reads askedAt until the questions are answered.'
  },
  {
    mutant:
      'src/commands/claim-watch.ts OtherOrder: if (beats && !givesWay(claim)) throw taken(claim) ; if (!first || b... -> if (!first || beats) since.set(claim.id, { beat: claim.beat, at: no...',
    reason: 'What is noted in a map of this function is gone with the exception.'
  },
  {
    mutant:
      'src/commands/claim-watch.ts OtherOrder: if (own && waiting.length === 0 && now - lookedAt < STILL_FRESH_MS)... -> if (!own && now - started > APPEAR_WITHIN_MS) { throw new AwsError(...',
    reason: 'One asks for our own claim, the other one for its absence: never both.'
  },
  {
    mutant:
      'src/commands/claim.ts OtherOrder: await attempt(() => remove(over, abort), abort) ; quietFrom = Math.... -> quietFrom = Math.max(0, ...rivals.map(({ claim }) => windowOf(claim...',
    reason: 'Neither reads what the other one does, and nobody sees the variable when the removal throws.'
  },
  {
    mutant:
      'src/commands/repair.ts OtherOrder: traces.unknown = true ; unanswered.lost(change, clock.now()) -> unanswered.lost(change, clock.now()) ; traces.unknown = true',
    reason: 'Two notes in memory, neither of which reads the other.'
  },
  {
    mutant:
      'src/release/recover/declare.ts ObjectLiteral: { min: live.min, max: live.max, desired: live.desired, suspended: [] } -> {}',
    reason: 'unprotect does not look at the baseline; the type asks for one.'
  },
  {
    mutant:
      'src/release/recover/journals.ts EqualityOperator: rank(first) >= rank(second) -> rank(first) > rank(second)',
    reason: 'Records of one release in one state are one text: it does not matter which of them is taken.'
  },
  {
    mutant: 'src/release/recover/declare.ts ArrayDeclaration: [] -> ["Stryker was here"] (2)',
    reason: 'unprotect does not look at the baseline; the type asks for one.'
  },
  {
    mutant: 'src/release/recover/forget.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'A process of that name is suspended nowhere, so keeping it suspended keeps nothing.'
  },
  {
    mutant: 'src/commands/claim-watch.ts EqualityOperator: claimant.id < claim.id -> claimant.id <= claim.id',
    reason: 'The claims that are compared are those of other runs: none has our own id.'
  },
  {
    mutant: 'src/commands/claim-watch.ts OptionalChaining: since.get(claim.id)?.at -> since.get(claim.id).at',
    reason: 'It is asked of open claims only, and each of them was noted a few lines above.'
  },
  {
    mutant: 'src/commands/claim.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'It is set before anything that reads it is given away.'
  },
  {
    mutant: 'src/commands/own-writes.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'An entry without a time is expected at no time.'
  },
  {
    mutant: 'src/commands/own-writes.ts ArrayDeclaration: [] -> ["Stryker was here"] (2)',
    reason: 'No tag has that name, so no entry of it is taken out.'
  },
  {
    mutant: 'src/release/approval/old-group.ts ConditionalExpression: run === undefined -> false',
    reason: 'A list of nothing but undefined is joined to an empty text, as an empty list is.'
  },
  {
    mutant:
      'src/release/approval/old-group.ts MethodExpression: found.filter(each => each !== undefined) -> found',
    reason: 'The list is written only where nothing in it is undefined.'
  },
  {
    mutant: 'src/release/approval/old-group.ts ConditionalExpression: each !== undefined -> true',
    reason: 'The list is written only where nothing in it is undefined.'
  },
  {
    mutant: 'src/release/approval/old-group.ts ConditionalExpression: found === undefined -> false',
    reason: 'No list of templates has undefined in it, so it is foreign by the other condition.'
  },
  {
    mutant:
      'src/release/approval/old-group.ts ConditionalExpression: !(error instanceof RecordError) -> false',
    reason: 'Nothing else than a RecordError is thrown there.'
  },
  {
    mutant:
      'src/release/approval/requirement.ts ConditionalExpression: !(error instanceof RecordError) -> false',
    reason: 'Nothing else than a RecordError is thrown there.'
  },
  {
    mutant: 'src/release/recover/declare.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'What is looked for among the problems are tags of ours, and a text has no tag.'
  },
  {
    mutant: 'src/release/recover/declare.ts ArrayDeclaration: [] -> ["Stryker was here"] (3)',
    reason: 'A process of that name is suspended nowhere, so keeping it suspended keeps nothing.'
  },
  {
    mutant: 'src/release/recover/declare.ts ArrayDeclaration: [] -> ["Stryker was here"] (4)',
    reason: 'A process of that name is suspended nowhere, so it is no matter whose it is.'
  },
  {
    mutant: 'src/release/recover/declare.ts ArrayDeclaration: [] -> ["Stryker was here"] (5)',
    reason: 'Problems with tags are put into it, and nobody reads them there.'
  },
  {
    mutant: 'src/release/recover/forget.ts ArrayDeclaration: [] -> ["Stryker was here"] (2)',
    reason: 'A process of that name is suspended nowhere, so it is no matter whose it is.'
  },
  {
    mutant: 'src/release/recover/forget.ts ArrayDeclaration: [] -> ["Stryker was here"] (4)',
    reason: 'Problems with tags are put into it, and nobody reads them there.'
  },
  {
    mutant: 'src/release/recover/journals.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'Problems with tags are put into it, and nobody reads them there.'
  }
]
