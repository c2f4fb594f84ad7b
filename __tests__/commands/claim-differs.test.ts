/** A claim that looks otherwise on one group than on another. */
import { expect, test } from '@jest/globals'
import { watchRivals } from '../../src/commands/claim-watch.ts'
import { asking, BEGIN, type ClaimStore, claimStore, held } from '../support/claim-store.ts'
import { GROUPS } from '../support/claiming.ts'

const watch = (store: ClaimStore) => watchRivals(store.claiming(), GROUPS, async () => undefined)
const asked = () => {
  const store = claimStore(GROUPS)
  for (const name of GROUPS) store.claim(name, asking('m'))
  return store
}

test.each([
  { name: 'signed off on the first', on: ['ended', 'held'], waits: 0 },
  { name: 'signed off on the second', on: ['held', 'ended'], waits: 300_000 }
] as const)('with the same heartbeat on both groups, $name: the first one counts', async ({ on, waits }) => {
  const store = asked()
  for (const [n, state] of on.entries()) store.claim(GROUPS[n] ?? '', held('z', { state, beat: 7 }))
  expect(await watch(store)).toMatchObject({
    rivals: [{ claim: { state: on[0] }, groups: GROUPS }],
    lookedAt: BEGIN + waits
  })
})
