import type { PullRequest } from '../../github/changes.ts'

export interface Settled {
  /** What is in the range to stay, in the order given. */
  readonly standing: readonly PullRequest[]
  /** Titles of changes of earlier versions that this range takes back. */
  readonly withdrawn: readonly string[]
}

/**
 * Sorts out what a range brings and takes back itself. GitHub titles a revert `Revert "title"`, and the revert of that
 * `Reapply "title"`.
 *
 * @param pullRequests by date of merge
 */
export function settled(pullRequests: readonly PullRequest[]): Settled {
  const standing: PullRequest[] = []
  const withdrawn: string[] = []
  for (const pull of pullRequests) {
    const { title, reverted } = readTitle(pull.title)
    if (!reverted) {
      const back = withdrawn.indexOf(title)
      if (back < 0) standing.push(title === pull.title ? pull : { ...pull, title })
      else withdrawn.splice(back, 1)
      continue
    }
    const taken = standing.findLastIndex(each => each.title.trim() === title)
    if (taken < 0) withdrawn.push(title)
    else standing.splice(taken, 1)
  }
  return { standing, withdrawn }
}

/** The innermost title, and whether an odd number of reverts lies around it. */
function readTitle(text: string): { readonly title: string; readonly reverted: boolean } {
  let title = text.trim()
  let reverted = false
  for (;;) {
    const match = /^(?:revert:?\s+|(reapply)\s+)"(.+)"(?:\s*\(#\d+\))?$/i.exec(title)
    if (match?.[2] === undefined) return { title, reverted }
    title = match[2].trim()
    if (match[1] === undefined) reverted = !reverted
  }
}
