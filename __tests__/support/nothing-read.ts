/** What preflight asks for, where a service has nothing of it. */
import type { PreflightFacts } from '../../src/release/preflight/facts.ts'

export const NOTHING_READ: PreflightFacts = {
  timeLimitMs: Number.POSITIVE_INFINITY,
  targetGroups: [],
  attributes: new Map(),
  takenAlarms: [],
  alarmTags: new Map(),
  metricAlarms: [],
  refreshing: [],
  hooks: new Map(),
  activities: new Map()
}
