/** Searches in a thread of its own: there are as many as the machine has cores. */
import { parentPort } from 'node:worker_threads'
import { LIMITS, type Search } from './plan.ts'
import { modelOf } from './scenarios.ts'
import { type Found, search } from './search.ts'

export interface Report extends Found {
  readonly name: string
  /** Of one processor's time. */
  readonly seconds: number
}

parentPort?.on('message', (asked: Search) => {
  parentPort?.postMessage(runSearch(asked))
})

export function runSearch({ name, scenario }: Search): Report {
  const begun = process.threadCpuUsage()
  const found = search(modelOf(scenario), LIMITS)
  const { user, system } = process.threadCpuUsage(begun)
  const seconds = (user + system) / 1_000_000
  return { name, seconds, ...found }
}
