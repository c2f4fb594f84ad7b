import type { ServiceNote } from '../commands/run-events.ts'

/** One line. The text is not yet made harmless. @param several whether it has to be said which service is meant */
export function noteText({ service, note }: ServiceNote, several: boolean): string {
  const { message, fix } = note
  return ['Note:', ...(several ? [`${service}:`] : []), message, ...(fix === undefined ? [] : [fix])].join(
    ' '
  )
}
