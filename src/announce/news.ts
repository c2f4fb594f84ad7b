import type { CommandName } from '../commands/options.ts'
import type { Ask } from './ask.ts'

/** Whether users meet another version after it. What `prepare` brings waits for `promote`. */
export const bringsLive = (command: CommandName): boolean => command === 'deploy' || command === 'promote'

/** Whether the run did something that people are told. A run with nothing to do makes up for a release that is missing. */
export function isNews({ options, report }: Pick<Ask, 'options' | 'report'>): boolean {
  if (report.status !== 'succeeded') return false
  const { command, announce } = options
  if (command === 'finalize') return announce.release === 'prerelease'
  if (bringsLive(command)) return report.changed || announce.release !== 'none'
  return command === 'rollback' && report.changed
}
