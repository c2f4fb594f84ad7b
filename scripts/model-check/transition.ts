import type { Change } from '../../src/release/ports.ts'
import type { State } from './state.ts'

/** One step of the world. */
export interface Transition {
  /** For people; made only where it is shown. */
  readonly what: string | (() => string)
  readonly state: State
  /** `run`: a change of a run that looked just before. `late`: one whose run looked long ago. `scale-in`: a policy. */
  readonly by: 'run' | 'late' | 'scale-in' | 'nature'
  /** Whether the step happens in the end where nothing disturbs: what dead ends are reckoned by. */
  readonly fair: boolean
  readonly change?: Change
  /** Of a late request: the state of the release when it left. */
  readonly sentIn?: string
  /** Of a late request: what had to be held when it left. */
  readonly demand?: number
  /** What the step shows to be wrong by itself. */
  readonly wrong?: string
}
