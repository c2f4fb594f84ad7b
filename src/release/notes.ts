import type { Code } from './codes.ts'

/** Something that people should know before a release, and that refuses nothing. */
export interface Note {
  /** Where troubleshooting has more to say. */
  readonly code?: Code
  /** What was found, and what follows from it. May hold text from outside: print it through the logger only. */
  readonly message: string
  /** What could be done about it, an imperative sentence. */
  readonly fix?: string
}
