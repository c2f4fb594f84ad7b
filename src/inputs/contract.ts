/** What action.yml, the README and the CLI's help say. A test holds them together. */

import type { InputSpec } from './input-spec.ts'
import { RECOVER_INPUTS } from './recover-inputs.ts'

export const INPUTS = [
  {
    name: 'command',
    description:
      'What to do: `deploy` (or its two halves, `prepare` and `promote`), `rollback`, `finalize`, `status` or `recover`.',
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
    description:
      'The version to release: a Docker tag or a digest. Needed by `deploy`, `prepare` and `promote`, and by them alone.',
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
    name: 'keep-idle-scaling',
    description:
      '`true` where your infrastructure code owns the scaling policies and schedules of both groups: nothing is copied or removed.',
    default: 'false'
  },
  {
    name: 'allow-sticky',
    description:
      '`true` lets listener weights move although a sticky listener keeps clients on the version they have met.',
    default: 'false'
  },
  {
    name: 'allow-mixed',
    description:
      '`true` lets `prepare` end with both versions answering, where the colours share their target groups.',
    default: 'false'
  },
  {
    name: 'after-rollback',
    description:
      'What becomes of the rejected version: `terminate` ends its instances, `standby` keeps them parked until the next deploy.',
    default: 'terminate',
    form: 'terminate|standby'
  },
  {
    name: 'approval-environment',
    description:
      'A GitHub environment with required reviewers. `deploy` makes its approval a lasting condition of `finalize`; `finalize` ends nothing unless its job was approved there.',
    default: '',
    form: 'NAME'
  },
  {
    name: 'allow-bypass',
    description: '`true` lets `finalize` accept that an administrator started its job without a review.',
    default: 'false'
  },
  {
    name: 'github-token',
    description:
      'Reads the approval (`actions: read`, `checks: read`) and what the release notes are made of (docs/release-notes.md), and writes what the inputs below ask for. The CLI takes it from `GITHUB_TOKEN`.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
    default: '${{ github.token }}',
    form: 'TOKEN',
    door: 'action'
  },
  {
    name: 'check-run-id',
    description:
      'The check run of this job: it shows the environment where the job has no `id-token: write`, and the deployment that shows progress.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
    default: '${{ job.check_run_id }}',
    form: 'ID',
    door: 'action'
  },
  {
    name: 'commit',
    description:
      'The commit that the version was built from, a full SHA: `deploy` and `prepare` note it on the group, and release notes begin and end there. Set it where the workflow runs on another commit.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
    default: '${{ github.sha }}',
    form: 'SHA'
  },
  {
    name: 'create-release',
    description:
      '`true`: `deploy` (or `promote`) makes a GitHub Release with the notes. `prerelease`: one that `finalize` makes a full release. Needs `contents: write`.',
    default: 'false',
    form: 'true|false|prerelease',
    door: 'action'
  },
  {
    name: 'release-tag',
    description: 'The tag of the GitHub Release, e.g. `v1.4.2`. Otherwise it is the version.',
    default: '',
    form: 'TAG',
    door: 'action'
  },
  {
    name: 'comment-on-prs',
    description:
      '`true` tells each pull request in one comment that it went live, or that it was rolled back. Needs `pull-requests: write`.',
    default: 'false',
    door: 'action'
  },
  {
    name: 'live-label',
    description:
      'A label that pull requests carry as long as they are live, e.g. `live`. Needs `pull-requests: write`.',
    default: '',
    form: 'LABEL',
    door: 'action'
  },
  {
    name: 'issue-url',
    description:
      'Where issues of a tracker outside GitHub stand, e.g. `https://acme.atlassian.net/browse/{key}`: release notes link them.',
    default: '',
    form: 'URL',
    door: 'action'
  },
  {
    name: 'issue-projects',
    description:
      'The project keys of that tracker, e.g. `SHOP, PAY`. Otherwise whatever has the form of a key.',
    default: '',
    form: 'KEYS',
    door: 'action'
  },
  {
    name: 'notes-ping',
    description: '`true` notifies the authors that the release notes name.',
    default: 'false',
    door: 'action'
  },
  {
    name: 'account',
    description:
      'The AWS account that is meant, twelve digits. Groups found in another one, of the same names, are refused.',
    default: '',
    form: 'ID'
  },
  {
    name: 'accept-capacity',
    description:
      'For `rollback`: the share of the demand that suffices for the old version before the new one leaves, e.g. `80%`. Everything that can come back still does.',
    default: '',
    form: 'PERCENT'
  },
  ...RECOVER_INPUTS,
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
  { name: 'service', description: 'The services found, e.g. `web` or `web,web-api`.' },
  {
    name: 'release',
    description: 'The number of the newest release; empty where the services of the fleet differ, as below.'
  },
  {
    name: 'phase',
    description:
      'Where the release of the service that is least far stands: `idle`, `warming`, `ready`, `switching`, `awaiting-finalize`, `finalizing`, `rolling-back` or `unknown`.'
  },
  { name: 'live-colour', description: '`blue` or `green`: the colour that serves.' },
  { name: 'live-version', description: 'The version of the live colour.' },
  {
    name: 'idle-version',
    description: 'The version of the other colour: what a rollback brings back while it is warm.'
  },
  {
    name: 'live-healthy',
    description: 'How many instances of the live colours are healthy in every target group, in all.'
  },
  {
    name: 'mixed-seconds',
    description:
      'For at most so many seconds both versions of a service answered; empty where this run saw none.'
  },
  {
    name: 'release-notes',
    description:
      'The release notes for the team, in Markdown; empty where nothing changed or GitHub did not answer.'
  },
  { name: 'user-notes', description: 'The release notes for the users of the service, in Markdown.' },
  { name: 'release-url', description: 'The address of the GitHub Release, where there is one.' },
  {
    name: 'services',
    description:
      'All of this for each service, as JSON: `[{"service","phase","release","liveColour","liveVersion","idleVersion","healthy","liveSuspended","openMinutes"}]`.'
  }
] as const

export type OutputName = (typeof OUTPUTS)[number]['name']
