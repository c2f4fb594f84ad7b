import type { Changes, PullRequest, Range } from '../../github/changes.ts'
import type { NotesRules } from '../../github/notes-rules.ts'
import { brief, prose, shortened } from '../untrusted.ts'
import { categorized } from './categorize.ts'
import type { NotesContext } from './context.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import { fitted, type Section } from './limits.ts'
import { settled } from './reverts.ts'
import { sentence } from './title.ts'

/**
 * Notes for the people who use the service, in Markdown: sentences under headings, and nothing that only the team can
 * read. What a range brings and takes back itself is not told at all.
 */
export function userNotes(
  changes: Changes,
  {
    service,
    version,
    at,
    limit,
    ...context
  }: Pick<NotesContext, 'service' | 'version' | 'at' | 'rules' | 'limit'>
): string {
  const rules = forUsers(context.rules)
  const sections = sectionsOf(changes, rules)
  return fitted(
    {
      head: [
        `# ${brief(service)} ${brief(version)}`,
        new Date(at).toISOString().slice(0, 10),
        ...opening(changes, version, sections.length > 0)
      ],
      sections,
      foot:
        sections.length > 0 && hasMore(changes, rules) ? ['Besides, there are smaller improvements.'] : [],
      more: left => `… and ${left} more.`
    },
    limit
  )
}

/** What the repository's own categories take only by `*` may still say of itself that it is a feature or a fix. */
const forUsers = ({ exclude, categories }: NotesRules): NotesRules => ({
  exclude,
  categories: [...categories.filter(({ labels }) => !labels.includes('*')), ...DEFAULT_RULES.categories]
})

function opening(changes: Changes, version: string, told: boolean): readonly string[] {
  switch (changes.kind) {
    case 'unknown':
      return [`This is version ${brief(version)}.`]
    case 'identical':
      return ['Nothing changes for you.']
    case 'behind':
      return [
        `We went back to version ${brief(version)}.${told ? ' These changes are not available for now:' : ' Nothing else changes for you.'}`
      ]
    default:
      return told ? [] : ['Smaller improvements; nothing changes for you.']
  }
}

function sectionsOf(changes: Changes, rules: NotesRules): readonly Section[] {
  switch (changes.kind) {
    case 'unknown':
    case 'identical':
      return []
    case 'ahead':
      return told(changes.added, rules)
    case 'behind':
      return told(changes.removed, rules)
    case 'diverged':
      return [...told(without(changes.added, changes.removed), rules), ...noLonger(changes, rules)]
  }
}

/** Under the heading of what only the version before has. */
function noLonger(
  { added, removed }: Extract<Changes, { readonly kind: 'diverged' }>,
  rules: NotesRules
): readonly Section[] {
  const items = told(without(removed, added), rules).flatMap(section => section.items)
  return items.length === 0 ? [] : [{ heading: '## Not in this version', items }]
}

/** What both sides tell in the same words came to each of them by a pull request of its own, e.g. a backport. */
function without(range: Range, other: Range): Range {
  if (range.kind === 'too-many' || other.kind === 'too-many') return range
  const both = new Set(other.pullRequests.map(({ title }) => sentence(title)))
  return { ...range, pullRequests: range.pullRequests.filter(({ title }) => !both.has(sentence(title))) }
}

function told(range: Range, rules: NotesRules): readonly Section[] {
  if (range.kind === 'too-many') return []
  const { standing, withdrawn } = settled(range.pullRequests)
  const sections = categorized(standing, rules)
    .filter(({ category }) => category.audience === 'everyone')
    .map(({ category, pullRequests }) => ({
      heading: `## ${brief(category.title)}`,
      items: sentences(pullRequests.map(({ title }) => title))
    }))
  return [
    ...sections,
    { heading: '## Withdrawn', items: sentences(withdrawn.filter(isForUsers(rules))) }
  ].filter(({ items }) => items.length > 0)
}

const sentences = (titles: readonly string[]): readonly string[] => [
  ...new Set(
    titles.flatMap(title => {
      const text = sentence(shortened(title))
      return text === undefined ? [] : [`- ${prose(text)}`]
    })
  )
]

/** Of a withdrawn change only its title is known. */
const isForUsers =
  (rules: NotesRules) =>
  (title: string): boolean =>
    categorized([{ ...NO_PULL_REQUEST, title }], rules).some(
      ({ category }) => category.audience === 'everyone'
    )

const NO_PULL_REQUEST: PullRequest = {
  number: 0,
  title: '',
  mergedAt: 0,
  baseBranch: '',
  headBranch: '',
  mergeCommit: '',
  labels: [],
  issues: [],
  issueKeys: []
}

function hasMore(changes: Changes, rules: NotesRules): boolean {
  if (changes.kind !== 'ahead' && changes.kind !== 'diverged') return false
  const { added } = changes
  if (added.kind === 'too-many') return true
  const { standing } = settled(added.pullRequests)
  return (
    added.directCommits.length > 0 ||
    categorized(standing, rules).some(({ category }) => category.audience === 'team')
  )
}
