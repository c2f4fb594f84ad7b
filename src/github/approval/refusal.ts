import { type Code, ReleaseError } from '../../release/codes.ts'

/** Ends the check: whatever is not proven is refused. Texts from outside go through the logger like every finding's. */
export const refusal = (code: Code, message: string, fix: string): ReleaseError =>
  new ReleaseError([{ code, message, fix }])

/** What GitHub says lacks what the check rests on. `what` continues "the answer ... ". */
export const malformed = (route: string, what: string): ReleaseError =>
  refusal(
    'BGR-APPROVAL-UNAVAILABLE',
    `The approval cannot be checked: the answer of GitHub to ${route} ${what}.`,
    'Run finalize again in a new run; if it stays so, this GitHub speaks another language than the REST API of github.com. Nothing was changed.'
  )

/** For reasons that follow one another in a sentence. */
export const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
