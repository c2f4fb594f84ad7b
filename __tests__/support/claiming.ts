/** Taking claims in a store of tags. */
import { takeClaim } from '../../src/commands/claim.ts'
import type { Claiming } from '../../src/commands/claiming.ts'
import { AwsError } from '../../src/release/errors.ts'
import { type Claim, readClaims } from '../../src/release/journal/claim.ts'
import { BEGIN, type ClaimStore, claimStore } from './claim-store.ts'

export const GROUPS = ['web-blue', 'web-2-blue']
export const LEASE = 300_000
export const SECONDS = BEGIN / 1000
export const QUIET = new AbortController().signal
export const failing = (kind: AwsError['kind']) =>
  new AwsError(kind, 'CreateOrUpdateTags', 'Code', 'it says', 'id')

export const stored = (names: readonly string[] = GROUPS) => claimStore(names)
export const take = (store: ClaimStore, overrides: Partial<Claiming> = {}) =>
  takeClaim(store.claiming(overrides))
export const onAll = (store: ClaimStore, claim: Claim) => {
  for (const name of GROUPS) store.claim(name, claim)
}
export const shownOn = (store: ClaimStore, name = 'web-blue') => readClaims(store.group(name))
export const ownOn = (store: ClaimStore, name = 'web-blue') =>
  shownOn(store, name).find(({ id }) => id === 'm')
export const statesOf = (store: ClaimStore) =>
  store.written.map(({ at, value }) => ({ at, state: /state=(\w+)/.exec(value)?.[1] }))
