import { type Decision, refuse } from '../decision.ts'

/** What a person asked recover for does not fit what is there. */
export const unfit = (message: string, fix: string): Decision => refuse({ code: 'BGR-RECOVER', message, fix })
