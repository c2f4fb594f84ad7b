/** What a policy is told. */
export interface Measure {
  /** Alarm that tells it; absent when a person does. */
  readonly alarm?: string
  readonly value?: number
  readonly threshold?: number
  /** Whether a cooldown or warm-up is waited for. */
  readonly patient: boolean
}

/** `later`: the same question may have another answer when time has gone by. */
export type Decision =
  | { readonly kind: 'set'; readonly desired: number }
  | { readonly kind: 'later' }
  | { readonly kind: 'nothing' }
