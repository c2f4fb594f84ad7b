/** A case as one line of text, by which it can be run again. */

import type { Case } from './case.ts'
import { NEXTS } from './conclude.ts'
import { kindNamed } from './faults.ts'
import type { Fault } from './meddle.ts'

const GRAMMAR =
  /^(?<scenario>\S+)(?: (?<faults>\S+))? then (?<told>at once )?(?<next>\S+)(?: meeting (?<later>\S+))?(?: where (?<answers>\S+))?$/

/** E.g. `shared/deploy killed-after@37 then at once rollback meeting stale-5s@12 where standby-batch=partial`. */
export function toLine({ scenario, faults, told, next, later, answers }: Case): string {
  const met = (each: readonly Fault[]) =>
    each.map(({ kind, at, onward }) => `${kind.name}@${onward ? '>' : ''}${at}`).join('+')
  const given = Object.entries(answers).map(([id, answer]) => `${id}=${answer}`)
  return [
    scenario,
    ...(faults.length > 0 ? [met(faults)] : []),
    `then ${told ? 'at once ' : ''}${next}`,
    ...(later.length > 0 ? [`meeting ${met(later)}`] : []),
    ...(given.length > 0 ? [`where ${given.join(',')}`] : [])
  ].join(' ')
}

/** @throws Error for a line that is none, or names what does not exist */
export function fromLine(line: string): Case {
  const found = GRAMMAR.exec(line.trim())?.groups
  const next = NEXTS.find(each => each === found?.next)
  if (!found?.scenario || !next) throw new Error(`not a case: ${line}`)
  const faults = faultsIn(found.faults)
  const isKill = faults.length === 1 && faults.every(({ kind }) => kind.kills)
  if (found.told !== undefined && !isKill) throw new Error(`nobody is killed: ${line}`)
  return {
    scenario: found.scenario,
    faults,
    told: found.told !== undefined,
    next,
    later: faultsIn(found.later),
    answers: Object.fromEntries((found.answers?.split(',') ?? []).map(each => each.split('=')))
  }
}

const faultsIn = (text: string | undefined): readonly Fault[] =>
  (text?.split('+') ?? []).map(each => {
    const [name = '', at = ''] = each.split('@')
    return { kind: kindNamed(name), at: Number(at.replace('>', '')), onward: at.startsWith('>') }
  })
