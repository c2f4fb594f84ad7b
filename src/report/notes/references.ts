import type { Author, LinkedIssue, RepositoryName } from '../../github/changes.ts'
import { brief, codeLink, link, numberLink, prose } from '../untrusted.ts'
import type { NotesContext } from './context.ts'

/** Markdown for things of GitHub and the tracker. All addresses are made here; none is taken from outside. */
export interface References {
  readonly pullRequest: (number: number) => string
  readonly issue: (issue: LinkedIssue) => string
  readonly issueKey: (key: string) => string
  readonly commit: (sha: string) => string
  readonly author: (author: Author | undefined) => string
  readonly compareUrl: (base: string, head: string) => string
}

export function references(
  repository: RepositoryName,
  { serverUrl, issueUrl, ping }: Pick<NotesContext, 'serverUrl' | 'issueUrl' | 'ping'>
): References {
  const server = serverUrl.replace(/\/+$/, '')
  const urlOf = ({ owner, name }: RepositoryName) => `${server}/${encoded(owner)}/${encoded(name)}`
  const here = urlOf(repository)
  const same = (other: RepositoryName) =>
    `${other.owner}/${other.name}`.toLowerCase() === `${repository.owner}/${repository.name}`.toLowerCase()
  return {
    pullRequest: number => numberLink(number, `${here}/pull/${number}`),
    issue: ({ number, repository: at }) => {
      const url = `${urlOf(at)}/issues/${number}`
      return same(at) ? numberLink(number, url) : link(`${at.owner}/${at.name}#${number}`, url)
    },
    issueKey: key =>
      issueUrl === undefined ? prose(key) : link(key, issueUrl.replaceAll('{key}', encoded(key))),
    commit: sha => codeLink(sha.slice(0, 7), `${here}/commit/${encoded(sha)}`),
    author: author => (author === undefined ? 'ghost' : person(author, server, ping === true)),
    compareUrl: (base, head) => `${here}/compare/${encoded(base)}...${encoded(head)}`
  }
}

/** Half a surrogate pair cannot be encoded. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

function person({ login, bot }: Author, server: string, ping: boolean): string {
  // Whatever GitHub would not accept as a login is shown and leads nowhere.
  if (!/^[A-Za-z0-9][\w-]{0,99}$/.test(login)) return brief(login)
  if (bot) return link(`${login}[bot]`, `${server}/apps/${login}`)
  return ping ? `@${login}` : link(login, `${server}/${login}`)
}
