import type { PullRequest } from '../../github/changes.ts'
import type { Category, Exclusion, NotesRules } from '../../github/notes-rules.ts'
import { conventional } from './title.ts'

export interface Categorized {
  readonly category: Category
  /** Never empty. */
  readonly pullRequests: readonly PullRequest[]
}

/** Where GitHub puts what no category takes. */
const OTHER: Category = {
  title: 'Other changes',
  labels: ['*'],
  types: [],
  breaking: false,
  exclude: { labels: [], authors: [] },
  audience: 'team'
}

/**
 * Each pull request under the first category that takes it, the rest under "Other changes", excluded ones nowhere. Labels
 * are asked before titles: a type in a title counts only where no category before `*` takes a label by its name.
 */
export function categorized(
  pullRequests: readonly PullRequest[],
  { exclude, categories }: NotesRules
): readonly Categorized[] {
  const all = [...categories, OTHER]
  const groups = new Map<string, PullRequest[]>()
  for (const pull of pullRequests.filter(each => !excludes(exclude, each))) {
    const open = all.filter(category => !excludes(category.exclude, pull))
    const byLabel = open.find(category => takes(category, pull))
    const category =
      open.find(each => byBreakingTitle(each, pull)) ??
      (byLabel?.labels.includes('*') ? open.find(each => byType(each, pull)) : undefined) ??
      byLabel
    if (category === undefined) continue
    const group = groups.get(headingOf(category))
    if (group === undefined) groups.set(headingOf(category), [pull])
    else group.push(pull)
  }
  return all.flatMap(category => {
    const found = groups.get(headingOf(category))
    // Categories of the same name share a heading, which is shown once.
    groups.delete(headingOf(category))
    return found === undefined ? [] : [{ category, pullRequests: found }]
  })
}

const headingOf = ({ title, audience }: Category): string => `${audience}: ${title.toLowerCase()}`

function excludes({ labels, authors }: Exclusion, pull: PullRequest): boolean {
  const login = pull.author?.login.toLowerCase()
  return (
    labels.includes('*') ||
    pull.labels.some(label => labels.includes(label.toLowerCase())) ||
    (login !== undefined && authors.includes(login))
  )
}

const takes = ({ labels }: Category, pull: PullRequest): boolean =>
  labels.includes('*') || pull.labels.some(label => labels.includes(label.toLowerCase()))

const byType = ({ types }: Category, { title }: PullRequest): boolean =>
  types.includes(conventional(title)?.type ?? '')

const byBreakingTitle = ({ breaking }: Category, { title }: PullRequest): boolean =>
  breaking && conventional(title)?.breaking === true
