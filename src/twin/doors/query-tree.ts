import { Refusal } from './refusal.ts'

/** The form body of a Query request as a tree: `Tags.member.1.Key=a` is Tags > member > 1 > Key = a. */
export interface QueryNode {
  readonly value?: string
  readonly children: ReadonlyMap<string, QueryNode>
}

interface GrowingNode {
  value?: string
  readonly children: Map<string, GrowingNode>
}

/** @throws Refusal MalformedQueryString for a parameter that is given twice. */
export function queryTree(form: URLSearchParams): QueryNode {
  const root: GrowingNode = { children: new Map() }
  for (const [name, value] of form) {
    const node = name.split('.').reduce(childOf, root)
    if (node.value !== undefined)
      throw new Refusal(400, 'MalformedQueryString', `Parameter ${name} is given twice`)
    node.value = value
  }
  return root
}

function childOf(node: GrowingNode, name: string): GrowingNode {
  const known = node.children.get(name)
  if (known !== undefined) return known
  const fresh: GrowingNode = { children: new Map() }
  node.children.set(name, fresh)
  return fresh
}
