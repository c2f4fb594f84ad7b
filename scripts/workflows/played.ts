/** How a job of a run ended, and what it left behind. */
import type { ActLine } from './act.ts'
import type { Ended } from './derive.ts'

export interface JobPlayed {
  /** E.g. `release / deploy`. */
  readonly id: string
  readonly matrix: Readonly<Record<string, unknown>>
  readonly result: Ended['result'] | 'waiting'
  readonly outputs: Readonly<Record<string, string>>
  /** By id of the step. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly summary: string
  /** Annotations: `error`, `warning` and `notice`, in order. */
  readonly said: readonly string[]
  readonly log: string
}

/** A job without a step. */
export const nothing = (id: string): Omit<JobPlayed, 'result'> => ({
  id,
  matrix: {},
  outputs: {},
  steps: {},
  summary: '',
  said: [],
  log: ''
})

/** What a job left behind, as act printed it. */
export function told(lines: readonly ActLine[]): Pick<JobPlayed, 'steps' | 'summary' | 'said' | 'log'> {
  const steps: Record<string, Record<string, string>> = {}
  for (const { command, stepID: [step = ''] = [], name = '', arg = '' } of lines)
    if (command === 'set-output') steps[step] = { ...steps[step], [name]: arg }
  return {
    steps,
    summary: lines.flatMap(({ command, content = '' }) => (command === 'summary' ? [content] : [])).join(''),
    // Read from the text: act takes `::` inside of a message for the end of the command.
    said: lines.flatMap(({ msg }) => {
      const [, kind, text = ''] = /::(error|warning|notice)(?: [^:]*)?::(.*)/.exec(msg) ?? []
      return kind === undefined ? [] : [`${kind}: ${text.trim()}`]
    }),
    log: lines.map(({ msg }) => msg).join('\n')
  }
}
