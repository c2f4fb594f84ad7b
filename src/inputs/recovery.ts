/** The inputs of recover: what a person states, each in its own form. */
import type { CommandName } from '../commands/options.ts'
import type { Recovery } from '../release/recover/recover.ts'
import type { InputName } from './contract.ts'
import { shown } from './shown.ts'

/** Told what is wrong: the name of the input, what follows it in the message, and what to do. */
type Wrong = (name: InputName, problem: string, fix: string) => void

const NAMES = [
  'baseline',
  'live',
  'break-claim',
  'lift-approval',
  'forget'
] as const satisfies readonly InputName[]

/** @returns undefined on every other command */
export function parseRecovery(
  command: CommandName | undefined,
  value: (name: InputName) => string,
  wrong: Wrong
): Recovery | undefined {
  const given = NAMES.filter(name => !['', 'false', 'False', 'FALSE'].includes(value(name)))
  if (command !== 'recover') {
    if (command !== undefined)
      for (const name of given)
        wrong(name, `belongs to recover, and the command is ${command}.`, `Leave ${name} out.`)
    return undefined
  }
  const [first, ...others] = given
  const together = given.length === 2 && given.includes('live') && given.includes('forget')
  if (!first) {
    wrong('command', 'is recover, and nothing says what to recover.', `Set one of ${NAMES.join(', ')}.`)
  } else if (others.length > 0 && !together) {
    wrong(
      first,
      `is given together with ${others.join(', ')}.`,
      'Do one after the other; only live and forget go together.'
    )
  }
  const baseline = parseBaseline(value('baseline'), wrong)
  const live = parseLive(value('live'), wrong)
  const breakClaim = parseClaim(value('break-claim'), wrong)
  return {
    liftApproval: parseFlag('lift-approval', value('lift-approval'), wrong),
    forget: parseFlag('forget', value('forget'), wrong),
    ...(baseline && { baseline }),
    ...(live && { live }),
    ...(breakClaim !== undefined && { breakClaim })
  }
}

function parseBaseline(text: string, wrong: Wrong): Recovery['baseline'] {
  if (text === '') return undefined
  const [, group, ...numbers] = /^([^\s=]+)=(\d{1,4})\/(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []
  const [min, desired, max] = numbers.map(Number)
  if (group === undefined || min === undefined || desired === undefined || max === undefined) {
    wrong('baseline', `must be GROUP=MIN/DESIRED/MAX, and is ${shown(text)}.`, 'Write e.g. web-blue=2/3/6.')
    return undefined
  }
  if (min > desired || desired > max) {
    wrong('baseline', `must hold min <= desired <= max, and is ${shown(text)}.`, 'Write e.g. web-blue=2/3/6.')
  }
  return { group, min, desired, max }
}

function parseLive(text: string, wrong: Wrong): Recovery['live'] {
  if (text === '') return undefined
  const [, service, colour] = /^([^\s=]+)=(blue|green)$/.exec(text) ?? []
  if (service === undefined || (colour !== 'blue' && colour !== 'green')) {
    wrong('live', `must be SERVICE=blue or SERVICE=green, and is ${shown(text)}.`, 'Write e.g. web=blue.')
    return undefined
  }
  return { service, colour }
}

function parseClaim(text: string, wrong: Wrong): string | undefined {
  if (text === '') return undefined
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(text)) {
    wrong(
      'break-claim',
      `must be the id of a claim, and is ${shown(text)}.`,
      'Copy it from the message that names it.'
    )
  }
  return text
}

function parseFlag(name: 'lift-approval' | 'forget', text: string, wrong: Wrong): boolean {
  if (['true', 'True', 'TRUE'].includes(text)) return true
  if (!['', 'false', 'False', 'FALSE'].includes(text)) {
    wrong(name, `must be true or false, and is ${shown(text)}.`, `Set ${name} to true or false.`)
  }
  return false
}
