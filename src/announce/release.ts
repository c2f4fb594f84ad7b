/** The GitHub Release of what a run released or finalized. */
import { completeRelease, makeRelease } from '../github/announce/release-page.ts'
import { isRefName } from '../github/find-revision.ts'
import { versionIn } from '../report/services.ts'
import type { Ask } from './ask.ts'
import type { Notes } from './notes.ts'
import type { Line } from './outcome.ts'
import type { Span } from './span.ts'

/**
 * @returns its address, where there is one
 * @throws GitHubError; the signal's reason
 */
export async function releaseMade(
  ask: Ask,
  span: Span,
  { changes, internal }: Notes,
  lines: Line[],
  signal: AbortSignal
): Promise<string | undefined> {
  const { github, place, options } = ask
  const tag = options.announce.releaseTag ?? span.now.version
  const head = changes.kind === 'unknown' ? span.now.commit : changes.head.commit
  const none = (why: string) => void lines.push({ level: 'warning', text: `No GitHub Release: ${why}` })
  if (!isRefName(tag)) return none(`${tag} can be no tag; set release-tag.`)
  if (head === undefined || (changes.kind === 'unknown' && changes.missing === 'head'))
    return none(`nobody knows the commit of ${span.now.version}; set commit.`)
  const prerelease = options.announce.release === 'prerelease'
  const made = await makeRelease(
    github,
    place.repository,
    { tag, commit: head, body: internal, prerelease },
    signal
  )
  switch (made.kind) {
    case 'tag-elsewhere':
      return none(`the tag ${tag} names ${made.commit}, and ${head} was released; set release-tag.`)
    case 'exists':
      lines.push({ level: 'info', text: `The GitHub Release ${tag} exists already and is left as it is` })
      return urlOf(ask, tag)
    case 'made':
      lines.push({ level: 'info', text: `Made the GitHub ${prerelease ? 'prerelease' : 'Release'} ${tag}` })
      return urlOf(ask, tag)
  }
}

/**
 * After finalize: the prerelease becomes a full one.
 * @returns its address, where there is one
 * @throws GitHubError; the signal's reason
 */
export async function releaseCompleted(
  ask: Ask,
  lines: Line[],
  signal: AbortSignal
): Promise<string | undefined> {
  const tag = ask.options.announce.releaseTag ?? versionIn(ask.report, 'live')
  if (tag === undefined || !isRefName(tag)) {
    lines.push({ level: 'warning', text: 'No full GitHub Release: no tag is known; set release-tag.' })
    return undefined
  }
  const became = await completeRelease(ask.github, ask.place.repository, tag, signal)
  if (became === 'none') {
    lines.push({ level: 'warning', text: `No full GitHub Release: there is none with the tag ${tag}.` })
    return undefined
  }
  if (became === 'completed')
    lines.push({ level: 'info', text: `The GitHub Release ${tag} is a prerelease no longer` })
  return urlOf(ask, tag)
}

const urlOf = ({ place: { serverUrl, repository } }: Ask, tag: string): string =>
  `${serverUrl}/${repository.owner}/${repository.name}/releases/tag/${encodeURIComponent(tag)}`
