import type { InputSpec } from './input-spec.ts'

/** What a person states, for `recover` alone. */
export const RECOVER_INPUTS = [
  {
    name: 'baseline',
    description:
      'For `recover`: states what a group was before the release, where its journal is lost, e.g. `web-blue=2/3/6`.',
    default: '',
    form: 'GROUP=MIN/DESIRED/MAX'
  },
  {
    name: 'live',
    description:
      'For `recover`: declares which colour of a service is live and closes its release, e.g. `web=blue`. Nothing is ended.',
    default: '',
    form: 'SERVICE=COLOUR'
  },
  {
    name: 'break-claim',
    description:
      'For `recover`: breaks the claim of a run that a person knows to be dead, by the id that messages name.',
    default: '',
    form: 'CLAIM'
  },
  {
    name: 'lift-approval',
    description: 'For `recover`: `true` lifts the requirement that an environment approves finalize.',
    default: 'false'
  },
  {
    name: 'forget',
    description:
      'For `recover`: `true` removes every trace of bg-release from the fleet. Refused while a release is open, unless `live` is given too.',
    default: 'false'
  }
] as const satisfies readonly InputSpec[]
