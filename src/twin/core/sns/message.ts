/** A published message. Nobody receives it; it is kept to be looked at. */
export interface Message {
  readonly id: string
  /** Ms since the epoch. */
  readonly at: number
  readonly topic: string
  readonly subject?: string
  readonly message: string
  readonly attributes?: Readonly<Record<string, unknown>>
}
