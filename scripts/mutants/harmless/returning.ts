/** Rollback, and the steps that parking and bringing back consist of. */
import type { Harmless } from '../report.ts'

const NO_PROCESS = 'A process of that name is suspended nowhere, so keeping it suspended keeps nothing.'
const NO_CALL = 'A refused call has at least one id, and one that was refused alone is in no batch.'

export const RETURNING: readonly Harmless[] = [
  {
    mutant: 'src/release/rollback.ts ArrayDeclaration: [] -> ["Stryker was here"] (2)',
    reason: NO_PROCESS
  },
  {
    mutant: 'src/release/rollback.ts ArrayDeclaration: [] -> ["Stryker was here"] (3)',
    reason: NO_PROCESS
  },
  {
    mutant: 'src/release/rollback.ts ArrayDeclaration: [] -> ["Stryker was here"] (5)',
    reason: NO_PROCESS
  },
  {
    mutant: 'src/release/rollback.ts ArrayDeclaration: [] -> ["Stryker was here"] (6)',
    reason: NO_PROCESS
  },
  {
    mutant: 'src/release/steps/end.ts ArrayDeclaration: [] -> ["Stryker was here"]',
    reason: NO_PROCESS
  },
  {
    mutant:
      'src/release/steps/demand.ts OtherOrder: () => raiseDemand(at, group.desired) ; () => scaleTo(group, Math.mi... -> () => scaleTo(group, Math.min(demandOf(at), group.max)) ; () => rai...',
    reason: 'The one is wanted where desired is above the demand, the other one where it is below.'
  },
  {
    mutant: `src/release/steps/pin.ts StringLiteral: 'reducing' -> "" (4)`,
    reason: 'Only pinUp leaves it out, and pinUp never asks for less than the MinSize that is there.'
  },
  {
    mutant: 'src/release/steps/pin.ts EqualityOperator: target < group.min -> target <= group.min',
    reason: 'Where the two are equal the function has returned before.'
  },
  {
    mutant: 'src/release/steps/returning.ts ConditionalExpression: batch.length > 1 -> true',
    reason: NO_CALL
  },
  {
    mutant: 'src/release/steps/returning.ts EqualityOperator: batch.length > 1 -> batch.length >= 1',
    reason: NO_CALL
  },
  {
    mutant:
      'src/release/steps/returning.ts OtherOrder: while (batch.length > 1 && refused.some(ids => ids.join() === batch... -> if (batch.length === 0) return undefined ; while (batch.length > 1 ...',
    reason: 'Halving leaves at least one, and an empty batch is not halved.'
  }
]
