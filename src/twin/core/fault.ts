/** A call that AWS answers with an error. `step` turns it into an Answer and keeps the world as it was. */
export class AwsFault extends Error {
  override readonly name = 'AwsFault'
  readonly code: string
  /** HTTP status. */
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** The unmodeled 400 with which Auto Scaling answers nearly everything it refuses. */
export function invalid(message: string): AwsFault {
  return new AwsFault('ValidationError', message)
}

/** A request that breaks a constraint of the API model: the wording of the shared AWS front end. */
export function constraint(member: string, value: string, rule: string): AwsFault {
  return invalid(
    `1 validation error detected: Value ${value} at '${lowerFirst(member)}' failed to satisfy constraint: ${rule}`
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
