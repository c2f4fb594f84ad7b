/** Searches in a thread of its own: there are as many as the machine has cores. */
import { parentPort } from 'node:worker_threads'
import type { MutantName } from './mutants.ts'
import { searchMutant } from './mutated.ts'
import { LIMITS, type Search } from './plan.ts'
import { modelOf } from './scenarios.ts'
import { type Found, search } from './search.ts'

export type Asked = Search | { readonly mutant: MutantName }

export interface Report extends Found {
  readonly asked: Asked
  /** Of one processor's time. */
  readonly seconds: number
}

parentPort?.on('message', (asked: Asked) => {
  parentPort?.postMessage(runSearch(asked))
})

function runSearch(asked: Asked): Report {
  const begun = process.threadCpuUsage()
  const found = 'mutant' in asked ? searchMutant(asked.mutant) : search(modelOf(asked.scenario), LIMITS)
  const { user, system } = process.threadCpuUsage(begun)
  return { asked, seconds: (user + system) / 1_000_000, ...found }
}
