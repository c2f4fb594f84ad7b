import { resolveRef } from './history.ts'
import { page } from './page.ts'
import { iso, isoOrNull, nodeId, renderUser } from './render-base.ts'
import { repositoryUrl, webUrl } from './render-repository.ts'
import { type Call, invalid, notFound, Refusal, type Route } from './route.ts'
import { newId } from './seed.ts'
import type { Release } from './world.ts'

/** GitHub's limit for the text of a release, in characters. */
const LONGEST_BODY = 125_000

/** Schema `release`. */
function renderRelease({ repository, origin }: Call, release: Release) {
  const base = repositoryUrl(repository, origin)
  const url = `${base}/releases/${release.id}`
  return {
    url,
    html_url: `${webUrl(repository, origin)}/releases/tag/${encodeURIComponent(release.tag)}`,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: release.draft ? null : `${base}/tarball/${release.tag}`,
    zipball_url: release.draft ? null : `${base}/zipball/${release.tag}`,
    id: release.id,
    node_id: nodeId('RE', release.id),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    created_at: iso(release.createdAt),
    published_at: isoOrNull(release.publishedAt),
    author: renderUser(release.author, origin),
    assets: []
  }
}

const published = ({ repository }: Call): readonly Release[] =>
  Object.values(repository.releases).filter(({ draft }) => !draft)

/** @throws Refusal 422 */
function checkedBody(value: unknown, otherwise: string): string {
  const text = typeof value === 'string' ? value : otherwise
  if (text.length <= LONGEST_BODY) return text
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`
  throw new Refusal(422, 'Validation Failed', {}, [
    { resource: 'Release', code: 'custom', field: 'body', message }
  ])
}

/** Makes the tag where there is none yet. @throws Refusal 422 */
function publish(call: Call, release: Release): void {
  const { world, repository } = call
  if (published(call).some(({ tag, id }) => tag === release.tag && id !== release.id))
    throw invalid('Release', 'tag_name', 'already_exists')
  const sha = repository.tags[release.tag] ?? resolveRef(repository, release.target)
  if (sha === undefined) throw invalid('Release', 'target_commitish', 'invalid')
  repository.tags[release.tag] = sha
  release.draft = false
  release.publishedAt = world.now
  release.immutable = repository.immutableReleases
}

function createRelease(call: Call) {
  const { world, repository, body, token } = call
  const { tag_name: tag, target_commitish: target, name } = body
  if (typeof tag !== 'string' || tag === '') throw invalid('Release', 'tag_name', 'missing_field')
  const release: Release = {
    id: newId(world),
    tag,
    target: typeof target === 'string' ? target : repository.defaultBranch,
    name: typeof name === 'string' ? name : tag,
    body: checkedBody(body.body, ''),
    draft: true,
    prerelease: body.prerelease === true,
    immutable: false,
    author: token.actor,
    createdAt: world.now
  }
  if (body.draft !== true) publish(call, release)
  repository.releases[release.id] = release
  return { status: 201, body: renderRelease(call, release) }
}

/**
 * A draft whose PATCH leaves `tag_name` out loses its tag, and the tag of an immutable release cannot be changed
 * (docs, "Immutable releases").
 */
function updateRelease(call: Call) {
  const { repository, body, path } = call
  const release = repository.releases[path.release_id ?? '']
  if (release === undefined) throw notFound()
  const { tag_name: tag, target_commitish: target, name, draft, prerelease } = body
  const locked = (typeof tag === 'string' && tag !== release.tag) || typeof target === 'string'
  if (release.immutable && locked) throw invalid('Release', 'tag_name', 'immutable')
  if (release.draft) release.tag = typeof tag === 'string' ? tag : `untagged-${release.id.toString(16)}`
  else if (typeof tag === 'string') release.tag = tag
  if (typeof target === 'string') release.target = target
  if (typeof name === 'string') release.name = name
  if (typeof prerelease === 'boolean') release.prerelease = prerelease
  release.body = checkedBody(body.body, release.body)
  if (release.draft && draft === false) publish(call, release)
  return { status: 200, body: renderRelease(call, release) }
}

function listReleases(call: Call) {
  const { repository, origin } = call
  const all = Object.values(repository.releases).sort((a, b) => b.id - a.id)
  const { items, headers } = page(call, `${repositoryUrl(repository, origin)}/releases`, all)
  return { status: 200, headers, body: items.map(release => renderRelease(call, release)) }
}

/** The newest published one that is no prerelease. */
function latestRelease(call: Call) {
  const [latest] = published(call)
    .filter(({ prerelease }) => !prerelease)
    .sort((a, b) => b.id - a.id)
  if (latest === undefined) throw notFound()
  return { status: 200, body: renderRelease(call, latest) }
}

/** Published ones only. */
function releaseByTag(call: Call) {
  const release = published(call).find(({ tag }) => tag === call.path.tag)
  if (release === undefined) throw notFound()
  return { status: 200, body: renderRelease(call, release) }
}

const RELEASES = '/repos/{owner}/{repo}/releases'

export const RELEASE_ROUTES: readonly Route[] = [
  { method: 'POST', path: RELEASES, needs: ['contents=write'], handle: createRelease },
  { method: 'GET', path: RELEASES, needs: ['contents=read'], handle: listReleases },
  { method: 'GET', path: `${RELEASES}/latest`, needs: ['contents=read'], handle: latestRelease },
  { method: 'GET', path: `${RELEASES}/tags/{tag}`, needs: ['contents=read'], handle: releaseByTag },
  {
    method: 'PATCH',
    path: `${RELEASES}/{release_id}`,
    needs: ['contents=write'],
    handle: updateRelease
  }
]
