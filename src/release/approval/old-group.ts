/**
 * What an approval is about: the old group of one release at one version. Journalled on the old group while the release
 * is made, compared when it is finalized, days later perhaps.
 *
 * DescribeAutoScalingGroups tells neither the version nor the launch time of an instance. What can be compared is the
 * group's version tag, which every instance reads at boot, and the launch template version that AWS keeps for each
 * instance (Auto Scaling API Reference, Instance). An instance that was changed from inside is not noticed.
 */

import type { Finding } from '../codes.ts'
import { change, refuse, type Step } from '../decision.ts'
import { TAG_PREFIX } from '../journal/journal.ts'
import { fitted } from '../journal/portable.ts'
import {
  countField,
  decodeRecord,
  encodeRecord,
  RecordError,
  textChecksum,
  textField
} from '../journal/record.ts'
import { versionOf } from '../live.ts'
import { type Situation, standing } from '../situation.ts'
import type { Group, Instance, Observation } from '../world.ts'
import type { ApprovalProof, Review } from './proof.ts'

interface Kept {
  /** When the release began, seconds since the epoch by the clock of the run that began it. */
  readonly at: number
  /** Ids of the workflow runs that deployed it, the last few. */
  readonly runs: readonly string[]
  /** Version of the old group, as `fitted` makes it. */
  readonly version: string
  /** Checksums of the launch templates of what was parked. Empty before; `any` where they cannot be told apart. */
  readonly templates: readonly string[]
}

/** Room in the tag. */
const VERSION_ROOM = 80
const RUNS_KEPT = 4
const TEMPLATES_KEPT = 5
const ANY = 'any'

/**
 * For deploy, before anything else once the release is open: notes what the old group runs and which run released. It is
 * noted while nothing moves yet: a note that is gone later is not made up from what is there by then.
 * @param run id of the workflow run; undefined at a terminal
 */
export function keepOld(at: Situation, run: string | undefined): Step {
  const { state, initial } = at.release
  if (initial || (state !== 'open' && state !== 'switching')) return undefined
  const kept = readKept(at)
  if (kept instanceof RecordError) return refuse(damaged(at, kept.message))
  if (!kept) {
    if (state !== 'open') return undefined
    const version = fitted(versionOf(at.old.group) ?? '', VERSION_ROOM)
    const runs = run === undefined ? [] : [run]
    return write(at, { at: Math.floor(at.seen.at / 1000), runs, version, templates: [] })
  }
  if (run === undefined || kept.runs.includes(run)) return undefined
  return write(at, { ...kept, runs: [...kept.runs, run].slice(-RUNS_KEPT) })
}

/** For deploy, just before it says `switched`: notes what the parked instances were launched from. */
export function keepTemplates(at: Situation): Step {
  const kept = readKept(at)
  if (!kept || kept instanceof RecordError || kept.templates.length > 0) return undefined
  const found = at.old.group.instances.map(fingerprint)
  const known = [...new Set(found.filter(each => each !== undefined))].sort()
  const countable = known.length > 0 && known.length <= TEMPLATES_KEPT && !found.includes(undefined)
  return write(at, { ...kept, templates: countable ? known : [ANY] })
}

/**
 * For finalize: why what stands in the old group is not what was approved. Without a record of it a review proves
 * nothing; a release that asks for no approval goes by what it has.
 */
export function changedSince(at: Situation, proof: ApprovalProof | undefined): Finding | undefined {
  const kept = readKept(at)
  if (kept instanceof RecordError) return damaged(at, kept.message)
  if (!kept) return proof?.kind === 'review' ? unrecorded(at) : undefined
  const { group } = at.old
  const version = versionOf(group)
  if (fitted(version ?? '', VERSION_ROOM) !== kept.version) return otherVersion(group, kept.version, version)
  const foreign = group.instances.filter(each => isForeign(each, kept.templates))
  if (foreign.length > 0) return otherTemplate(group, foreign)
  return proof?.kind === 'review' ? otherRelease(at, kept, proof) : undefined
}

/** A run speaks for a release that it deployed, or that was there when the run began. */
function otherRelease(at: Situation, kept: Kept, proof: Review): Finding | undefined {
  const { run, shownBy } = proof
  if (kept.runs.includes(String(run.id))) return undefined
  if (shownBy === 'this-job' && kept.at * 1000 <= run.createdAt) return undefined
  return {
    code: 'BGR-APPROVAL-CHANGED',
    message: `Run ${run.id} was approved, and release ${at.epoch} of ${at.seen.service} (version ${at.release.version}) is not one that it ${shownBy === 'this-job' ? 'deployed or found when it began' : 'deployed'}: another release took the place of what was approved.`,
    fix: 'Start finalize in a new run, so that what is there now is what is approved. Nothing was changed.'
  }
}

const isForeign = (instance: Instance, templates: readonly string[]): boolean => {
  if (templates.length === 0 || templates.includes(ANY) || instance.lifecycle.startsWith('Terminat'))
    return false
  const found = fingerprint(instance)
  return found === undefined || !templates.includes(found)
}

/** When the open release began, in ms since the epoch; undefined where none is open, or its note is gone. */
export function begunAt(seen: Observation): number | undefined {
  const where = standing(seen)
  const kept = where.kind === 'open' ? readKept(where.situation) : undefined
  return kept && !(kept instanceof RecordError) ? kept.at * 1000 : undefined
}

const fingerprint = ({ template }: Instance): string | undefined =>
  template === undefined ? undefined : textChecksum(template)

const keyOf = (epoch: number): string => `${TAG_PREFIX}old:${epoch}`

function readKept(at: Situation): Kept | RecordError | undefined {
  const text = at.old.group.tags.get(keyOf(at.epoch))
  if (text === undefined) return undefined
  try {
    const record = decodeRecord(text)
    const list = (name: string) =>
      textField(record, name)
        .split('+')
        .filter(entry => entry !== '')
    return {
      at: countField(record, 'at'),
      runs: list('runs'),
      version: textField(record, 'was'),
      templates: list('lt')
    }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return error
  }
}

const write = (at: Situation, kept: Kept): Step =>
  change('additive', `note on ${at.old.group.name} what it is that release ${at.epoch} keeps warm`, {
    kind: 'tag',
    group: at.old.group.name,
    tags: [
      {
        key: keyOf(at.epoch),
        value: encodeRecord({
          e: at.epoch,
          at: kept.at,
          runs: kept.runs.join('+'),
          was: kept.version,
          lt: kept.templates.join('+')
        }),
        propagate: false
      }
    ]
  })

const WAYS_OUT =
  'Find out who did it (describe-scaling-activities, CloudTrail) and undo it, or run rollback. Nothing was changed.'

const otherVersion = (group: Group, was: string, now: string | undefined): Finding => ({
  code: 'BGR-APPROVAL-CHANGED',
  message: `${group.name} ran version ${was} when the release began, and its tag says ${now ?? 'nothing'} now: what would be ended is not what the release replaced.`,
  fix: WAYS_OUT
})

const otherTemplate = (group: Group, foreign: readonly Instance[]): Finding => ({
  code: 'BGR-APPROVAL-CHANGED',
  message: `${group.name} holds instances that were launched from something else than what the release parked: ${foreign
    .slice(0, 10)
    .map(({ id, template }) => `${id} from ${template ?? 'an unknown template'}`)
    .join(', ')}${foreign.length > 10 ? ` and ${foreign.length - 10} more` : ''}.`,
  fix: WAYS_OUT
})

const unrecorded = (at: Situation): Finding => ({
  code: 'BGR-APPROVAL-CHANGED',
  message: `${at.old.group.name} does not carry the tag ${keyOf(at.epoch)}, so nobody can say whether it still is what was approved.`,
  fix: 'Put the tag back (AWS CloudTrail keeps it under CreateOrUpdateTags), or let a person finalize from a terminal with --override-approval.'
})

const damaged = (at: Situation, reason: string): Finding => ({
  code: 'BGR-APPROVAL-CHANGED',
  message: `The tag ${keyOf(at.epoch)} on ${at.old.group.name}, which says what was approved, cannot be read: ${reason}.`,
  fix: 'Put back the value that the tag had (AWS CloudTrail keeps it under CreateOrUpdateTags); nothing was changed.'
})
