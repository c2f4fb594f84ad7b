import { INPUTS } from '../inputs/contract.ts'
import type { InputSpec } from '../inputs/input-spec.ts'

/** The help text. Written from the same table as the action's inputs. */
export function helpText(): string {
  const all: readonly InputSpec[] = INPUTS
  const inputs = all.filter(({ name, door }) => name !== 'command' && door !== 'action')
  const flags = inputs.map(input => {
    const flag = `  --${input.name}${input.form ? ` ${input.form}` : ''}`
    // An expression is a default of the action alone.
    const fallback =
      input.default && input.form && !input.default.startsWith('${{') ? ` Default ${input.default}.` : ''
    return `${flag.padEnd(37)}${input.description.replaceAll('`', '')}${fallback}`
  })
  return `bg-release: blue-green releases on pairs of Auto Scaling groups

Usage
  bg-release deploy   --image-name NAME --image-version VERSION --asg-prefix PREFIX
  bg-release rollback --image-name NAME --asg-prefix PREFIX
  bg-release finalize --image-name NAME --asg-prefix PREFIX
  bg-release status   --image-name NAME --asg-prefix PREFIX
  bg-release recover  --image-name NAME --asg-prefix PREFIX (--break-claim CLAIM | --baseline ... | --live ... | --forget)
  bg-release demo     [--services N] [--topology shared|split] [--requests N] [--json] [--sabotage] [--directory DIR]
  bg-release twin     [--scenario FILE] [--port N] [--speed N] [--no-skip]
  bg-release scenario from-aws --image-name NAME --asg-prefix PREFIX [--service NAME] > FILE

Commands
  deploy     bring a version up on the idle colour, move traffic, keep the old colour warm
  prepare    the first half of deploy: ends when the new version is healthy and waits
  promote    the second half: moves the traffic
  rollback   bring the old colour back, then take the new one out
  finalize   end the old colour
  status     say where the service stands; changes nothing
  recover    state what only a person can know: a dead run, a lost baseline, which colour is live
  demo       release a simulated service under real traffic on this machine
  twin       run a simulated AWS on this machine
  scenario   write a scenario for the twin from a fleet in AWS; reads only

Options
${flags.join('\n')}
  --approved-by-run RUN                finalize: the workflow run in which the environment approved (GITHUB_TOKEN, GITHUB_REPOSITORY).
  --override-approval "NAME: REASON"   finalize: go without an approval; journalled and shown.
  --yes, -y                            Do not ask before the first change.
  --json                               Print the result as one line of JSON; progress goes to stderr.
  --version, --help

Exit codes
  0    done, or nothing to do
  1    refused or failed; the error has a code (BGR-...), explained in docs/troubleshooting.md
  130  stopped by Ctrl-C (143 by SIGTERM, 129 by SIGHUP); the same command goes on from there
`
}
