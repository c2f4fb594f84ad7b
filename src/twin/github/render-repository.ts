import { iso, nodeId, renderUser } from './render-base.ts'
import type { Repository } from './world.ts'

export const fullName = (repository: Repository): string => `${repository.owner}/${repository.name}`

export const repositoryUrl = (repository: Repository, origin: string): string =>
  `${origin}/repos/${fullName(repository)}`

/** What a person opens in a browser: the twin has no such pages, but links must lead somewhere of its own. */
export const webUrl = (repository: Repository, origin: string): string =>
  `${origin}/web/${fullName(repository)}`

/** The templated URLs of a repository: member to path below its own URL. */
const PATHS: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}'
}

/** An id for an owner, who exists only as a name. */
const ownerId = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007, 7)

/** Schema `minimal-repository`. */
export function renderMinimalRepository(
  repository: Repository,
  origin: string
): Readonly<Record<string, unknown>> {
  const url = repositoryUrl(repository, origin)
  const urls = Object.entries(PATHS).map(([member, path]) => [member, `${url}${path}`])
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: renderUser({ login: repository.owner, type: 'User', id: ownerId(repository.owner) }, origin),
    private: repository.private,
    html_url: webUrl(repository, origin),
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(urls)
  }
}

/** Schemas `repository` and `full-repository`. */
export function renderRepository(repository: Repository, origin: string): Readonly<Record<string, unknown>> {
  const web = webUrl(repository, origin)
  const time = iso(0)
  return {
    ...renderMinimalRepository(repository, origin),
    git_url: `git:${web.replace(/^https?:/, '')}.git`,
    ssh_url: `git@github.twin:${fullName(repository)}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    subscribers_count: 0,
    network_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    size: 0,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    pushed_at: time,
    created_at: time,
    updated_at: time
  }
}
