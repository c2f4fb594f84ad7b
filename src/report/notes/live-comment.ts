import { brief, link, shortened } from '../untrusted.ts'

/** What a pull request is told. Texts may come from outside. */
export interface LiveNews {
  /** Whether what runs now has the change. */
  readonly live: boolean
  /** Whether it was taken back by a rollback, and not by a release of another line. */
  readonly rollback: boolean
  /** The service or image, e.g. `acme/web`. */
  readonly service: string
  /** The version that runs now. */
  readonly version: string
  /** Name of the GitHub environment, where the job stands in one. */
  readonly environment?: string
  /** Ms since the epoch. */
  readonly at: number
  readonly build: { readonly number: string; readonly url: string }
  /** Of the GitHub Release, where there is one. */
  readonly releaseUrl?: string
}

/** By which the comment of one service is found again; readers do not see it. */
export const liveMarker = (imageName: string, asgPrefix: string): string =>
  `<!-- bg-release ${encodeURIComponent(imageName)} ${encodeURIComponent(asgPrefix)} -->`

/** One line of Markdown. */
export function liveComment(news: LiveNews): string {
  const { live, rollback, environment, service, version, at, build, releaseUrl } = news
  const where = environment === undefined ? '' : ` in ${brief(environment)}`
  const shown = releaseUrl === undefined ? brief(version) : link(shortened(version), releaseUrl)
  const by = `(${new Date(at).toISOString().slice(0, 10)}, ${link(`build ${shortened(build.number)}`, build.url)})`
  if (live) return `**Live**${where}: ${brief(service)} ${shown} ${by}`
  const word = rollback ? 'Rolled back' : 'No longer live'
  return `**${word}**${where}: ${brief(service)} runs ${brief(version)}, which is without this change ${by}`
}
