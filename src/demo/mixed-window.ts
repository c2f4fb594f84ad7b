import type { Outcome } from './traffic.ts'

/** Which versions of a service, or of a fleet, had targets of which kind from `realMs` on, until the next sight. */
export interface Sight {
  /** Ms of the clock that the traffic is timed with. */
  readonly realMs: number
  /** Ms of the twin's virtual clock. */
  readonly virtualMs: number
  /** Versions with a target that gets new requests. */
  readonly serving: ReadonlySet<string>
  /** Versions with a target that may still end open requests, and gets no new ones. */
  readonly finishing: ReadonlySet<string>
}

/** What the services of a fleet are together: mixed as soon as two of them serve different versions. */
export function fleetSight(
  at: { readonly realMs: number; readonly virtualMs: number },
  sights: readonly Sight[]
): Sight {
  const union = (pick: (sight: Sight) => ReadonlySet<string>) =>
    new Set(sights.flatMap(sight => [...pick(sight)]))
  return { ...at, serving: union(({ serving }) => serving), finishing: union(({ finishing }) => finishing) }
}

/** Time in which two versions got new requests at once. */
export interface Mixed {
  readonly realMs: number
  readonly virtualMs: number
}

/** A stretch of time in which two versions got new requests at once. */
export interface MixedWindow {
  readonly from: { readonly realMs: number; readonly virtualMs: number }
  readonly to: { readonly realMs: number; readonly virtualMs: number }
}

/** @param sights in order of time; the last one is taken as the end. */
export function mixedWindows(sights: readonly Sight[]): readonly MixedWindow[] {
  const windows: MixedWindow[] = []
  let opened: Sight | undefined
  for (const [index, sight] of sights.entries()) {
    const mixed = sight.serving.size > 1 && index < sights.length - 1
    if (mixed) opened ??= sight
    else if (opened !== undefined) {
      windows.push({ from: opened, to: sight })
      opened = undefined
    }
  }
  return windows
}

/** Ms of the windows, whole. */
export const mixedIn = (windows: readonly MixedWindow[]): Mixed =>
  mixedBetween(windows, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)

/** Ms of the windows, counting only what lies between the real times `from` and `to`. */
export function mixedBetween(windows: readonly MixedWindow[], from: number, to: number): Mixed {
  let realMs = 0
  let virtualMs = 0
  for (const window of windows) {
    const real = Math.max(0, Math.min(to, window.to.realMs) - Math.max(from, window.from.realMs))
    const whole = window.to.realMs - window.from.realMs
    realMs += real
    if (whole > 0) virtualMs += ((window.to.virtualMs - window.from.virtualMs) * real) / whole
  }
  return { realMs, virtualMs }
}

/**
 * Answers that cannot be explained by the target health and the weights: the version got no new requests at any moment at
 * which the request was open, or had no target left to end it when the answer came.
 */
export function answersOutside(sights: readonly Sight[], outcomes: readonly Outcome[]): number {
  const serving = stretches(sights, sight => sight.serving)
  const answering = stretches(sights, sight => new Set([...sight.serving, ...sight.finishing]))
  const explained = ({ version = '', sentAt, endedAt }: Outcome) =>
    (serving.get(version) ?? []).some(span => span.from <= endedAt && sentAt <= span.to) &&
    (answering.get(version) ?? []).some(span => span.from <= endedAt && endedAt <= span.to)
  return outcomes.filter(outcome => outcome.version !== undefined && !explained(outcome)).length
}

interface Span {
  readonly from: number
  readonly to: number
}

/** By version, the spans of real time in which `pick` names it. */
function stretches(
  sights: readonly Sight[],
  pick: (sight: Sight) => ReadonlySet<string>
): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>()
  const open = new Map<string, number>()
  for (const sight of sights) {
    const versions = pick(sight)
    for (const [version, from] of open) {
      if (versions.has(version)) continue
      open.delete(version)
      spans.set(version, [...(spans.get(version) ?? []), { from, to: sight.realMs }])
    }
    for (const version of versions) if (!open.has(version)) open.set(version, sight.realMs)
  }
  for (const [version, from] of open) {
    spans.set(version, [...(spans.get(version) ?? []), { from, to: Number.POSITIVE_INFINITY }])
  }
  return spans
}
