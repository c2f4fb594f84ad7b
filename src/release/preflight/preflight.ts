/** Everything that speaks against opening a release, all at once, before anything is changed. */
import type { Finding } from '../codes.ts'
import type { Candidate, Check } from './candidate.ts'
import { forwards } from './forwards.ts'
import { groups } from './groups.ts'
import { health } from './health.ts'
import { hooks } from './hooks.ts'
import { instances } from './instances.ts'
import { scaling } from './scaling.ts'
import { tags } from './tags.ts'
import { targetGroups } from './target-groups.ts'

const CHECKS: readonly Check[] = [groups, tags, instances, health, hooks, targetGroups, forwards, scaling]

export const preflight = (at: Candidate): readonly Finding[] => CHECKS.flatMap(check => check(at))
