/** Tells GitHub what a run did, after the AWS work: notes, GitHub Release, deployments, pull requests. */
import { LONGEST_DESCRIPTION, retireDeployments } from '../github/announce/deployment-status.ts'
import type { Announced } from '../report/outputs.ts'
import { shortened } from '../report/untrusted.ts'
import type { Ask } from './ask.ts'
import { bringsLive } from './news.ts'
import { type Notes, notesOf } from './notes.ts'
import { attempt, type Line, type Outcome } from './outcome.ts'
import { tellPullRequests } from './pull-requests.ts'
import { releaseCompleted, releaseMade } from './release.ts'
import { type Span, spanOf } from './span.ts'

/** For everything but pull requests, in ms of real time. */
const WITHIN_MS = 60_000
/** A hundred comments, three seconds apart. */
const PULL_REQUESTS_WITHIN_MS = 330_000

/** Throws nothing: what fails is a line. Does nothing more once `stop` aborts. */
export async function announce(ask: Ask): Promise<Outcome> {
  const { options, stop } = ask
  const lines: Line[] = []
  const within = (ms: number): AbortSignal => AbortSignal.any([stop, AbortSignal.timeout(ms)])
  const signal = within(WITHIN_MS)
  if (options.command === 'finalize') {
    const work = () => releaseCompleted(ask, lines, signal)
    const url = await attempt({ what: 'full GitHub Release', asked: true, work }, lines)
    return told(stop, url === undefined ? {} : { releaseUrl: url }, lines, signal.aborted)
  }
  const span = spanOf(ask.report)
  if (span === undefined) return { announced: {}, lines, gaveUp: false }
  const work = () => notesOf(ask, span, lines, signal)
  const notes = await attempt({ what: 'release notes', asked: isAsked(ask), work }, lines)
  const releaseUrl = notes && (await releaseOf(ask, span, notes, lines, signal))
  if (options.command === 'rollback') await retire(ask, span, notes, lines, signal)
  const longer = within(PULL_REQUESTS_WITHIN_MS)
  if (notes) await pullRequests(ask, span, notes, releaseUrl, lines, longer)
  return told(
    stop,
    {
      ...(notes && ask.report.changed && { notes: notes.internal, userNotes: notes.user }),
      ...(releaseUrl !== undefined && { releaseUrl })
    },
    lines,
    signal.aborted || longer.aborted
  )
}

/** Whoever stops a run knows that it did not end its work. */
const told = (stop: AbortSignal, announced: Announced, lines: readonly Line[], gaveUp: boolean): Outcome => ({
  announced,
  lines: stop.aborted ? lines.filter(({ level }) => level === 'info') : lines,
  gaveUp
})

/** Whether an input asks for anything that is made of the changes. */
const isAsked = ({ options: { announce } }: Ask): boolean =>
  announce.release !== 'none' || announce.comments || announce.liveLabel !== undefined

async function releaseOf(ask: Ask, span: Span, notes: Notes, lines: Line[], signal: AbortSignal) {
  if (!bringsLive(ask.options.command) || ask.options.announce.release === 'none') return undefined
  const work = () => releaseMade(ask, span, notes, lines, signal)
  return await attempt({ what: 'GitHub Release', asked: true, work }, lines)
}

/** The deployment of the version that was taken back no longer stands. */
async function retire(ask: Ask, span: Span, notes: Notes | undefined, lines: Line[], signal: AbortSignal) {
  const own = await ask.deployment()
  const known = notes && notes.changes.kind !== 'unknown' ? notes.changes.base.commit : undefined
  const commit = known ?? span.before?.commit
  if (own === undefined || commit === undefined) return
  const { github, place } = ask
  const { environment, id } = own
  const text = {
    description: shortened(`Rolled back to ${span.now.version}`, LONGEST_DESCRIPTION),
    logUrl: place.build.url
  }
  const work = () =>
    retireDeployments(github, place.repository, { environment, commit, except: id }, text, signal)
  const retired = await attempt(
    { what: `deployment of ${environment} marked inactive`, asked: false, work },
    lines
  )
  if (retired)
    lines.push({ level: 'info', text: `Marked the deployment of ${span.before?.version ?? commit} inactive` })
}

async function pullRequests(
  ask: Ask,
  span: Span,
  { changes }: Notes,
  releaseUrl: string | undefined,
  lines: Line[],
  signal: AbortSignal
): Promise<void> {
  const { comments, liveLabel } = ask.options.announce
  if (!ask.report.changed || !(comments || liveLabel !== undefined)) return
  const work = () => tellPullRequests(ask, span, changes, releaseUrl, lines, signal)
  await attempt({ what: 'news for pull requests', asked: true, work }, lines)
}
