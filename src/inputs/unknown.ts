import { ReleaseError } from '../release/codes.ts'
import { INPUTS } from './contract.ts'
import { shown } from './parse.ts'

/**
 * A mistyped input is only a warning to the runner, and then the release runs with a default that nobody meant.
 * The runner hands every `with:` member over as `INPUT_<NAME>`, known or not.
 * @throws ReleaseError `BGR-INPUT`
 */
export function assertKnownInputs(env: Readonly<Record<string, string | undefined>>): void {
  const known = new Set<string>(INPUTS.map(({ name }) => `INPUT_${name.toUpperCase()}`))
  const unknown = Object.keys(env).filter(key => key.startsWith('INPUT_') && !known.has(key))
  const [first, ...more] = unknown.map(key => ({
    code: 'BGR-INPUT' as const,
    message: `There is no input ${shown(key.slice('INPUT_'.length).toLowerCase())}.`,
    fix: `The inputs are ${INPUTS.map(({ name }) => name).join(', ')}.`
  }))
  if (first) throw new ReleaseError([first, ...more])
}
