/** Mutants that nobody can tell from the code. Each entry has to name one that is made and that survives. */
import { ASKING } from './harmless/asking.ts'
import { DECIDING } from './harmless/deciding.ts'
import { READING } from './harmless/reading.ts'
import { RETURNING } from './harmless/returning.ts'
import { SCALING } from './harmless/scaling.ts'
import { TRAFFIC } from './harmless/traffic.ts'
import type { Harmless } from './report.ts'

export const HARMLESS: readonly Harmless[] = [
  ...ASKING,
  ...DECIDING,
  ...READING,
  ...RETURNING,
  ...SCALING,
  ...TRAFFIC
]
