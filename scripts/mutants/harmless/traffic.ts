/** How traffic moves. */
import type { Harmless } from '../report.ts'

export const TRAFFIC: readonly Harmless[] = []
