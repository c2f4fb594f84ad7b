import type { GroupSight } from './fleet-sight.ts'
import type { FleetTraffic } from './fleet-traffic.ts'
import type { Snapshot } from './screen-lines.ts'
import type { Outcome } from './traffic.ts'

/** What the demo is at, between two looks at the screen. */
export interface Progress {
  stage: string
  /** Real ms of the demo's clock at which the stage began. */
  since: number
  /** The latest line of the running action. */
  line: string
}

/** One moment of the demo for the screen. `now` and `startedAt` are real ms of the demo's clock. */
export function snapshotOf(
  progress: Progress,
  groups: readonly GroupSight[],
  traffic: FleetTraffic,
  speed: number,
  startedAt: number,
  now: number
): Snapshot {
  return {
    elapsedMs: now - startedAt,
    speed,
    stage: progress.stage,
    stageMs: now - progress.since,
    groups,
    answers: new Map(
      [...traffic.services].map(([service, { outcomes }]) => [service, answersSince(outcomes, now - 1000)])
    ),
    requests: traffic.sent(),
    lost: traffic.lost(),
    progress: progress.line
  }
}

/** By version. The outcomes are in the order in which they ended. */
export function answersSince(outcomes: readonly Outcome[], since: number): ReadonlyMap<string, number> {
  const answers = new Map<string, number>()
  for (let index = outcomes.length - 1; index >= 0; index -= 1) {
    const outcome = outcomes[index]
    if (outcome === undefined || outcome.endedAt < since) break
    if (outcome.version !== undefined) answers.set(outcome.version, (answers.get(outcome.version) ?? 0) + 1)
  }
  return answers
}
