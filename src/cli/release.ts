import { randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { meansOfPerson } from '../approval-means.ts'
import { findingsOf, unstarted } from '../commands/failure.ts'
import type { Options } from '../commands/options.ts'
import { runCommand } from '../commands/run.ts'
import type { RunReport } from '../commands/run-events.ts'
import { githubOf } from '../github-access.ts'
import { parseInputs, type RawInputs } from '../inputs/parse.ts'
import type { Finding } from '../release/codes.ts'
import { headline, whatNext } from '../report/headline.ts'
import { outputs } from '../report/outputs.ts'
import { createProgress } from '../report/progress.ts'
import { groupLines, groupText } from '../report/standing.ts'
import { jsonLine, logLine } from '../report/untrusted.ts'
import type { Stopping } from '../stopping.ts'
import { connect, type Environment } from '../wiring.ts'
import { confirmOnTerminal, type Terminal } from './confirm.ts'

export interface ReleaseInvocation {
  readonly raw: RawInputs
  readonly json: boolean
  readonly yes: boolean
  /** Of finalize: a run that was approved. */
  readonly approvedByRun?: string
  /** Of finalize: `name: reason`. */
  readonly overrideApproval?: string
}

/** Runs deploy, rollback, finalize or status from a terminal. @returns the exit code */
export async function releaseFromTerminal(
  invocation: ReleaseInvocation,
  env: Environment,
  terminal: Terminal,
  print: (line: string) => void,
  stopping: Stopping
): Promise<number> {
  const { json, raw } = invocation
  try {
    const options = parseInputs(raw)
    const report = await execute(options, invocation, env, terminal, stopping)
    tell(options, report, json, terminal, print)
    return stopping.exitCode() ?? (report.status === 'succeeded' ? 0 : 1)
  } catch (error) {
    const findings = findingsOf(error)
    for (const finding of findings) terminal.write(explain(finding))
    if (json)
      print(
        jsonLine({
          ...outputs(unstarted(findings, Date.now())),
          changed: false,
          groups: [],
          findings,
          timeline: []
        })
      )
    return stopping.exitCode() ?? 1
  }
}

async function execute(
  options: Options,
  { raw, yes, approvedByRun, overrideApproval }: ReleaseInvocation,
  env: Environment,
  terminal: Terminal,
  stopping: Stopping
): Promise<RunReport> {
  const said = {
    ...(approvedByRun !== undefined && { run: approvedByRun }),
    ...(overrideApproval !== undefined && { override: overrideApproval })
  }
  const github = approvedByRun === undefined ? undefined : githubOf(env, env.GITHUB_TOKEN ?? '')
  const means = meansOfPerson(env, said, options.approval?.environment, github, stopping.stop)
  const id = `cli-${randomBytes(5).toString('hex')}`
  const connection = await connect(env, raw.region ?? '', id)
  if (connection.twin) terminal.write(`Working on a twin at ${connection.twin}, not on AWS`)
  const progress = createProgress()
  try {
    return await runCommand(
      { ...connection, random: Math.random },
      {
        options,
        region: connection.region,
        claimant: { id, by: `${userName()}@${hostname()}` },
        means,
        listener: event => {
          const line = progress.line(event)
          if (line !== undefined) terminal.write(logLine(line))
        },
        confirm: async (subjects, goal) =>
          yes || (await confirmOnTerminal(terminal, subjects, goal, stopping.stop)),
        stop: stopping.stop,
        abort: stopping.abort
      }
    )
  } finally {
    connection.close()
  }
}

function tell(
  options: Options,
  report: RunReport,
  json: boolean,
  terminal: Terminal,
  print: (line: string) => void
): void {
  for (const finding of report.findings) terminal.write(explain(finding))
  if (json) {
    const { findings, timeline } = report
    print(
      jsonLine({
        ...outputs(report),
        changed: report.changed,
        groups: groupLines(report),
        findings,
        timeline
      })
    )
    return
  }
  for (const row of groupLines(report)) print(groupText(row))
  print(logLine(headline(options, report)))
  const advice = whatNext(report)
  if (advice) print(advice)
}

const explain = (finding: Finding): string =>
  `${logLine(`${finding.code}: ${finding.message}`)}\n  ${logLine(finding.fix)}`

/** A user without a passwd entry (a container with a bare uid) has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
