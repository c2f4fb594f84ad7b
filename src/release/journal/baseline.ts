/** What a group was before a release, as it stands in the journal. */
import { choiceField, countField, type RecordFields, textField } from './record.ts'

/** What a group was before the release touched it. Written once per release. */
export interface Baseline {
  readonly min: number
  readonly max: number
  readonly desired: number
  /** The user's own suspended processes. */
  readonly suspended: readonly string[]
  /** On the new group: whose its policies, alarms and scheduled actions are. Absent on the old one. */
  readonly scaling?: CopyMode
}

/** `copied`: the release copies the old group's, and they move with the role. `own`: each group keeps those it has. */
export const COPY_MODES = ['copied', 'own'] as const
export type CopyMode = (typeof COPY_MODES)[number]

export const baselineFields = ({ min, max, desired, suspended, scaling }: Baseline): RecordFields => ({
  min,
  max,
  desired,
  suspended: suspended.join('+'),
  ...(scaling && { scaling })
})

/** @throws RecordError */
export const baselineField = (record: ReadonlyMap<string, string>): Baseline => ({
  min: countField(record, 'min'),
  max: countField(record, 'max'),
  desired: countField(record, 'desired'),
  suspended: processesField(record, 'suspended'),
  ...(record.has('scaling') && { scaling: choiceField(record, 'scaling', COPY_MODES) })
})

/** Names of processes, joined by `+`. @throws RecordError */
export const processesField = (record: ReadonlyMap<string, string>, name: string): readonly string[] =>
  textField(record, name)
    .split('+')
    .filter(process => process !== '')
