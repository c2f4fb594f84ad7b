import { withoutKeys } from '../../github/issue-keys.ts'

export interface Conventional {
  /** In small letters, e.g. `feat`; a scope of dependencies counts as type `deps`. */
  readonly type: string
  readonly breaking: boolean
  readonly description: string
}

/** Reads `type(scope)!: description` (Conventional Commits 1.0.0); undefined for any other title. */
export function conventional(title: string): Conventional | undefined {
  const match = /^([a-z]{2,20})(?:\(([^()]{0,80})\))?(!)?:\s+(\S.*)$/is.exec(title.trim())
  const [, type = '', scope = '', bang, description = ''] = match ?? []
  if (match === null) return undefined
  const ofDependencies = /^deps(?:-dev)?$/i.test(scope)
  return { type: ofDependencies ? 'deps' : type.toLowerCase(), breaking: bang === '!', description }
}

/** Types whose prefix is cut off; `API: …` or `Cart: …` is part of a sentence. */
const TYPES =
  /^(?:bugfix|build|chore|ci|deps|docs|feat|feature|fix|hotfix|perf|refactor|revert|security|style|test|improvement)$/

/**
 * A title as a sentence for people who use the service: without prefix, numbers of issues and pull requests, keys of a
 * tracker, names of people, addresses and commits. Undefined where nothing is left. Still untrusted text.
 */
export function sentence(title: string): string | undefined {
  const read = conventional(title)
  const text = read !== undefined && TYPES.test(read.type) ? read.description : title
  const plain = withoutKeys(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/(?:\bsee:?\s+)?(?:\b(?:https?|ftp):\/\/|\bwww\.)\S+/gi, '')
    .replace(/\S+@\S+\.\S+/g, '')
    .replace(/\b(?:thanks to|co-authored by|by|cc|via)\s+@[\w-]+(?:\/[\w-]+)?/gi, '')
    .replace(/@[a-z\d][\w-]*(?:\/[\w.-]+)?/gi, '')
    .replace(
      /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see)\s+(?=(?:[\w.-]+\/[\w.-]+)?#\d|gh-\d)/gi,
      ''
    )
    .replace(/(?:\b[\w.-]+\/[\w.-]+)?#\d+|\bgh-\d+/gi, '')
    .replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/gi, '')
    .replace(/\(\s*[,;\s]*\)|\[\s*[,;\s]*\]|:[a-z\d_+-]+:/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:!?)])/g, '$1')
    .replace(/^[\s\-–—:,;.|/]+|[\s\-–—:,;.|/]+$/g, '')
  if (!/[\p{L}\p{N}]/u.test(plain)) return undefined
  const [first = '', ...rest] = plain
  const words = `${/^\p{Ll}+(?:[^\p{L}]|$)/u.test(plain) ? first.toUpperCase() : first}${rest.join('')}`
  return /[.!?…]$/.test(words) ? words : `${words}.`
}
