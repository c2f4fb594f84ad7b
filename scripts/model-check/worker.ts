/** Searches in a thread of its own: there are as many as the machine has cores. */
import { parentPort } from 'node:worker_threads'
import { LIMITS, type Search } from './plan.ts'
import { modelOf } from './scenarios.ts'
import { type Found, search } from './search.ts'

export interface Report extends Found {
  readonly name: string
  readonly depthAsked?: number
  readonly seconds: number
}

parentPort?.on('message', (asked: Search) => {
  parentPort?.postMessage(runSearch(asked))
})

export function runSearch({ name, scenario, depth }: Search): Report {
  const begun = performance.now()
  const found = search(modelOf(scenario), { ...LIMITS, ...(depth !== undefined && { depth }) })
  const seconds = (performance.now() - begun) / 1000
  return { name, seconds, ...found, ...(depth !== undefined && { depthAsked: depth }) }
}
