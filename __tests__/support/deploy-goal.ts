import type { Goal } from '../../src/release/goal.ts'

/** What `deploy` wants where nobody asks for anything special. */
export const DEPLOY = {
  command: 'deploy',
  version: '2.0.0',
  redeploy: false,
  keepIdleScaling: false,
  allowSticky: false
} as const satisfies Goal
