/** Scaling policies, alarms and scheduled actions. */
import type { Harmless } from '../report.ts'

export const SCALING: readonly Harmless[] = []
