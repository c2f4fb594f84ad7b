import type { RunReport } from '../commands/run-events.ts'
import { approvalLine, approvalWarnings } from './approval.ts'
import { whatNext } from './headline.ts'
import { noteText } from './note-text.ts'
import { phaseOf } from './services.ts'
import { groupLines } from './standing.ts'
import { code, prose } from './untrusted.ts'

/** Where docs/troubleshooting.md stands for a reader of a job summary. */
const TROUBLESHOOTING = 'docs/troubleshooting.md'
/** A summary above 1 MiB is dropped by the runner; a release of a large fleet has a long timeline. */
const TIMELINE_ENTRIES = 200

const MARK = { succeeded: '✅', failed: '❌', stopped: '⏹️' } as const

/** The job summary, in Markdown. `title` is the outcome in one sentence. */
export function summary(title: string, report: RunReport): string {
  return [
    `## ${MARK[report.status]} ${prose(title)}`,
    ...report.findings.map(
      finding =>
        `> **${finding.code}** (${TROUBLESHOOTING}): ${prose(finding.message)}\n>\n> **What to do:** ${prose(finding.fix)}`
    ),
    notes(report),
    groupTable(report),
    facts(report),
    ...(report.approval ? [approvalLine(report.approval), ...approvalWarnings(report.approval)] : []),
    whatNext(report) ?? '',
    timeline(report)
  ]
    .filter(part => part !== '')
    .join('\n\n')
    .concat('\n')
}

function notes(report: RunReport): string {
  const several = report.services.length > 1
  return (report.notes ?? []).map(each => `- ${prose(noteText(each, several))}`).join('\n')
}

function groupTable(report: RunReport): string {
  const lines = groupLines(report)
  if (lines.length === 0) return ''
  return [
    '| | group | version | instances | min / desired / max | suspended |',
    '|---|---|---|---|---|---|',
    ...lines.map(
      line =>
        `| ${line.role} | ${code(line.name)} | ${code(line.version)} | ${prose(line.instances)} | ${line.sizes} | ${prose(line.suspended)} |`
    )
  ].join('\n')
}

function facts(report: RunReport): string {
  const took = `took ${duration(report.endedAt - report.startedAt)}`
  const mixed =
    report.mixedMs === undefined ? [] : [`both versions answered for at most ${duration(report.mixedMs)}`]
  const phase = phaseOf(report)
  const place = phase ? [`phase ${phase}`] : []
  const releases = [...new Set(report.services.map(service => service.place?.release ?? 0))]
  const release = releases.length === 1 ? [`release ${releases[0]}`] : []
  const [first] = report.services
  const region = first ? [`${first.pair.region}, account ${first.pair.account}`] : []
  return [...place, ...release, ...region, took, ...mixed].join(' · ')
}

function timeline(report: RunReport): string {
  const entries = report.timeline.slice(0, TIMELINE_ENTRIES)
  if (entries.length === 0) return ''
  const more = report.timeline.length - entries.length
  const several = report.services.length > 1
  return [
    `<details><summary>${report.timeline.length} steps</summary>`,
    '',
    ...entries.map(
      entry =>
        `- ${new Date(entry.at).toISOString().slice(11, 19)} ${prose(several ? `${entry.service}: ${entry.text}` : entry.text)}`
    ),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    '</details>'
  ].join('\n')
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
