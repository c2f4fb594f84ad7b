import type { Group } from '../release/world.ts'
import { answerOf, broken } from './cursor.ts'
import { toGroup } from './groups.ts'
import { chunksOf, NEXT_TOKEN, readPages } from './paging.ts'
import type { Send } from './transport.ts'

const OPERATION = 'DescribeAutoScalingGroups'

/** "The maximum value is 100", and by default only 50 names may be asked for (API Reference, MaxRecords). */
const PAGE = 100

/**
 * All pages of DescribeAutoScalingGroups for one request.
 *
 * @throws AwsError; `unknown` also when a group is listed twice
 */
export async function listGroups(
  send: Send,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined
): Promise<readonly Group[]> {
  const call = {
    service: 'autoscaling',
    operation: OPERATION,
    input: { ...input, MaxRecords: PAGE }
  } as const
  const pages = await readPages(send, call, { list: 'AutoScalingGroups', tokens: NEXT_TOKEN }, signal)
  const groups = pages.map(toGroup)
  assertUnique(groups)
  return groups
}

/** The filter may lag behind the tags that the same answer shows; the tags are what counts. */
export async function groupsByTag(
  send: Send,
  key: string,
  value: string,
  signal: AbortSignal | undefined
): Promise<readonly Group[]> {
  const groups = await listGroups(send, { Filters: [{ Name: `tag:${key}`, Values: [value] }] }, signal)
  return groups.filter(group => group.tags.get(key) === value)
}

/** @throws AwsError; `unknown` also when AWS answers with a group that was not asked for */
export async function groupsByName(
  send: Send,
  names: readonly string[],
  signal: AbortSignal | undefined
): Promise<readonly Group[]> {
  const asked = new Set(names)
  const groups: Group[] = []
  // No names at all would ask for every group of the account, so then nothing is asked.
  for (const chunk of chunksOf([...asked], PAGE)) {
    groups.push(...(await listGroups(send, { AutoScalingGroupNames: chunk }, signal)))
  }
  const stranger = groups.find(group => !asked.has(group.name))
  if (stranger !== undefined) throw untrue(`holds group ${stranger.name}, which was not asked for`)
  assertUnique(groups)
  return groups
}

function assertUnique(groups: readonly Group[]): void {
  const seen = new Set<string>()
  for (const { name } of groups) {
    if (seen.has(name)) throw untrue(`lists group ${name} twice`)
    seen.add(name)
  }
}

function untrue(what: string) {
  return broken(answerOf(OPERATION, {}), what)
}
