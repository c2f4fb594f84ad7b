/** What action.yml, the README and the CLI's help say. A test holds them together. */

export interface InputSpec {
  readonly name: string
  readonly description: string
  /** Absent where the input must be given. Empty where nothing stands in for it. */
  readonly default?: string
  /** The value's form, for the CLI's help; absent for a flag. */
  readonly form?: string
}

export const INPUTS = [
  {
    name: 'command',
    description: 'What to do: `deploy`, `rollback`, `finalize` or `status`.',
    form: 'COMMAND'
  },
  {
    name: 'image-name',
    description:
      'The image that the fleet runs: both groups carry it in the tag `docker:image:name`, e.g. `acme/web`.',
    form: 'NAME'
  },
  {
    name: 'image-version',
    description: 'The version to release: a Docker tag or a digest. Needed by `deploy`, and by it alone.',
    default: '',
    form: 'VERSION'
  },
  {
    name: 'asg-prefix',
    description: 'How the names of the groups begin: `web` finds `web-blue` and `web-green`.',
    form: 'PREFIX'
  },
  {
    name: 'service',
    description: 'Picks one service where the prefix matches several, e.g. `web-api` for `web-api-blue`.',
    default: '',
    form: 'NAME'
  },
  {
    name: 'redeploy',
    description: '`true` lets `deploy` release the version again that is live already.',
    default: 'false'
  },
  {
    name: 'initial-capacity',
    description:
      'Sizes for the first release of a service, when both groups are empty: `min/desired/max`, e.g. `2/3/6`.',
    default: '',
    form: 'MIN/DESIRED/MAX'
  },
  {
    name: 'region',
    description: 'The AWS region. Otherwise the environment says it (`AWS_REGION`).',
    default: '',
    form: 'REGION'
  },
  {
    name: 'timeout',
    description: 'Minutes that the command may take in all. A run that stops here can be gone on with.',
    default: '30',
    form: 'MINUTES'
  }
] as const satisfies readonly InputSpec[]

export type InputName = (typeof INPUTS)[number]['name']

export const OUTPUTS = [
  { name: 'outcome', description: 'How it ended: `succeeded`, `failed` or `stopped`.' },
  { name: 'changed', description: '`true` when this run changed anything in AWS but its own claim.' },
  { name: 'error-code', description: 'The code of the first error (`BGR-…`), empty on success.' },
  { name: 'service', description: 'The service found, e.g. `web`.' },
  { name: 'release', description: 'The number of the newest release of the service.' },
  {
    name: 'phase',
    description:
      'Where the release stands: `idle`, `warming`, `ready`, `switching`, `awaiting-finalize`, `finalizing`, `rolling-back` or `unknown`.'
  },
  { name: 'live-colour', description: '`blue` or `green`: the colour that serves.' },
  { name: 'live-version', description: 'The version of the live colour.' },
  {
    name: 'idle-version',
    description: 'The version of the other colour: what a rollback brings back while it is warm.'
  },
  {
    name: 'live-healthy',
    description: 'How many instances of the live colour are healthy in every target group.'
  },
  {
    name: 'mixed-seconds',
    description: 'For at most so many seconds both versions answered; empty where this run saw none.'
  }
] as const

export type OutputName = (typeof OUTPUTS)[number]['name']
