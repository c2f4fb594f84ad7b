import type { CommandName } from '../commands/options.ts'
import type { InputName } from './contract.ts'
import { shown } from './shown.ts'

/**
 * `accept-capacity`: the share of the demand that a person accepts for a rollback. A share of nothing would be an outage
 * by consent.
 * @param wrong told what is wrong: the name of the input, what follows it in the message, and what to do
 * @returns percent, 1 to 100
 */
export function parseShare(
  command: CommandName | undefined,
  text: string,
  wrong: (name: InputName, problem: string, fix: string) => void
): number | undefined {
  if (text === '') return undefined
  const percent = Number(/^(\d{1,3})%$/.exec(text)?.[1] ?? 0)
  if (percent < 1 || percent > 100) {
    wrong('accept-capacity', `must be a share from 1% to 100%, and is ${shown(text)}.`, 'Write e.g. 80%.')
  } else if (command !== undefined && command !== 'rollback') {
    wrong(
      'accept-capacity',
      `belongs to rollback, and the command is ${command}.`,
      'Leave accept-capacity out: only a rollback may do with less than the demand.'
    )
  }
  return percent
}
