/** The inputs that say what GitHub is told of a release. What belongs to another command is left unused, not refused. */
import type { AnnounceOptions } from '../commands/options.ts'
import type { InputName } from './contract.ts'
import { shown } from './shown.ts'

/** Told what is wrong: the name of the input, what follows it in the message, and what to do. */
type Wrong = (name: InputName, problem: string, fix: string) => void
type Value = (name: InputName) => string

/** GitHub refuses a longer name of a label. */
const LONGEST_LABEL = 50
/** What git takes for the name of a tag, and a little less (git check-ref-format). */
const TAG = /^(?!.*(?:\.\.|\/\/|\.lock$|[./]$|\/\.))[A-Za-z0-9_][\w.+/-]{0,199}$/
const PROJECT = /^[A-Z][A-Z0-9_]*[A-Z0-9]$/

/**
 * @param flags of `comment-on-prs` and `notes-ping`
 */
export function parseAnnounce(
  value: Value,
  flags: { readonly comments: boolean; readonly ping: boolean },
  wrong: Wrong
): AnnounceOptions {
  const release = parseRelease(value('create-release'), wrong)
  const releaseTag = parseTag(value, release, wrong)
  const liveLabel = value('live-label')
  const issueUrl = value('issue-url')
  const issueProjects = value('issue-projects')
    .split(/[\s,]+/)
    .filter(project => project !== '')
  const checkRun = value('check-run-id')
  if (liveLabel.length > LONGEST_LABEL || /\p{Cc}/u.test(liveLabel)) {
    wrong(
      'live-label',
      `must be the name of a label, one line of at most ${LONGEST_LABEL} characters, and is ${shown(liveLabel)}.`,
      'Write e.g. live.'
    )
  }
  if (issueUrl !== '' && !(isWeb(issueUrl) && issueUrl.includes('{key}'))) {
    wrong(
      'issue-url',
      `must be an address with {key} in place of the key, and is ${shown(issueUrl)}.`,
      'Write e.g. https://acme.atlassian.net/browse/{key}.'
    )
  }
  const odd = issueProjects.find(project => !PROJECT.test(project))
  if (odd !== undefined) {
    wrong(
      'issue-projects',
      `must be a list of project keys in capitals, and one is ${shown(odd)}.`,
      'Write e.g. SHOP, PAY.'
    )
  }
  return {
    release,
    ...flags,
    ...(releaseTag !== '' && { releaseTag }),
    ...(liveLabel !== '' && { liveLabel }),
    ...(issueUrl !== '' && { issueUrl }),
    ...(issueProjects.length > 0 && { issueProjects }),
    ...(/^[1-9]\d{0,14}$/.test(checkRun) && { checkRunId: Number(checkRun) })
  }
}

function parseRelease(text: string, wrong: Wrong): AnnounceOptions['release'] {
  if (text === 'prerelease') return 'prerelease'
  if (['true', 'True', 'TRUE'].includes(text)) return 'full'
  if (!['', 'false', 'False', 'FALSE'].includes(text)) {
    wrong(
      'create-release',
      `must be true, false or prerelease, and is ${shown(text)}.`,
      'Write true for a release at once, or prerelease for one that finalize makes a full one.'
    )
  }
  return 'none'
}

function parseTag(value: Value, release: AnnounceOptions['release'], wrong: Wrong): string {
  const tag = value('release-tag')
  const version = value('image-version')
  if (tag !== '' && !TAG.test(tag)) {
    wrong('release-tag', `must be the name of a tag of git, and is ${shown(tag)}.`, 'Write e.g. v1.4.2.')
  }
  if (tag !== '' && release === 'none') {
    wrong(
      'release-tag',
      'is set without create-release.',
      'Set create-release to true, or leave release-tag out.'
    )
  }
  if (tag === '' && release !== 'none' && version.startsWith('sha256:')) {
    wrong(
      'release-tag',
      'is missing, and a digest can be no tag of git.',
      'Set release-tag to the tag of the GitHub Release, e.g. v1.4.2.'
    )
  }
  return tag
}

const isWeb = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text)
