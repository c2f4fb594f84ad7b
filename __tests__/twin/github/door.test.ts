import { describe, expect, test } from '@jest/globals'
import { repositoryOf } from '../../../src/twin/github/seed.ts'
import { openGitHub, SHOP } from './open-github.ts'
import { POOR, READER, sha, WRITER } from './small-github.ts'

describe('deployments', () => {
  const DEPLOYMENTS = '/repos/{owner}/{repo}/deployments'
  const ask = { ...SHOP, ref: 'main', environment: 'staging', auto_merge: false, required_contexts: [] }

  test('checks that have not succeeded are a conflict unless no context is required', async () => {
    const { github } = openGitHub()
    const { required_contexts: _, ...without } = ask
    await expect(github.rest(`POST ${DEPLOYMENTS}`, without)).rejects.toMatchObject({ status: 409 })
    expect((await github.rest(`POST ${DEPLOYMENTS}`, ask)).status).toBe(201)
  })

  test('a success makes earlier ones of its environment inactive, but never production', async () => {
    const { github, shop } = openGitHub()
    const release = async (environment: string) => {
      const { data } = await github.rest(`POST ${DEPLOYMENTS}`, { ...ask, environment })
      const { id } = data as { id: number }
      await github.rest(`POST ${DEPLOYMENTS}/{deployment_id}/statuses`, {
        ...SHOP,
        deployment_id: id,
        state: 'success'
      })
      return id
    }
    const ids = [await release('staging'), await release('production'), await release('staging')]
    ids.push(await release('production'))
    const last = (id: number) => shop().deployments[id]?.statuses.at(-1)?.state
    expect(ids.map(last)).toEqual(['inactive', 'success', 'success', 'success'])
  })

  test('descriptions have at most 140 characters', async () => {
    const { github, run } = openGitHub()
    const status = { ...SHOP, deployment_id: run().jobs[1]?.deployment, state: 'success' }
    const route = `POST ${DEPLOYMENTS}/{deployment_id}/statuses`
    expect((await github.rest(route, { ...status, description: 'x'.repeat(140) })).status).toBe(201)
    await expect(github.rest(route, { ...status, description: 'x'.repeat(141) })).rejects.toMatchObject({
      kind: 'refused'
    })
  })
})

describe('releases', () => {
  const RELEASES = '/repos/{owner}/{repo}/releases'

  test('publishing makes the tag, once', async () => {
    const { github, shop } = openGitHub()
    await github.rest(`POST ${RELEASES}`, { ...SHOP, tag_name: 'v2', target_commitish: sha(4) })
    expect(shop().tags.v2).toBe(sha(4))
    await expect(github.rest(`POST ${RELEASES}`, { ...SHOP, tag_name: 'v2' })).rejects.toThrow(
      'Validation Failed: Release tag_name already_exists'
    )
  })

  test('a draft has no tag, and loses its name in a change that leaves it out', async () => {
    const { github, shop } = openGitHub()
    const { data } = await github.rest(`POST ${RELEASES}`, { ...SHOP, tag_name: 'v2', draft: true })
    expect(shop().tags.v2).toBeUndefined()
    await expect(github.rest(`GET ${RELEASES}/tags/{tag}`, { ...SHOP, tag: 'v2' })).rejects.toThrow(
      'Not Found'
    )
    const { id } = data as { id: number }
    const changed = await github.rest(`PATCH ${RELEASES}/{release_id}`, {
      ...SHOP,
      release_id: id,
      body: 'x'
    })
    expect(changed.data).toMatchObject({ tag_name: expect.stringMatching(/^untagged-/) })
  })

  test('an immutable release keeps its tag, and its text may change', async () => {
    const { github } = openGitHub(world => {
      repositoryOf(world, 'org/shop').immutableReleases = true
    })
    const { data } = await github.rest(`POST ${RELEASES}`, { ...SHOP, tag_name: 'v2' })
    const release = { ...SHOP, release_id: (data as { id: number }).id }
    await expect(
      github.rest(`PATCH ${RELEASES}/{release_id}`, { ...release, tag_name: 'v3' })
    ).rejects.toMatchObject({ kind: 'refused' })
    const changed = await github.rest(`PATCH ${RELEASES}/{release_id}`, { ...release, body: 'better' })
    expect(changed.data).toMatchObject({ tag_name: 'v2', body: 'better', immutable: true })
  })

  test('notes have at most 125,000 characters', async () => {
    const { github } = openGitHub()
    const ask = { ...SHOP, tag_name: 'v2', body: 'x'.repeat(125_001) }
    await expect(github.rest(`POST ${RELEASES}`, ask)).rejects.toThrow('body is too long')
  })
})

describe('tokens', () => {
  test('a route asks for its permission, and writing for more than reading', async () => {
    const { api } = openGitHub()
    const comment = { ...SHOP, issue_number: 9, body: 'x' }
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
    for (const token of [POOR, READER])
      await expect(api(token).rest(route, comment)).rejects.toMatchObject({
        kind: 'denied',
        permission: 'issues=write; pull_requests=write'
      })
    expect((await api(WRITER).rest(route, comment)).status).toBe(201)
  })

  test('the hourly budget is spent call by call and is full again after the hour', async () => {
    const { twin, github } = openGitHub(world => {
      const writer = world.tokens[WRITER]
      if (writer) world.tokens[WRITER] = { ...writer, rate: { limit: 2, used: 0, resetAt: 0 } }
    })
    const read = () => github.rest('GET /repos/{owner}/{repo}', SHOP)
    await read()
    expect((await read()).headers['x-ratelimit-remaining']).toBe('0')
    await expect(read()).rejects.toMatchObject({ kind: 'rate-limited' })
    twin.change(world => {
      world.now += 3_600_000
    })
    expect((await read()).status).toBe(200)
  })
})

describe('GraphQL', () => {
  test('limits are those of GitHub', async () => {
    const { github } = openGitHub()
    const ids = Array.from({ length: 101 }, () => 'C_x')
    await expect(github.graphql('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).rejects.toThrow(
      'You may not provide more than 100 node ids; you provided 101.'
    )
    const pulls = (of: string) =>
      github.graphql(`{ repository(owner: "org", name: "shop") { pullRequests${of} { totalCount } } }`)
    await expect(pulls('')).rejects.toThrow('You must provide a `first` or `last` value.')
    await expect(pulls('(first: 101)')).rejects.toThrow('exceeds the limit of 100 records')
    expect(await pulls('(first: 1)')).toEqual({ repository: { pullRequests: { totalCount: 2 } } })
  })

  test('connections go on from a cursor', async () => {
    const { github } = openGitHub()
    const query = `query($after: String) { repository(owner: "org", name: "shop") {
      pullRequests(first: 1, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes { number } pageInfo { hasNextPage endCursor } } } }`
    const ask = async (after: string | null) => {
      const { repository } = await github.graphql(query, { after })
      return (
        repository as { pullRequests: { nodes: { number: number }[]; pageInfo: { endCursor: string } } }
      ).pullRequests
    }
    const first = await ask(null)
    const second = await ask(first.pageInfo.endCursor)
    expect([...first.nodes, ...second.nodes].map(({ number }) => number)).toEqual([2, 1])
    expect(second.pageInfo).toMatchObject({ hasNextPage: false })
  })

  test('a field that this world has nothing for is an error and not null', async () => {
    const { github } = openGitHub()
    await expect(
      github.graphql('{ repository(owner: "org", name: "shop") { homepageUrl } }')
    ).rejects.toThrow('the twin does not answer Repository.homepageUrl')
  })
})
