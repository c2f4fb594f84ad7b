import type { Author, Changes, DirectCommit, PullRequest, Range } from '../../github/changes.ts'
import { brief, code, link, shortened } from '../untrusted.ts'
import { categorized } from './categorize.ts'
import type { NotesContext } from './context.ts'
import { fitted, type Section } from './limits.ts'
import { type References, references } from './references.ts'

/** Names at the end; the pull requests carry them all. */
const CONTRIBUTORS = 50

/** Notes for the people who work on the service, in Markdown: numbers, authors, labels, issues, commits, build. */
export function internalNotes(changes: Changes, context: NotesContext): string {
  const to = references(changes.repository, context)
  const ranges = rangesOf(changes)
  const sections = ranges.flatMap(({ title, range }) => rangeSections(title, range, context, to))
  return fitted(
    {
      head: [
        `# ${brief(context.service)} ${brief(context.version)}`,
        factLine(changes, context, to),
        ...standing(changes, context, to),
        ...ranges.flatMap(({ title, range }) => tooMany(title, range))
      ],
      sections,
      foot: contributors(
        ranges.map(({ range }) => range),
        to
      ),
      more: left => `… and ${left} more${comparison(changes, to, ': ')}`
    },
    context.limit
  )
}

interface TitledRange {
  /** Empty where the range is what the reader expects: what the version brings. */
  readonly title: string
  readonly range: Range
}

function rangesOf(changes: Changes): readonly TitledRange[] {
  switch (changes.kind) {
    case 'unknown':
    case 'identical':
      return []
    case 'ahead':
      return [{ title: '', range: changes.added }]
    case 'behind':
      return [{ title: 'Removed by this rollback', range: changes.removed }]
    case 'diverged':
      return [
        { title: 'Added', range: changes.added },
        { title: 'Removed', range: changes.removed }
      ]
  }
}

/** Date, build, versions and extent in one line. */
function factLine(changes: Changes, { at, build, previousVersion }: NotesContext, to: References): string {
  const from = previousVersion === undefined ? [] : [`before: ${brief(previousVersion)}`]
  const run = build === undefined ? [] : [`build ${link(`#${shortened(build.number)}`, build.url)}`]
  const commit = changes.kind === 'unknown' ? [] : [`commit ${to.commit(changes.head.commit)}`]
  return [
    new Date(at).toISOString().slice(0, 10),
    ...run,
    ...from,
    ...commit,
    ...rangesOf(changes).flatMap(extent),
    comparison(changes, to)
  ]
    .filter(part => part !== '')
    .join(' · ')
}

function extent({ title, range }: TitledRange): readonly string[] {
  if (range.kind === 'too-many') return []
  const count = (number: number, name: string) => `${number} ${name}${number === 1 ? '' : 's'}`
  const extent = `${count(range.pullRequests.length, 'pull request')}, ${count(range.commits, 'commit')}`
  return [title === '' ? extent : `${title.toLowerCase()}: ${extent}`]
}

/** Links to GitHub's own comparison. */
function comparison(changes: Changes, to: References, before = ''): string {
  if (changes.kind === 'unknown' || changes.kind === 'identical') return ''
  const { base, head } = changes
  const forward = to.compareUrl(base.commit, head.commit)
  const back = to.compareUrl(head.commit, base.commit)
  if (changes.kind === 'diverged')
    return `${before}${link('all added', forward)}, ${link('all removed', back)}`
  return `${before}${link('all changes', changes.kind === 'behind' ? back : forward)}`
}

/** How the two versions lie to each other, where it is not simply forward. */
function standing(
  changes: Changes,
  { version, previousVersion }: NotesContext,
  to: References
): readonly string[] {
  const before = previousVersion === undefined ? 'the version before' : brief(previousVersion)
  switch (changes.kind) {
    case 'unknown': {
      const tried =
        changes.tried.length === 0
          ? 'no commit, version or environment is known'
          : `looked for ${changes.tried.map(ref => code(shortened(ref))).join(', ')}`
      return changes.missing === 'base'
        ? [`There is no earlier version to compare with (${tried}).`]
        : [`The commit of this version is not in the repository (${tried}).`]
    }
    case 'identical':
      return [`No changes: ${brief(version)} is built from the commit that ${before} was built from.`]
    case 'ahead':
      return changes.added.commits === 0 ? ['No changes.'] : []
    case 'behind':
      return [`**Rollback:** ${brief(version)} is older than ${before}. What follows is no longer there.`]
    case 'diverged':
      return [
        `**Diverged:** ${before} is not part of the history of ${brief(version)}. Both come from ${to.commit(changes.mergeBase)}; what only one of them has is listed as added and removed.`
      ]
  }
}

function tooMany(title: string, range: Range): readonly string[] {
  if (range.kind === 'listed') return []
  return [`${title === '' ? '' : `${title}: `}${range.commits} commits, more than can be listed.`]
}

function rangeSections(
  title: string,
  range: Range,
  { rules }: NotesContext,
  to: References
): readonly Section[] {
  if (range.kind === 'too-many') return []
  const level = title === '' ? '##' : '###'
  const sections = [
    ...categorized(range.pullRequests, rules).map(({ category, pullRequests }) => ({
      heading: `${level} ${brief(category.title)}`,
      items: pullRequests.map(pull => pullRequestItem(pull, to))
    })),
    {
      heading: `${level} Commits without a pull request`,
      items: range.directCommits.map(commit => commitItem(commit, to))
    }
  ].filter(({ items }) => items.length > 0)
  const [first, ...rest] = sections
  if (title === '' || first === undefined) return sections
  return [{ ...first, heading: `## ${title}\n\n${first.heading}` }, ...rest]
}

function pullRequestItem(pull: PullRequest, to: References): string {
  const issues = [...pull.issueKeys.map(to.issueKey), ...pull.issues.map(to.issue)]
  return [
    `- ${to.pullRequest(pull.number)} ${brief(pull.title)} – ${to.author(pull.author)}`,
    ...(pull.labels.length === 0 ? [] : [pull.labels.map(label => code(shortened(label))).join(' ')]),
    ...(issues.length === 0 ? [] : [`for ${issues.join(', ')}`])
  ].join(' · ')
}

function commitItem({ sha, subject, author, authorName }: DirectCommit, to: References): string {
  const by = author === undefined ? brief(authorName) : to.author(author)
  return `- ${to.commit(sha)} ${brief(subject)} – ${by}`
}

function contributors(ranges: readonly Range[], to: References): readonly string[] {
  const people = new Map<string, Author>()
  for (const range of ranges)
    if (range.kind === 'listed')
      for (const { author } of [...range.pullRequests, ...range.directCommits])
        if (author !== undefined && !author.bot) people.set(author.login.toLowerCase(), author)
  if (people.size === 0) return []
  const names = [...people.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, author]) => to.author(author))
  const left = names.length - CONTRIBUTORS
  return [`Contributors: ${names.slice(0, CONTRIBUTORS).join(', ')}${left > 0 ? ` and ${left} more` : ''}`]
}
