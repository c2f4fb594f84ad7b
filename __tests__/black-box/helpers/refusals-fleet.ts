/** What the groups do not let pass, and what a person at a terminal cannot say. */
import { encodeRecord } from '../../../src/release/journal/record.ts'
import { IMAGE_VERSION_TAG } from '../../../src/release/world.ts'
import { rerun } from '../../../src/twin/github/acts-actions.ts'
import { act, BOB, FULL, ID_TOKEN_REQUEST, jobOf } from '../../support/approval-world.ts'
import type { TestGitHub } from './approvals.ts'
import type { Refusal } from './refusal.ts'
import { APPROVAL_TAG, OLD_TAG } from './waiting.ts'
import type { TestWorld } from './world.ts'

const tagged = (group: string, key: string, value: string | undefined) => (world: TestWorld) =>
  world.tag(group, { [key]: value })

/** Approves, instead of the run that deployed, one that began before it and deployed nothing. */
const ANOTHER_RUN = 78
const approveAnotherRun = ({ server }: TestGitHub): void =>
  act(server.twin, (run, repository, world) => {
    repository.runs[ANOTHER_RUN] = { ...run, id: ANOTHER_RUN }
    const job = jobOf(run, 'finalize').id
    world.idTokenRequests[ID_TOKEN_REQUEST] = { repository: FULL, run: ANOTHER_RUN, job }
  })

const leftOut = () => ({ 'approval-environment': '' })

export const FLEETS: readonly Refusal[] = [
  {
    name: 'approval-environment left out of finalize',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize brings none',
    sample: true,
    inputs: leftOut
  },
  {
    name: 'the input left out, and the tag gone from one of the groups',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize brings none',
    aws: tagged('web-blue', APPROVAL_TAG, undefined),
    inputs: leftOut
  },
  {
    name: 'the input left out, and a tag that cannot be read',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'it cannot be said of which environment',
    aws: world => {
      world.tag('web-blue', { [APPROVAL_TAG]: undefined })
      world.tag('web-green', { [APPROVAL_TAG]: 'none' })
    },
    inputs: leftOut
  },
  {
    name: 'a true approval, and a tag that cannot be read on one group',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'cannot be read',
    aws: tagged('web-green', APPROVAL_TAG, '')
  },
  {
    name: 'the approval of another environment, as well guarded, than the tags ask for',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize shows one of production',
    job: 'production',
    review: { environments: ['production'] }
  },
  {
    name: 'a typo where the tags know better',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'ask for an approval of the environment cleanup, and this finalize shows one of clenup',
    inputs: () => ({ 'approval-environment': 'clenup' })
  },
  {
    name: 'tags that name two environments, one of which approved',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'web-blue names the environment cleanup and web-green names mine',
    aws: tagged('web-green', APPROVAL_TAG, encodeRecord({ env: 'mine' }))
  },
  {
    name: 'the approval of a run whose release was replaced by that of another run',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'another release took the place of what was approved',
    github: approveAnotherRun,
    env: () => ({ GITHUB_RUN_ID: String(ANOTHER_RUN) })
  },
  {
    name: 'a foreign version in the old group',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'ran version 1.0.0 when the release began, and its tag says 6.6.6 now',
    sample: true,
    aws: tagged('web-blue', IMAGE_VERSION_TAG, '6.6.6')
  },
  {
    name: 'a record of what was approved that was taken away',
    code: 'BGR-APPROVAL-CHANGED',
    says: `does not carry the tag ${OLD_TAG}`,
    aws: tagged('web-blue', OLD_TAG, undefined)
  },
  {
    name: 'a record of what was approved that was edited by hand',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'checksum does not match',
    aws: async world => {
      const text = (await world.group('web-blue')).tags[OLD_TAG] ?? ''
      world.tag('web-blue', { [OLD_TAG]: text.replace('was=1.0.0', 'was=6.6.6') })
    }
  }
]

const RUN = { 'approved-by-run': '77' }

export const TERMINALS: readonly Refusal[] = [
  {
    name: 'neither run nor word',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize brings none',
    terminal: {}
  },
  {
    name: 'a run that was approved and did not deploy this release',
    code: 'BGR-APPROVAL-CHANGED',
    says: 'is not one that it deployed',
    github: approveAnotherRun,
    terminal: { 'approved-by-run': String(ANOTHER_RUN) }
  },
  {
    name: 'a run that nobody approved',
    code: 'BGR-APPROVAL-MISSING',
    says: 'Nobody approved cleanup',
    review: 'nobody',
    terminal: RUN
  },
  {
    name: 'a run that was approved, at its second attempt, whatever administrators may',
    code: 'BGR-APPROVAL-ATTEMPT',
    says: 'is at attempt 2',
    github: ({ server }) => act(server.twin, (run, repository, world) => rerun(world, repository, run, BOB)),
    terminal: RUN
  },
  {
    name: 'a run that does not exist',
    code: 'BGR-APPROVAL-JOB',
    says: 'has no workflow run 12',
    terminal: { 'approved-by-run': '12' }
  },
  {
    name: 'a run approved in another environment than the tags ask for',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this finalize shows one of production',
    review: { environments: ['production'] },
    terminal: { ...RUN, 'approval-environment': 'production' }
  },
  {
    name: 'a run, and no token',
    code: 'BGR-INPUT',
    says: 'needs GITHUB_TOKEN and GITHUB_REPOSITORY',
    env: () => ({ GITHUB_TOKEN: undefined }),
    terminal: RUN
  },
  {
    name: 'the address of a run',
    code: 'BGR-INPUT',
    says: 'must be the number in the address of a run',
    terminal: { 'approved-by-run': 'https://github.com/acme/web/actions/runs/77' }
  },
  {
    name: 'a word without a reason',
    code: 'BGR-INPUT',
    says: 'must be a name and a reason',
    terminal: { 'override-approval': 'Ada' }
  },
  {
    name: 'a word spoken by a workflow',
    code: 'BGR-APPROVAL-REQUIRED',
    says: 'this is a workflow run',
    env: () => ({ GITHUB_ACTIONS: 'true' }),
    terminal: { 'override-approval': 'Ada: good reasons, all of them' }
  },
  {
    name: 'a run and a word at once',
    code: 'BGR-INPUT',
    says: 'are given together',
    terminal: { ...RUN, 'override-approval': 'Ada: good reasons, all of them' }
  },
  {
    name: 'a word for a group that holds a foreign version',
    code: 'BGR-APPROVAL-CHANGED',
    says: '6.6.6',
    aws: tagged('web-blue', IMAGE_VERSION_TAG, '6.6.6'),
    terminal: { 'override-approval': 'Ada: good reasons, all of them' }
  }
]
