/**
 * The codec of the journal's tag values: `v=1 key=value ... c=checksum`. Values use only the characters that every AWS
 * service accepts in tags (letters, digits and `+-=._:/@`), without the space that separates them.
 */

const TAG_VALUE_LIMIT = 256
const VALUE = /^[A-Za-z0-9+\-._:/@]*$/

export type RecordFields = Readonly<Record<string, string | number>>

/** Why a tag value could not be read: a person has to look at it. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
}

/** @throws RecordError where a value does not fit the alphabet or the whole does not fit a tag. */
export function encodeRecord(fields: RecordFields): string {
  const body = ['v=1', ...Object.entries(fields).map(([key, value]) => `${key}=${value}`)].join(' ')
  for (const value of Object.values(fields)) {
    if (!VALUE.test(String(value))) throw new RecordError(`the value "${value}" does not fit a tag`)
  }
  const text = `${body} c=${textChecksum(body)}`
  if (text.length > TAG_VALUE_LIMIT) throw new RecordError(`${text.length} characters do not fit a tag`)
  return text
}

/** @throws RecordError where the text is not exactly what `encodeRecord` makes: no guess is made at a damaged journal. */
export function decodeRecord(text: string): ReadonlyMap<string, string> {
  const end = text.lastIndexOf(' c=')
  if (!text.startsWith('v=1 ') || end < 0) throw new RecordError('it is not a record of a known version')
  const body = text.slice(0, end)
  if (text.slice(end + 3) !== textChecksum(body)) throw new RecordError('its checksum does not match')
  return new Map(
    body.split(' ').map(part => {
      const at = part.indexOf('=')
      return [part.slice(0, at), part.slice(at + 1)]
    })
  )
}

/** A reader remembers as many texts: every look reads the tags of the look before. */
const REMEMBERED = 500

/** Reads tag values of one form. @returns a function that throws RecordError; what it gives belongs to everybody */
export function reader<T>(decode: (record: ReadonlyMap<string, string>) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>()
  return text => {
    const found = known.get(text)
    if (found) return found.value
    const value = decode(decodeRecord(text))
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, { value })
    return value
  }
}

/** A whole number of 0 or more. @throws RecordError */
export function countField(record: ReadonlyMap<string, string>, key: string): number {
  const text = record.get(key) ?? ''
  if (!/^\d{1,15}$/.test(text)) throw new RecordError(`its member ${key} is not a number`)
  return Number(text)
}

/** @throws RecordError */
export function choiceField<T extends string>(
  record: ReadonlyMap<string, string>,
  key: string,
  choices: readonly T[]
): T {
  const found = choices.find(choice => choice === record.get(key))
  if (found === undefined) throw new RecordError(`its member ${key} is not one of ${choices.join(', ')}`)
  return found
}

/** @throws RecordError */
export function textField(record: ReadonlyMap<string, string>, key: string): string {
  const text = record.get(key)
  if (text === undefined) throw new RecordError(`its member ${key} is missing`)
  return text
}

/** 32-bit FNV-1a: it notices a truncated or hand-edited value, it is no protection against a forger. */
export function textChecksum(text: string): string {
  // Looked up once: the lookup of a global costs much in a context of its own, such as a test's.
  const { imul } = Math
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
