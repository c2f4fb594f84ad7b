/** The release notes of a run, for both audiences. */
import type { Changes } from '../github/changes.ts'
import { collectChanges } from '../github/changes-between.ts'
import { readNotesRules } from '../github/notes-rules.ts'
import type { NotesContext } from '../report/notes/context.ts'
import { effectiveRules } from '../report/notes/default-rules.ts'
import { internalNotes } from '../report/notes/internal.ts'
import type { Limit } from '../report/notes/limits.ts'
import { userNotes } from '../report/notes/user.ts'
import type { Ask } from './ask.ts'
import { bringsLive } from './news.ts'
import type { Line } from './outcome.ts'
import type { Span } from './span.ts'

/** Fits a GitHub Release, and an environment variable of Linux, by which outputs come to other steps (128 KiB each). */
const NOTES: Limit = { most: 125_000, of: 'bytes' }

export interface Notes {
  readonly changes: Changes
  /** For the team, in Markdown, at most `limit` long. */
  readonly internal: string
  /** For users of the service, in Markdown. */
  readonly user: string
}

/** @throws GitHubError; the signal's reason */
export async function notesOf(ask: Ask, span: Span, lines: Line[], signal: AbortSignal): Promise<Notes> {
  const { github, place, options, report } = ask
  const { announce } = options
  // What ran in the environment before is known by its deployment, where nobody noted the commit.
  const environment =
    bringsLive(options.command) && span.before && !span.before.commit
      ? (await ask.deployment())?.environment
      : undefined
  const changes = await collectChanges(
    github,
    {
      repository: place.repository,
      base: { ...span.before, ...(environment !== undefined && { environment }) },
      head: span.now,
      ...(announce.issueProjects && { issueProjects: announce.issueProjects })
    },
    signal
  )
  const found =
    changes.kind === 'unknown'
      ? { kind: 'none' as const }
      : await readNotesRules(github, place.repository, changes.head.commit, signal)
  if (found.kind === 'broken')
    lines.push({
      level: 'warning',
      text: `${found.path} cannot be used (${found.problem}): notes have the usual headings.`
    })
  if (span.mixed)
    lines.push({
      level: 'info',
      text: 'The services of the fleet came from different versions: notes are about the first.'
    })
  const context: NotesContext = {
    service: options.imageName,
    version: span.now.version,
    ...(span.before && { previousVersion: span.before.version }),
    at: report.endedAt,
    build: place.build,
    serverUrl: place.serverUrl,
    ...(announce.issueUrl !== undefined && { issueUrl: announce.issueUrl }),
    rules: effectiveRules(found),
    limit: NOTES,
    ping: announce.ping
  }
  return { changes, internal: internalNotes(changes, context), user: userNotes(changes, context) }
}
