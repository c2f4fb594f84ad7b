/** Turns inputs into options, or says everything that is wrong with them at once. No AWS call comes before this. */
import { COMMANDS, type CommandName, type Options, releases } from '../commands/options.ts'
import { type Finding, ReleaseError } from '../release/codes.ts'
import type { AfterRollback } from '../release/goal.ts'
import type { InitialCapacity } from '../release/journal/journal.ts'
import { parseAnnounce } from './announce.ts'
import { parseApproval } from './approval.ts'
import { INPUTS, type InputName } from './contract.ts'
import { parseRecovery } from './recovery.ts'
import { parseShare } from './share.ts'
import { shown } from './shown.ts'

export type RawInputs = Readonly<Partial<Record<InputName, string>>>

/** A repository with or without a registry, as it stands in a tag value (at most 256 characters). */
const IMAGE_NAME = /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}$/
/** A tag (Docker reference grammar) or a digest. */
const IMAGE_VERSION = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|sha256:[0-9a-f]{64})$/
/** What an Auto Scaling group name may hold, without the characters of ARNs, lists and patterns. */
const GROUP_NAME = /^[A-Za-z0-9_][A-Za-z0-9_./@+=#-]{0,248}$/
/** Full, of SHA-1. */
const COMMIT = /^[0-9a-f]{40}$/
const LONGEST_TIMEOUT_MINUTES = 1440

/**
 * @param unknown what is wrong already, told first
 * @throws ReleaseError `BGR-INPUT` with one finding for each input that is wrong
 */
export function parseInputs(raw: RawInputs, unknown: readonly Finding[] = []): Options {
  // One finding for each input: what comes after the first is mostly a consequence of it.
  const problems = new Map<InputName, Finding>()
  const wrong: Wrong = (name, problem, fix) => {
    if (!problems.has(name)) problems.set(name, { code: 'BGR-INPUT', message: `${name} ${problem}`, fix })
  }
  const value = (name: InputName): string => (raw[name] ?? '').trim()

  for (const { name } of INPUTS) {
    if (/\$\{\{|^\*\*\*$/.test(value(name))) {
      wrong(
        name,
        `is ${shown(value(name))}: an expression that was never replaced.`,
        'Check the quoting of the workflow.'
      )
    }
  }
  const matching = (name: InputName, form: RegExp, what: string, example: string): string => {
    const text = value(name)
    if (text === '') wrong(name, 'is missing.', `Set ${name} to ${what}, e.g. ${example}.`)
    else if (!form.test(text))
      wrong(name, `must be ${what}, and is ${shown(text)}.`, `Correct it, e.g. ${example}.`)
    return text
  }
  const command = parseCommand(value('command'), wrong)
  const imageName = matching('image-name', IMAGE_NAME, 'the name of an image', 'acme/web')
  const asgPrefix = matching('asg-prefix', GROUP_NAME, 'the beginning of the names of the groups', 'web')
  const service =
    value('service') === '' ? undefined : matching('service', GROUP_NAME, 'the name of a service', 'web-api')
  const imageVersion = releases(command)
    ? matching('image-version', IMAGE_VERSION, 'a Docker tag or a sha256 digest', '1.4.2')
    : undefined
  const commit = parseCommit(value('commit'), wrong)
  const account = parseAccount(value('account'), wrong)
  const redeploy = parseBoolean('redeploy', value('redeploy'), wrong)
  const keepIdleScaling = parseBoolean('keep-idle-scaling', value('keep-idle-scaling'), wrong)
  const allowSticky = parseBoolean('allow-sticky', value('allow-sticky'), wrong)
  const allowMixed = parseBoolean('allow-mixed', value('allow-mixed'), wrong)
  const afterRollback = parseAfterRollback(value('after-rollback'), wrong)
  const acceptCapacity = parseShare(command, value('accept-capacity'), wrong)
  const recovery = parseRecovery(command, value, wrong)
  const allowBypass = parseBoolean('allow-bypass', value('allow-bypass'), wrong)
  const approval = parseApproval(command, value, allowBypass, wrong)
  const announce = parseAnnounce(
    value,
    {
      comments: parseBoolean('comment-on-prs', value('comment-on-prs'), wrong),
      ping: parseBoolean('notes-ping', value('notes-ping'), wrong)
    },
    wrong
  )
  const initialCapacity = parseCapacity(value('initial-capacity'), wrong)
  const timeoutMs = parseMinutes(value('timeout'), wrong) * 60_000
  if (command !== undefined && !releases(command)) {
    const given: readonly InputName[] = (['image-version', 'initial-capacity'] as const).filter(
      name => value(name) !== ''
    )
    const misplaced: readonly InputName[] = redeploy ? [...given, 'redeploy'] : given
    for (const name of misplaced) {
      wrong(
        name,
        `belongs to deploy, and the command is ${command}.`,
        `Leave ${name} empty. ${MEANING[command] ?? ''}`
      )
    }
  }
  const [first, ...more] = [...unknown, ...problems.values()]
  if (first) throw new ReleaseError([first, ...more])
  return {
    command: command ?? 'status',
    imageName,
    asgPrefix,
    redeploy,
    keepIdleScaling,
    allowSticky,
    allowMixed,
    afterRollback,
    timeoutMs,
    announce,
    // The action's default is there on every command; a promote may run on a later commit than what was prepared.
    ...(releases(command) && command !== 'promote' && commit !== '' && { commit }),
    ...(imageVersion !== undefined && { imageVersion }),
    ...(service !== undefined && { service }),
    ...(account !== undefined && { account }),
    ...(initialCapacity && { initialCapacity }),
    ...(approval && { approval }),
    ...(acceptCapacity !== undefined && { acceptCapacity }),
    ...(recovery && { recovery })
  }
}

const MEANING: Readonly<Partial<Record<CommandName, string>>> = {
  rollback: 'A rollback brings back the version that ran before the release.',
  finalize: 'Finalize ends what the last release left behind.',
  status: 'Status changes nothing.',
  recover: 'Recover releases nothing.'
}

/** `problem` follows the name of the input in the message. */
type Wrong = (name: InputName, problem: string, fix: string) => void

function parseCommand(text: string, wrong: Wrong): CommandName | undefined {
  const command = COMMANDS.find(name => name === text)
  if (command) return command
  const close = COMMANDS.find(name => name === text.toLowerCase())
  const fix = close ? `Write ${close}.` : `Set command to one of ${COMMANDS.join(', ')}.`
  if (text === '') wrong('command', 'is missing.', fix)
  else wrong('command', `must be one of ${COMMANDS.join(', ')}, and is ${shown(text)}.`, fix)
  return undefined
}

/** The spellings of YAML 1.2's core schema, which @actions/core's getBooleanInput takes too. */
function parseBoolean(name: InputName, text: string, wrong: Wrong): boolean {
  if (['true', 'True', 'TRUE'].includes(text)) return true
  if (!['', 'false', 'False', 'FALSE'].includes(text)) {
    wrong(name, `must be true or false, and is ${shown(text)}.`, `Set ${name} to true or false.`)
  }
  return false
}

function parseAfterRollback(text: string, wrong: Wrong): AfterRollback {
  if (text === 'standby') return 'standby'
  if (text !== '' && text !== 'terminate') {
    wrong(
      'after-rollback',
      `must be terminate or standby, and is ${shown(text)}.`,
      'Write terminate to end the rejected version, or standby to keep it parked.'
    )
  }
  return 'terminate'
}

function parseCommit(text: string, wrong: Wrong): string {
  const commit = text.toLowerCase()
  if (commit !== '' && !COMMIT.test(commit)) {
    wrong(
      'commit',
      `must be a full SHA, 40 hexadecimal digits, and is ${shown(text)}.`,
      'Leave commit at its default, or empty where nobody knows it.'
    )
  }
  return commit
}

function parseAccount(text: string, wrong: Wrong): string | undefined {
  if (text === '') return undefined
  if (!/^\d{12}$/.test(text)) {
    wrong(
      'account',
      `must be twelve digits, and is ${shown(text)}.`,
      'Write e.g. "111122223333", in quotes: YAML drops leading zeros.'
    )
  }
  return text
}

function parseCapacity(text: string, wrong: Wrong): InitialCapacity | undefined {
  if (text === '') return undefined
  const parts = /^(\d{1,4})\/(\d{1,4})\/(\d{1,4})$/.exec(text)
  const [min, desired, max] = (parts ?? []).slice(1).map(Number)
  if (min === undefined || desired === undefined || max === undefined) {
    wrong(
      'initial-capacity',
      `must be min/desired/max, and is ${shown(text)}.`,
      'Write three whole numbers, e.g. 2/3/6.'
    )
    return undefined
  }
  if (desired < 1 || min > desired || desired > max) {
    wrong(
      'initial-capacity',
      `must hold min <= desired <= max and a desired of at least 1, and is ${text}.`,
      'Write e.g. 2/3/6.'
    )
  }
  return { min, desired, max }
}

function parseMinutes(text: string, wrong: Wrong): number {
  if (text === '') return 30
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (minutes < 1 || minutes > LONGEST_TIMEOUT_MINUTES) {
    wrong(
      'timeout',
      `must be a whole number of minutes from 1 to ${LONGEST_TIMEOUT_MINUTES}, and is ${shown(text)}.`,
      'Write e.g. 30.'
    )
    return 30
  }
  return minutes
}
