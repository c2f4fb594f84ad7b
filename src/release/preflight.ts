/** Everything that speaks against opening a release, all at once, before anything is changed. */
import type { Finding } from './codes.ts'
import type { Candidate, Check } from './preflight/candidate.ts'
import { forwards } from './preflight/forwards.ts'
import { groups } from './preflight/groups.ts'
import { health } from './preflight/health.ts'
import { hooks } from './preflight/hooks.ts'
import { instances } from './preflight/instances.ts'
import { scaling } from './preflight/scaling.ts'
import { tags } from './preflight/tags.ts'
import { targetGroups } from './preflight/target-groups.ts'

const CHECKS: readonly Check[] = [groups, tags, instances, health, hooks, targetGroups, forwards, scaling]

export const preflight = (at: Candidate): readonly Finding[] => CHECKS.flatMap(check => check(at))
