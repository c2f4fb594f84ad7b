/** Rollback, and the steps that parking and bringing back consist of. */
import type { Harmless } from '../report.ts'

export const RETURNING: readonly Harmless[] = [
  {
    mutant: 'src/release/rollback.ts ArrayDeclaration: [] -> ["Stryker was here"] (3)',
    reason: 'A process of that name is suspended nowhere, so keeping it suspended keeps nothing.'
  }
]
