/** One AWS call as the twin saw it. */
export interface CallRecord {
  /** From 1, in order of arrival. */
  readonly n: number
  /** Virtual time, ISO 8601. */
  readonly at: string
  readonly service: string
  readonly operation: string
  readonly region: string
  readonly mutating: boolean
  /** Empty where the request could not be read. */
  readonly input: Readonly<Record<string, unknown>>
  /** Whether the call took place, whatever became of its answer. */
  readonly ok: boolean
  /** Code of the error that it was answered with. */
  readonly code?: string
  /** Kind of the trouble that struck it, ordered or by the weather. */
  readonly fault?: string
  readonly userAgent: string
}

export interface CallLog {
  add(call: Omit<CallRecord, 'n'>): void
  /** The calls after number `n`. */
  since(n: number): readonly CallRecord[]
}

export function createCallLog(): CallLog {
  const calls: CallRecord[] = []
  return {
    add: call => {
      calls.push({ n: calls.length + 1, ...call })
    },
    since: n => calls.slice(n)
  }
}
