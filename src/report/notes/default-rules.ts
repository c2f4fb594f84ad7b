import type { Category, FoundRules, NotesRules } from '../../github/notes-rules.ts'

const NOBODY = { labels: [], authors: [] }

const category = (
  title: string,
  audience: Category['audience'],
  labels: readonly string[],
  types: readonly string[],
  breaking = false
): Category => ({ title, audience, labels, types, breaking, exclude: NOBODY })

/** For repositories without a `.github/release.yml`: the usual labels, and the types of Conventional Commits. */
export const DEFAULT_RULES: NotesRules = {
  exclude: {
    labels: ['ignore-for-release', 'no-release-note', 'skip-changelog', 'skip-release-notes'],
    authors: []
  },
  categories: [
    category(
      'Breaking changes',
      'everyone',
      ['breaking', 'breaking change', 'breaking-change', 'kind/breaking-change', 'semver-major'],
      [],
      true
    ),
    category('Security', 'everyone', ['kind/security', 'security'], ['security']),
    category(
      'Features',
      'everyone',
      ['enhancement', 'feat', 'feature', 'kind/enhancement', 'kind/feature', 'type: feature'],
      ['feat', 'feature']
    ),
    category(
      'Fixes',
      'everyone',
      ['bug', 'bugfix', 'fix', 'hotfix', 'kind/bug', 'regression', 'type: bug'],
      ['bugfix', 'fix', 'hotfix']
    ),
    category('Performance', 'everyone', ['perf', 'performance'], ['perf']),
    category('Dependencies', 'team', ['dependencies', 'deps'], ['deps']),
    category('Documentation', 'team', ['docs', 'documentation'], ['docs']),
    category(
      'Maintenance',
      'team',
      [
        'build',
        'chore',
        'ci',
        'infrastructure',
        'internal',
        'maintenance',
        'refactor',
        'refactoring',
        'test',
        'tests'
      ],
      ['build', 'chore', 'ci', 'refactor', 'style', 'test']
    ),
    category('Other changes', 'team', ['*'], [])
  ]
}

/** The repository's own rules as far as they go. A file may say only what to leave out. */
export function effectiveRules(found: FoundRules): NotesRules {
  if (found.kind !== 'file') return DEFAULT_RULES
  const { exclude, categories } = found.rules
  return { exclude, categories: categories.length === 0 ? DEFAULT_RULES.categories : categories }
}
