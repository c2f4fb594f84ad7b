/** Mutants that nobody can tell from the code. Each entry has to name one that is made and that survives. */
import type { Harmless } from './report.ts'

export const HARMLESS: readonly Harmless[] = [
  {
    mutant:
      'src/commands/claim-watch.ts OtherOrder: if (own && waiting.length === 0 && now - lookedAt < STILL_FRESH_MS)... -> if (!own && now - started > APPEAR_WITHIN_MS) { throw new AwsError(...',
    reason: 'One asks for our own claim, the other one for its absence: never both.'
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
      'src/commands/claim.ts OtherOrder: await attempt(() => remove(over, abort), abort) ; quietFrom = Math.... -> quietFrom = Math.max(0, ...rivals.map(({ claim }) => windowOf(claim...',
    reason: 'Neither reads what the other one does, and nobody sees the variable when the removal throws.'
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
      'src/commands/repair.ts OtherOrder: traces.unknown = true ; unanswered.lost(change, clock.now()) -> unanswered.lost(change, clock.now()) ; traces.unknown = true',
    reason: 'Two notes in memory, neither of which reads the other.'
  },
  {
    mutant:
      "src/release/approval/old-group.ts OtherOrder: if (kept instanceof RecordError) return refuse(damaged(at, kept.mes... -> if (!kept) { if (state !== 'open') return undefined const version =...",
    reason:
      'Both conditions never hold at once, and each step only returns: in either order the same one decides.'
  },
  {
    mutant:
      "src/release/approval/old-group.ts OtherOrder: if (kept instanceof RecordError) return damaged(at, kept.message) ;... -> if (!kept) return proof?.kind === 'review' ? unrecorded(at) : undef...",
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
      "src/release/approval/requirement.ts OtherOrder: if (second?.kind === 'unclear') return second ; if ( first?.kind ==... -> if ( first?.kind === 'required' && second?.kind === 'required' && !...",
    reason:
      'Both conditions never hold at once, and each step only returns: in either order the same one decides.'
  },
  {
    mutant: 'src/release/capacity.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'A target without an id or a state is healthy for no instance.'
  },
  {
    mutant:
      'src/release/deploy.ts OtherOrder: () => (handedOver(at) ? undefined : hold(fresh.group, fresh.side, S... -> () => traffic.mixes && scales(at) ? withMissed(hold(old.group, old....',
    reason: 'One only acts before the hand-over of scaling, the other one only after it.'
  },
  {
    mutant:
      'src/release/deploy.ts OtherOrder: if (told && tagged) return undefined ; if (!tagged && group.instanc... -> if (!tagged && group.instances.length > 0) return refuse(retagged(g...',
    reason:
      'Both conditions never hold at once, and each step only returns: in either order the same one decides.'
  },
  {
    mutant:
      'src/release/errors.ts OtherOrder: this.kind = kind ; this.operation = operation -> this.operation = operation ; this.kind = kind',
    reason: 'Members are set one after the other, and nobody looks in between.'
  },
  {
    mutant:
      'src/release/errors.ts OtherOrder: this.operation = operation ; this.code = code -> this.code = code ; this.operation = operation',
    reason: 'Members are set one after the other, and nobody looks in between.'
  },
  {
    mutant:
      'src/release/errors.ts OtherOrder: this.code = code ; this.requestId = requestId -> this.requestId = requestId ; this.code = code',
    reason: 'Members are set one after the other, and nobody looks in between.'
  },
  {
    mutant:
      "src/release/fleet.ts OtherOrder: if (decision.kind === 'done') return true ; if (decision.kind === '... -> if (decision.kind === 'wait' && decision.wait.for === 'others') ret...",
    reason: 'Both give the same answer.'
  },
  {
    mutant: 'src/release/guard.ts ConditionalExpression: change.min !== undefined -> true',
    reason: 'Nothing is larger than undefined: the comparison behind it is false by itself.'
  },
  {
    mutant: 'src/release/guard.ts ConditionalExpression: default: return undefined -> default:',
    reason: 'The function ends behind the switch, and gives undefined there.'
  },
  {
    mutant:
      'src/release/journal/journal.ts OtherOrder: if (!(error instanceof RecordError)) throw error ; problems.push({ ... -> problems.push({ group: group.name, tag: tagKey, reason: error.messa...',
    reason:
      'Nothing else than a RecordError is thrown there; where it were, the problem would be lost with the exception.'
  },
  {
    mutant:
      'src/release/journal/commit.ts BlockStatement: { if (!(error instanceof RecordError)) throw error return undefined } -> {}',
    reason: 'Nothing else than a RecordError is thrown there, and a catch without a word gives undefined too.'
  },
  {
    mutant: 'src/release/journal/portable.ts Regex: /\\+[0-9a-f]{2}|[\\s\\S]/g -> /\\+[0-9a-f]{2}|[\\S\\S]/g',
    reason: 'White space is refused behind the loop, whether it was read or passed over.'
  },
  {
    mutant: 'src/release/journal/portable.ts MethodExpression: part.slice(1) -> part',
    reason: 'Number.parseInt reads +c3 as it reads c3.'
  },
  {
    mutant:
      "src/release/phase.ts OtherOrder: if (where.kind === 'untouched') return atRest(seen, 0) ; if (where.... -> if (where.kind === 'closed') { const { release, epoch } = where.sit...",
    reason: 'A standing is of one kind: never two of these hold at once.'
  },
  {
    mutant:
      "src/release/phase.ts OtherOrder: if (where.kind === 'closed') { const { release, epoch } = where.sit... -> if (where.kind === 'damaged') return { phase: 'unknown', release: 0...",
    reason: 'A standing is of one kind: never two of these hold at once.'
  },
  {
    mutant:
      "src/release/phase.ts OtherOrder: if (where.kind === 'damaged') return { phase: 'unknown', release: 0... -> if (where.kind === 'torn') { const { state, epoch } = where.release...",
    reason: 'A standing is of one kind: never two of these hold at once.'
  },
  {
    mutant:
      "src/release/preflight/notes.ts OtherOrder: if (launch === undefined) return 'an unknown source' ; if (launch.k... -> if (launch.kind === 'configuration') return `the launch configurati...",
    reason: 'What is undefined is no launch configuration: never both.'
  },
  {
    mutant:
      'src/release/recover/journals.ts EqualityOperator: rank(first) >= rank(second) -> rank(first) > rank(second)',
    reason: 'Records of one release in one state are one text: it does not matter which of them is taken.'
  },
  {
    mutant: 'src/release/preflight/instances.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'Problems with tags are put into it, and nobody reads them there.'
  },
  {
    mutant: 'src/release/preflight/hooks.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'A hook without a transition is none that holds a launch.'
  },
  {
    mutant: 'src/release/preflight/health.ts ArrayDeclaration: [] -> ["Stryker was here"] (5)',
    reason: 'An activity without a time is not overdue, and without an end it is not the last one.'
  },
  {
    mutant:
      'src/release/recover/declare.ts ObjectLiteral: { min: live.min, max: live.max, desired: live.desired, suspended: [] } -> {}',
    reason: 'unprotect does not look at the baseline; the type asks for one.'
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
    mutant: 'src/release/rollback.ts ArrayDeclaration: [] -> ["Stryker was here"] (3)',
    reason: 'A process of that name is suspended nowhere, so keeping it suspended keeps nothing.'
  },
  {
    mutant: 'src/release/journal/record.ts ConditionalExpression: found -> false',
    reason: 'What is remembered says how long it takes, and not what is read.'
  },
  {
    mutant:
      'src/release/journal/record.ts OtherOrder: if (known.size >= REMEMBERED) known.clear() ; known.set(text, { val... -> known.set(text, { value }) ; if (known.size >= REMEMBERED) known.cl...',
    reason: 'How much is remembered says how long it takes, and not what is read.'
  },
  {
    mutant: 'src/release/once-per.ts LeftOut: known.set(value, { answer }) -> ',
    reason: 'What is remembered says how long it takes, and not what is answered.'
  },
  {
    mutant:
      'src/release/deploy.ts MethodExpression: Math.max(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.gre... -> Math.min(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.gre...',
    reason: 'Where a release may be opened both groups carry the last one, or neither carries any.'
  },
  {
    mutant:
      'src/release/deploy.ts OtherOrder: () => keepTemplates(at) ; () => (at.release.initial ? restIdle(at.o... -> () => (at.release.initial ? restIdle(at.old, at) : undefined) ; () ...',
    reason: 'A first release notes nothing of an old group, so there is never something to do for both.'
  },
  {
    mutant: "src/release/preflight/candidate.ts ConditionalExpression: typeof found !== 'string' -> true",
    reason: 'A colour has no code, so that it is compared does no harm.'
  }
]
