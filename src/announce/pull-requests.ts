/** Pull requests are told where they stand: a comment, a label. */

import { keepComment } from '../github/announce/pull-comment.ts'
import { setLabel } from '../github/announce/pull-label.ts'
import { GitHubError } from '../github/api.ts'
import type { Changes, Range } from '../github/changes.ts'
import { liveComment, liveMarker } from '../report/notes/live-comment.ts'
import type { Ask } from './ask.ts'
import { type Line, reason } from './outcome.ts'
import type { Span } from './span.ts'

/** So many are told; writes that notify people are seconds apart. */
const MOST = 100
/** Of those that are not told so many are named. */
const NAMED = 30
/** One may be locked; when several fail in a row the others would too. */
const FAILURES_IN_A_ROW = 3

interface Told {
  readonly number: number
  readonly live: boolean
}

/** Where pull requests stand after these changes: what a release brought is live, what it lacks is not. */
export function toldBy(changes: Changes): readonly Told[] {
  const of = (range: Range, live: boolean): readonly Told[] =>
    range.kind === 'listed' ? range.pullRequests.map(({ number }) => ({ number, live })) : []
  switch (changes.kind) {
    case 'unknown':
    case 'identical':
      return []
    case 'ahead':
      return of(changes.added, true)
    case 'behind':
      return of(changes.removed, false)
    case 'diverged':
      return [...of(changes.added, true), ...of(changes.removed, false)]
  }
}

/** Tells them one after the other. Failures become lines; it throws nothing but the reason of `signal`'s own abort. */
export async function tellPullRequests(
  ask: Ask,
  span: Span,
  changes: Changes,
  releaseUrl: string | undefined,
  lines: Line[],
  signal: AbortSignal
): Promise<void> {
  const all = toldBy(changes)
  const environment = (await ask.deployment())?.environment
  const left: number[] = []
  let failures = 0
  let why = `at most ${MOST} are told at once.`
  for (const [place, told] of all.entries()) {
    if (place >= MOST || failures >= FAILURES_IN_A_ROW || signal.aborted) {
      left.push(told.number)
      continue
    }
    try {
      await tell(ask, span, told, { releaseUrl, environment }, signal)
      failures = 0
    } catch (error) {
      left.push(told.number)
      why = reason(error)
      const ofThisOne =
        error instanceof GitHubError && ['denied', 'not-found', 'refused'].includes(error.kind)
      failures = ofThisOne ? failures + 1 : FAILURES_IN_A_ROW
    }
  }
  if (all.length > left.length)
    lines.push({ level: 'info', text: `Told ${all.length - left.length} pull requests where they stand` })
  if (left.length === 0) return
  const named = left.slice(0, NAMED).map(number => `#${number}`)
  const more = left.length > NAMED ? ` and ${left.length - NAMED} more` : ''
  lines.push({ level: 'warning', text: `Not told: ${named.join(', ')}${more}: ${why}` })
}

async function tell(
  { github, place, options, report }: Ask,
  span: Span,
  { number, live }: Told,
  seen: { readonly releaseUrl: string | undefined; readonly environment: string | undefined },
  signal: AbortSignal
): Promise<void> {
  const { comments, liveLabel } = options.announce
  if (comments) {
    const text = liveComment({
      live,
      rollback: options.command === 'rollback',
      service: options.imageName,
      version: span.now.version,
      ...(seen.environment !== undefined && { environment: seen.environment }),
      at: report.endedAt,
      build: place.build,
      ...(seen.releaseUrl !== undefined && { releaseUrl: seen.releaseUrl })
    })
    const marker = liveMarker(options.imageName, options.asgPrefix)
    await keepComment(github, place.repository, number, marker, text, signal)
  }
  if (liveLabel !== undefined) await setLabel(github, place.repository, number, liveLabel, live, signal)
}
