import type { RangeCommit } from './compare.ts'

/**
 * The commits that the merges of pull requests brought into the range: the merge commits themselves and, for those with
 * more than one parent, everything that their first parent does not reach. Decided by the graph alone, so that it does
 * not depend on GitHub's index.
 *
 * @param commits all of the range, in any order
 * @param merges SHAs of merge, squash or last rebased commits
 */
export function claimedByMerges(
  commits: readonly RangeCommit[],
  merges: ReadonlySet<string>
): ReadonlySet<string> {
  const places = new Map(commits.map(({ sha }, place) => [sha, place]))
  /** By place: the places of the parents; -1 outside of the range. */
  const parents = commits.map(commit => commit.parents.map(sha => places.get(sha) ?? -1))
  /** By place: the last merge that was asked whether it reaches the commit. Numbers, as this runs once for each merge. */
  const reachedBy = new Int32Array(commits.length).fill(-1)
  const reach = (starts: readonly number[], merge: number): readonly number[] => {
    const reached: number[] = []
    const open = [...starts]
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (place < 0 || reachedBy[place] === merge) continue
      reachedBy[place] = merge
      reached.push(place)
      open.push(...(parents[place] ?? []))
    }
    return reached
  }
  const claimed = new Set<string>()
  for (const [place, { sha }] of commits.entries()) {
    if (!merges.has(sha)) continue
    claimed.add(sha)
    const [first = -1, ...others] = parents[place] ?? []
    if (others.length === 0) continue
    reach([first], place)
    for (const brought of reach(others, place)) claimed.add(commits[brought]?.sha ?? sha)
  }
  return claimed
}
