/**
 * Runs the workflows that ship and those of examples/workflows on this machine, with dist as it is there, against a
 * simulated AWS and a simulated GitHub, and lints all workflows.
 *
 *   node scripts/workflows.ts [WORD]      only what has the word in its name
 *
 * Prints what it ran and `N passed, M failed`; exit code 1 when something failed. docs/workflows.md says what is not shown.
 */

import { workflowFiles } from './workflows/files.ts'
import { lints } from './workflows/lints.ts'
import { mutants } from './workflows/mutants.ts'
import { scenarios } from './workflows/scenarios.ts'
import { exampleScenarios } from './workflows/scenarios-examples.ts'

const word = process.argv[2] ?? ''
const pins = workflowFiles().map(({ text }) => text)
const all = [...lints(), ...scenarios(pins), ...exampleScenarios(pins), ...mutants(pins)].filter(({ name }) =>
  name.includes(word)
)
const begun = performance.now()
const failed: string[] = []
const waiting = [...all]

/** Two at a time: a run is mostly one process that waits for another. */
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const since = performance.now()
    try {
      await next.run()
      console.log(`passed  ${seconds(since)} s  ${next.name}`)
    } catch (error) {
      failed.push(next.name)
      console.log(
        `FAILED  ${seconds(since)} s  ${next.name}: ${error instanceof Error ? error.message : error}`
      )
    }
  }
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1).padStart(5)

await Promise.all([work(), work()])
console.log(`in all  ${seconds(begun)} s`)
console.log(`${all.length - failed.length} passed, ${failed.length} failed`)
if (failed.length > 0) process.exitCode = 1
