/** Which command does what: deploy, finalize, phases, the guard, and what they see. */
import type { Harmless } from '../report.ts'

export const DECIDING: readonly Harmless[] = [
  {
    mutant:
      "src/release/fleet.ts OtherOrder: if (decision.kind === 'done') return true ; if (decision.kind === '... -> if (decision.kind === 'wait' && decision.wait.for === 'others') ret...",
    reason: 'Both give the same answer.'
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
      "src/release/phase.ts OtherOrder: if (where.kind === 'untouched') return atRest(seen, 0) ; if (where.... -> if (where.kind === 'closed') { const { release, epoch } = where.sit...",
    reason: 'A standing is of one kind: never two of these hold at once.'
  },
  {
    mutant:
      'src/release/deploy.ts MethodExpression: Math.max(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.gre... -> Math.min(newestEpoch(seen.groups.blue), newestEpoch(seen.groups.gre...',
    reason: 'Where a release may be opened both groups carry the last one, or neither carries any.'
  },
  {
    mutant:
      'src/release/deploy.ts OtherOrder: () => (handedOver(at) ? undefined : hold(fresh.group, fresh.side, S... -> () => traffic.mixes && scales(at) ? withMissed(hold(old.group, old....',
    reason: 'One only acts before the hand-over of scaling, the other one only after it.'
  },
  {
    mutant:
      'src/release/deploy.ts OtherOrder: () => keepTemplates(at) ; () => (at.release.initial ? restIdle(at.o... -> () => (at.release.initial ? restIdle(at.old, at) : undefined) ; () ...',
    reason: 'A first release notes nothing of an old group, so there is never something to do for both.'
  },
  {
    mutant:
      'src/release/deploy.ts OtherOrder: if (told && tagged) return undefined ; if (!tagged && group.instanc... -> if (!tagged && group.instances.length > 0) return refuse(retagged(g...',
    reason:
      'Both conditions never hold at once, and each step only returns: in either order the same one decides.'
  },
  {
    mutant:
      'src/release/errors.ts OtherOrder: this.code = code ; this.requestId = requestId -> this.requestId = requestId ; this.code = code',
    reason: 'Members are set one after the other, and nobody looks in between.'
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
    mutant: 'src/release/capacity.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'A target without an id or a state is healthy for no instance.'
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
    mutant: 'src/release/once-per.ts LeftOut: known.set(value, { answer }) -> ',
    reason: 'What is remembered says how long it takes, and not what is answered.'
  },
  {
    mutant:
      'src/release/deploy.ts OtherOrder: if (wrong) return refuse(wrong) ; if (!first && versionOf(at.live) ... -> if (!first && versionOf(at.live) === goal.version && !goal.redeploy...',
    reason:
      'Only a redeploy contradicts itself, and a redeploy is never done already: both conditions never hold at once.'
  },
  {
    mutant: 'src/release/capacity.ts ArrayDeclaration: [] -> ["Stryker was here"] (2)',
    reason: 'A target without an id belongs to no instance.'
  },
  {
    mutant: 'src/release/codes.ts StringLiteral: \'ReleaseError\' -> ""',
    reason: 'Whoever catches one goes by its class and tells its findings; nobody reads the name.'
  },
  {
    mutant: 'src/release/deploy.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: 'Problems with tags are put into it, and nobody reads them there.'
  },
  {
    mutant: 'src/release/deploy.ts ArrayDeclaration: [] -> ["Stryker was here"] (2)',
    reason: 'A process of that name is suspended nowhere, so keeping it suspended keeps nothing.'
  },
  {
    mutant: 'src/release/foresee.ts ConditionalExpression: default: return undefined -> default:',
    reason: 'The function ends behind the switch, and gives undefined there.'
  },
  {
    mutant: "src/release/next.ts ConditionalExpression: decision.kind === 'change' -> true",
    reason: 'Nothing but a change has a force: what has none is not among those that are let through.'
  },
  {
    mutant: 'src/release/next.ts StringLiteral: \'unreachable\' -> ""',
    reason: 'Every standing and every command has returned before it.'
  },
  {
    mutant: 'src/release/once-per.ts ConditionalExpression: found -> false',
    reason: 'What is remembered says how long it takes, and not what is answered.'
  },
  {
    mutant: 'src/release/situation.ts ConditionalExpression: !base -> false',
    reason: 'The loop before it has left where a side has no baseline.'
  }
]
