import { AwsError } from '../release/errors.ts'
import type { Clock, FleetPort, PlacedTag } from '../release/ports.ts'

/** As many as one call takes (EC2 Auto Scaling User Guide, quotas). */
const TAGS_A_CALL = 25

interface Waiting {
  readonly tags: readonly PlacedTag[]
  readonly observedAt: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Notes of many services that are written at the same moment share calls: in a large fleet they are most of all writes.
 * Where AWS refuses or denies a call that was shared, each writes its own again: one group's trouble is not everybody's.
 */
export function batchingTags(fleet: FleetPort, clock: Clock): FleetPort {
  let waiting: Waiting[] = []

  async function flush(signal: AbortSignal | undefined): Promise<void> {
    // Whoever is woken by the same answer writes in the same breath.
    const failure = await clock.sleep(0).catch((error: unknown) => ({ error }))
    const batch = waiting
    waiting = []
    // A clock that fails leaves nobody waiting for an answer that never comes.
    if (failure) for (const each of batch) each.reject(failure.error)
    else for (const part of partsOf(batch)) await send(part, signal)
  }

  async function send(part: readonly Waiting[], signal: AbortSignal | undefined): Promise<void> {
    const write = async (some: readonly Waiting[]) => {
      const observedAt = Math.min(...some.map(each => each.observedAt))
      await fleet.putTags(
        some.flatMap(({ tags }) => tags),
        observedAt,
        signal
      )
    }
    const settle = async (some: readonly Waiting[]) => {
      try {
        await write(some)
        for (const each of some) each.resolve()
      } catch (error) {
        const refused = error instanceof AwsError && (error.kind === 'refused' || error.kind === 'denied')
        if (refused && some.length > 1) for (const each of some) await settle([each])
        else for (const each of some) each.reject(error)
      }
    }
    await settle(part)
  }

  return {
    ...fleet,
    async apply(change, observedAt, signal) {
      if (change.kind !== 'tag') return await fleet.apply(change, observedAt, signal)
      const tags = change.tags.map(tag => ({ ...tag, group: change.group }))
      await new Promise<void>((resolve, reject) => {
        waiting.push({ tags, observedAt, resolve, reject })
        if (waiting.length === 1) void flush(signal)
      })
    }
  }
}

/** In pieces that fit a call. */
function partsOf(batch: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const parts: Waiting[][] = []
  let room = 0
  for (const each of batch) {
    if (each.tags.length > room) {
      parts.push([])
      room = TAGS_A_CALL
    }
    parts.at(-1)?.push(each)
    room -= each.tags.length
  }
  return parts
}
