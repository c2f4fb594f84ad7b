/** The action: inputs -> ports -> command -> report. The only file that steers @actions/core. */
import { randomBytes } from 'node:crypto'
import * as core from '@actions/core'
import { createAnnouncing } from './announce/announcing.ts'
import type { Outcome } from './announce/outcome.ts'
import { meansOfJob } from './approval-means.ts'
import { findingsOf, unstarted } from './commands/failure.ts'
import type { Options } from './commands/options.ts'
import { runCommand } from './commands/run.ts'
import type { Listener, RunReport } from './commands/run-events.ts'
import type { GitHubApi } from './github/api.ts'
import { runIsOver } from './github/run-is-over.ts'
import { githubOf } from './github-access.ts'
import { INPUTS } from './inputs/contract.ts'
import { parseInputs, type RawInputs } from './inputs/parse.ts'
import { unknownInputs } from './inputs/unknown.ts'
import { noteClaim, noteStart } from './post.ts'
import { completeProxies } from './proxy-variables.ts'
import type { Finding } from './release/codes.ts'
import type { Claim } from './release/journal/claim.ts'
import { headline, whatNext } from './report/headline.ts'
import { JOB_SUMMARY, sizeOf } from './report/notes/limits.ts'
import { newsOutputs, outputs } from './report/outputs.ts'
import { createProgress } from './report/progress.ts'
import { summary } from './report/summary.ts'
import { logLine } from './report/untrusted.ts'
import { listenForStop, type Stopping } from './stopping.ts'
import { connect, type Environment } from './wiring.ts'

/** Runs the action in this process. Never throws: whatever happens becomes an exit code, outputs and a summary. */
export async function runAction(): Promise<void> {
  noteStart()
  completeProxies(process.env)
  const stopping = listenForStop(process)
  let options: Options | undefined
  let gaveUp = false
  try {
    const raw = readInputs()
    options = parseInputs(raw, unknownInputs(process.env))
    const token = raw['github-token'] ?? ''
    if (token !== '') core.setSecret(token)
    const github = githubOf(process.env, token)
    const announcing = createAnnouncing(process.env, github, options, stopping.stop)
    const report = await execute(options, raw.region ?? '', github, announcing.listener, stopping)
    const shown = await publish(options, report)
    // What happened in AWS is told by now, whatever GitHub does.
    const outcome = await announcing.finish(report)
    gaveUp = outcome.gaveUp
    await publishNews(outcome, shown)
  } catch (error) {
    const findings = findingsOf(error)
    await publish(options, unstarted(findings, Date.now()))
    if (error instanceof Error && error.stack) core.debug(error.stack)
  }
  const code = stopping.exitCode()
  // Not only set: a request that was given up may hold the process open for longer than the runner waits.
  if (code !== undefined || gaveUp) process.exit(code ?? process.exitCode)
  stopping.release()
}

function readInputs(): RawInputs {
  return Object.fromEntries(INPUTS.map(({ name }) => [name, core.getInput(name)]))
}

async function execute(
  options: Options,
  region: string,
  github: GitHubApi | undefined,
  watcher: Listener,
  stopping: Stopping
): Promise<RunReport> {
  const run = runName(process.env)
  const claim = `${run}-${randomBytes(3).toString('hex')}`
  const connection = await connect(process.env, region, run)
  if (connection.twin) core.info(`Working on a twin at ${connection.twin}, not on AWS`)
  const progress = createProgress()
  try {
    return await runCommand(
      { ...connection, random: Math.random },
      {
        options,
        region: connection.region,
        claimant: { id: claim, by: runUrl(process.env) },
        ...(process.env.GITHUB_RUN_ID && { workflowRun: process.env.GITHUB_RUN_ID }),
        means: meansOfJob(
          process.env,
          options.approval ?? { allowBypass: false },
          github,
          process.env.ACTIONS_ID_TOKEN_REQUEST_URL ? () => core.getIDToken('bg-release') : undefined,
          stopping.stop
        ),
        ...(github && {
          isOver: (rival: Claim) =>
            runIsOver(github, rival, process.env.GITHUB_SERVER_URL ?? 'https://github.com', stopping.stop)
        }),
        listener: event => {
          const line = progress.line(event)
          if (line !== undefined) core.info(logLine(line))
          noteClaim(event, claim)
          watcher(event)
        },
        confirm: async () => true,
        stop: stopping.stop,
        abort: stopping.abort
      }
    )
  } finally {
    connection.close()
  }
}

/** @returns what the job summary got */
async function publish(options: Options | undefined, report: RunReport): Promise<string> {
  for (const [name, value] of Object.entries(outputs(report))) core.setOutput(name, value)
  for (const finding of report.findings) core.error(logLine(explain(finding)))
  const title = options === undefined ? 'bg-release did not start' : headline(options, report)
  const advice = whatNext(report)
  core.info(logLine([title, advice].filter(Boolean).join('. ')))
  if (report.status !== 'succeeded') process.exitCode = 1
  const text = summary(title, report)
  await addToSummary(text)
  return text
}

/** @param shown what the job summary has already */
async function publishNews({ announced, lines }: Outcome, shown: string): Promise<void> {
  for (const { level, text } of lines) {
    if (level === 'warning') core.warning(logLine(text))
    else core.info(logLine(text))
  }
  try {
    for (const [name, value] of Object.entries(newsOutputs(announced)))
      if (value !== '') core.setOutput(name, value)
  } catch (error) {
    core.warning(
      logLine(`The release notes are no output: ${error instanceof Error ? error.message : error}`)
    )
  }
  const { notes = '' } = announced
  if (notes !== '' && sizeOf(shown + notes, JOB_SUMMARY) < JOB_SUMMARY.most) await addToSummary(`\n${notes}`)
}

async function addToSummary(text: string): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return
  try {
    await core.summary.addRaw(text, true).write()
  } catch (error) {
    // A release that went well does not fail over its report.
    core.warning(
      logLine(`The job summary could not be written: ${error instanceof Error ? error.message : error}`)
    )
  }
}

const explain = (finding: Finding): string => `${finding.code}: ${finding.message} What to do: ${finding.fix}`

const runName = (env: Environment): string =>
  `${env.GITHUB_RUN_ID ?? 'local'}-${env.GITHUB_RUN_ATTEMPT ?? '1'}`

const runUrl = (env: Environment): string =>
  env.GITHUB_REPOSITORY && env.GITHUB_RUN_ID
    ? `${env.GITHUB_SERVER_URL ?? 'https://github.com'}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`
    : `run ${runName(env)}`
