import type { Finding } from '../release/codes.ts'
import { INPUTS } from './contract.ts'
import { shown } from './shown.ts'

/**
 * A mistyped input is only a warning to the runner, and then the release runs with a default that nobody meant.
 * The runner hands every `with:` member over as `INPUT_<NAME>`, known or not.
 * @returns one finding `BGR-INPUT` for each input that there is not
 */
export function unknownInputs(env: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  const known = new Set<string>(INPUTS.map(({ name }) => `INPUT_${name.toUpperCase()}`))
  return Object.keys(env)
    .filter(key => key.startsWith('INPUT_') && !known.has(key))
    .map(key => ({
      code: 'BGR-INPUT',
      message: `There is no input ${shown(key.slice('INPUT_'.length).toLowerCase())}.`,
      fix: `The inputs are ${INPUTS.map(({ name }) => name).join(', ')}. If it is a variable ${key} in env: of the workflow, rename it: the runner hands inputs over by such names.`
    }))
}
