import type { CreateOrUpdateTagsType, DeleteTagsType } from '@aws-sdk/client-auto-scaling'
import type { PlacedTag, TagPlace } from '../release/ports.ts'
import { chunksOf } from './paging.ts'
import type { Send } from './transport.ts'

/** "Each call can create, update or delete up to 25 tags" (EC2 Auto Scaling User Guide, quotas); each names its own group. */
export const TAGS_A_CALL = 25

const owner = (group: string) => ({ ResourceId: group, ResourceType: 'auto-scaling-group' }) as const

/** One call that puts these tags, at most `TAGS_A_CALL` of them. */
export function taggingCall(tags: readonly PlacedTag[]) {
  const input = {
    Tags: tags.map(({ group, key, value, propagate }) => ({
      ...owner(group),
      Key: key,
      Value: value,
      PropagateAtLaunch: propagate
    }))
  } satisfies CreateOrUpdateTagsType
  return { operation: 'CreateOrUpdateTags', input } as const
}

/** One call that takes these tags off, at most `TAGS_A_CALL` of them. */
export function untaggingCall(tags: readonly TagPlace[]) {
  const input = {
    Tags: tags.map(({ group, key }) => ({ ...owner(group), Key: key }))
  } satisfies DeleteTagsType
  return { operation: 'DeleteTags', input } as const
}

/** Tags of many groups. @throws AwsError, after which some of them may be there */
export async function putTags(
  send: Send,
  tags: readonly PlacedTag[],
  signedAt: number,
  signal: AbortSignal | undefined
): Promise<void> {
  for (const chunk of chunksOf(tags, TAGS_A_CALL)) {
    await send({ service: 'autoscaling', ...taggingCall(chunk), signedAt }, signal)
  }
}

/** Tags off many groups. @throws AwsError, after which some of them may be gone */
export async function removeTags(
  send: Send,
  tags: readonly TagPlace[],
  signedAt: number,
  signal: AbortSignal | undefined
): Promise<void> {
  for (const chunk of chunksOf(tags, TAGS_A_CALL)) {
    await send({ service: 'autoscaling', ...untaggingCall(chunk), signedAt }, signal)
  }
}
