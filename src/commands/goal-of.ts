import type { Goal } from '../release/goal.ts'
import type { Options } from './options.ts'

/**
 * What the options ask of every service; undefined where nothing shall change.
 * @param run id of the workflow run; absent at a terminal
 */
export function goalOf(options: Options, run: string | undefined): Goal | undefined {
  const { allowSticky, keepIdleScaling } = options
  switch (options.command) {
    case 'deploy':
    case 'prepare':
    case 'promote':
      return {
        command: 'deploy',
        ...(options.command !== 'deploy' && { part: options.command }),
        allowMixed: options.allowMixed,
        version: options.imageVersion ?? '',
        redeploy: options.redeploy,
        keepIdleScaling,
        allowSticky,
        ...(options.commit !== undefined && { commit: options.commit }),
        ...(options.initialCapacity && { initialCapacity: options.initialCapacity }),
        ...(options.approval?.environment && { approvalEnvironment: options.approval.environment }),
        ...(run !== undefined && { run })
      }
    case 'rollback':
      return {
        command: 'rollback',
        afterRollback: options.afterRollback,
        keepIdleScaling,
        allowSticky,
        ...(options.acceptCapacity !== undefined && { acceptCapacity: options.acceptCapacity })
      }
    case 'finalize':
      return { command: 'finalize', keepIdleScaling }
    case 'recover':
      return options.recovery && { command: 'recover', recovery: options.recovery }
    case 'status':
      return undefined
  }
}
