/** Lifecycle hooks that hold an instance for longer than the run may take. */
import { type Check, duration, finding } from './candidate.ts'
import type { LifecycleHook } from './facts.ts'

export const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING'

/** Whether an instance may wait for it until the run has ended. */
export const outlasts = ({ heartbeatSeconds }: LifecycleHook, timeLimitMs: number): boolean =>
  heartbeatSeconds * 1000 > timeLimitMs

/** Only launches: hooks do not run on the way into Standby and back (EC2 Auto Scaling User Guide, lifecycle hooks). */
export const hooks: Check = ({ idle, facts }) =>
  (facts.hooks.get(idle.name) ?? [])
    .filter(hook => hook.transition === LAUNCHING && outlasts(hook, facts.timeLimitMs))
    .map(hook =>
      finding(
        'BGR-LIFECYCLE-HOOK',
        `An instance of ${idle.name} may wait ${duration(hook.heartbeatSeconds)} for the lifecycle hook ${hook.name} before it is launched or given up, and the run may take ${duration(facts.timeLimitMs / 1000)} in all.`,
        `Lower the heartbeat timeout of the hook, or set timeout above ${Math.ceil(hook.heartbeatSeconds / 60)} minutes.`
      )
    )
