/** After the job: signs off for a run that was killed before it could, and says where things stand. */
import * as core from '@actions/core'
import { closeClaim } from './commands/close-claim.ts'
import { findingsOf } from './commands/failure.ts'
import type { RunEvent } from './commands/run-events.ts'
import { logLine } from './report/untrusted.ts'
import { connect } from './wiring.ts'

/** The runner gives post steps their time, but an exit shall not hang on AWS. */
const LIMIT_MS = 20_000

const CLAIM = 'claim'
const GROUPS = 'groups'
const SIGNED_OFF = 'signed-off'
const STARTED = 'started'

/** Whether this process is the action's post step. */
export const isPost = (): boolean => core.getState(STARTED) === 'true'

/** Notes for the post step that the action was begun. */
export const noteStart = (): void => core.saveState(STARTED, 'true')

/** Notes what the post step has to know of the claim. */
export function noteClaim(event: RunEvent, claim: string): void {
  if (event.kind === 'claiming') {
    core.saveState(CLAIM, claim)
    core.saveState(GROUPS, JSON.stringify(event.groups))
  }
  if (event.kind === 'signed-off') core.saveState(SIGNED_OFF, 'true')
}

/** Never throws and never fails the job: what failed is told already, by the step that was killed. */
export async function runPost(): Promise<void> {
  const claim = core.getState(CLAIM)
  if (claim === '' || core.getState(SIGNED_OFF) === 'true') return
  try {
    const groups = groupsOf(core.getState(GROUPS))
    const connection = await connect(process.env, core.getInput('region'), `${claim}-post`)
    const closed = await closeClaim(connection, groups, claim, AbortSignal.timeout(LIMIT_MS))
    connection.close()
    if (closed === 0) return
    core.warning(KILLED)
    if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(`> ${KILLED}\n`, true).write()
  } catch (error) {
    const [finding] = findingsOf(error)
    core.warning(logLine(`The claim of the killed run stays behind. ${finding.code}: ${finding.message}`))
  }
}

const KILLED =
  'The release was killed before it could sign off. Nothing was undone: the release stands where it was, and its journal is in the tags of the groups. Run status to see where, then the same command again to go on, or rollback to undo the release. Until six minutes from now the next run only adds and takes nothing away.'

function groupsOf(text: string): readonly string[] {
  const groups: unknown = JSON.parse(text)
  return Array.isArray(groups) ? groups.map(String) : []
}
