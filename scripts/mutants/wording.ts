/** Texts for people are not what is tested here: what they are about is. */
import { child, type Node, nodesIn } from './syntax.ts'

const TEXTS: readonly unknown[] = ['message', 'fix', 'why']
/** A tag, a key, a state: one word. */
const WORD = /^[\w.:-]+$/

/** @returns why nothing in it is mutated, or undefined */
export function isWording({ node }: { readonly node: Node }): string | undefined {
  const value = child(node, 'value')
  switch (node.type) {
    case 'StringLiteral':
      return typeof value === 'string' && WORD.test(value) ? undefined : 'wording'
    case 'TemplateLiteral': {
      const texts = nodesIn(child(node, 'quasis')).map(each => child(each, 'value'))
      return texts.some(hasSpaces) ? 'wording' : undefined
    }
    case 'ObjectProperty':
      return nodesIn(child(node, 'key')).some(key => TEXTS.includes(child(key, 'name')))
        ? 'wording'
        : undefined
    default:
      return undefined
  }
}

const hasSpaces = (text: unknown): boolean =>
  typeof text === 'object' && text !== null && 'raw' in text && /\s/.test(String(text.raw))
