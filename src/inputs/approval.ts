/** The inputs that say who has to approve a finalize. */
import { type ApprovalOptions, type CommandName, releases } from '../commands/options.ts'
import { fitsTag } from '../release/approval/requirement.ts'
import type { InputName } from './contract.ts'

/**
 * @param wrong told what is wrong: the name of the input, what follows it in the message, and what to do
 * @returns undefined on commands that end nothing that was ever good
 */
export function parseApproval(
  command: CommandName | undefined,
  value: (name: InputName) => string,
  allowBypass: boolean,
  wrong: (name: InputName, problem: string, fix: string) => void
): ApprovalOptions | undefined {
  const environment = value('approval-environment')
  const checkRun = value('check-run-id')
  if (!fitsTag(environment)) {
    wrong(
      'approval-environment',
      'is a name that does not fit into a tag: 200 characters, of which every one that is no letter, digit or one of -.:/@ counts three or more.',
      'Give the environment a shorter name.'
    )
  }
  if (checkRun !== '' && !/^[1-9]\d{0,14}$/.test(checkRun)) {
    wrong('check-run-id', 'must be a number.', 'Leave check-run-id at its default.')
  }
  if (allowBypass && command !== 'finalize') {
    wrong('allow-bypass', 'belongs to finalize.', 'Leave allow-bypass out.')
  }
  if (allowBypass && environment === '') {
    wrong(
      'allow-bypass',
      'is set without approval-environment.',
      'Name the environment whose bypass counts as an approval.'
    )
  }
  if (environment !== '' && command !== undefined && !releases(command) && command !== 'finalize') {
    wrong(
      'approval-environment',
      `belongs to deploy and finalize, and the command is ${command}.`,
      'Leave approval-environment out: this command ends nothing that was live, and asks nobody.'
    )
  }
  if (!releases(command) && command !== 'finalize') return undefined
  return {
    allowBypass,
    ...(environment !== '' && { environment }),
    ...(checkRun !== '' && { checkRunId: Number(checkRun) })
  }
}
