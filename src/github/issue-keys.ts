/** Words that have the form of a key and are none. */
const NO_PROJECT =
  /^(?:AES|COVID|CVE|CWE|EC|ES|GH|GHSA|GPT|HTTP|IPV|ISO|MD|PEP|RFC|RSA|SHA|TLS|UTC|UTF|VS|WCAG)$/

const KEY = /(?<![\w-])[A-Z][A-Z0-9_]*[A-Z0-9]-[1-9]\d{0,9}(?![\w-]|\.\d)/g
/** In a branch name a key stands between slashes, hyphens and underscores, e.g. `feature/SHOP-12-refunds`. */
const BRANCH_KEY = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]+-[1-9]\d{0,9}(?!\d|\.\d)/g

/**
 * Keys of a tracker outside GitHub (Jira's form: project, hyphen, number) in a title and a branch name, each once.
 *
 * @param projects the project keys that count, in capitals; a branch may then have them in small letters too. Absent: all
 */
export function issueKeys(title: string, branch: string, projects?: readonly string[]): readonly string[] {
  const inBranch = projects === undefined ? branch : branch.toUpperCase()
  const found = [...title.matchAll(KEY), ...inBranch.matchAll(BRANCH_KEY)].map(([key]) => key)
  return [...new Set(found)].filter(key => {
    const project = key.slice(0, key.lastIndexOf('-'))
    return projects === undefined ? !NO_PROJECT.test(project) : projects.includes(project)
  })
}

/** The text without the keys in it. */
export function withoutKeys(text: string): string {
  return text.replace(KEY, key => (NO_PROJECT.test(key.slice(0, key.lastIndexOf('-'))) ? key : ''))
}
