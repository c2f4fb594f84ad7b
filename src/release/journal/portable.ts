/** Names and sentences in the alphabet of the journal's records, and back. */
import { RecordError, textChecksum } from './record.ts'

/**
 * A space becomes `_`, every other character that is not plain becomes `+hh` for each byte of its UTF-8 form. `+` and `_`
 * are escaped too, so that nothing is lost.
 */
export const toPortable = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9\-.:/@]/gu, character =>
    character === ' '
      ? '_'
      : [...new TextEncoder().encode(character)]
          .map(byte => `+${byte.toString(16).padStart(2, '0')}`)
          .join('')
  )

/** The opposite of `toPortable`. @throws RecordError where `toPortable` cannot have made the text */
export function fromPortable(text: string): string {
  const bytes: number[] = []
  for (const [part] of text.matchAll(/\+[0-9a-f]{2}|[\s\S]/g)) {
    if (part === '_') bytes.push(0x20)
    else if (part.length === 3) bytes.push(Number.parseInt(part.slice(1), 16))
    else bytes.push(part.charCodeAt(0))
  }
  // Bytes that are not UTF-8 become U+FFFD, and do not lead back to the text.
  const back = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes))
  if (toPortable(back) !== text) throw new RecordError(`"${text}" is no encoded text`)
  return back
}

/** Cut to `limit` characters where it is longer; the checksum at the end keeps different texts different. */
export function fitted(text: string, limit: number): string {
  const portable = toPortable(text)
  return portable.length <= limit ? portable : `${portable.slice(0, limit - 9)}@${textChecksum(portable)}`
}
