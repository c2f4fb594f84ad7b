import { stripVTControlCharacters } from 'node:util'

/** Workflow commands whose message is for people (GitHub Docs, workflow commands). */
const SPOKEN = new Set(['group', 'notice', 'warning', 'error'])

/** @returns what a line of an action's output says to people, without escape codes; undefined where it says nothing. */
export function progressIn(line: string): string | undefined {
  const plain = printable(stripVTControlCharacters(line))
  const command = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(plain)
  if (command === null) return plain.trim() || undefined
  const [, name = '', message = ''] = command
  return SPOKEN.has(name) ? unescaped(message).trim() || undefined : undefined
}

const printable = (text: string) => text.replace(/\p{Cc}/gu, ' ')

/** The first line of a message, whose escapes are those of the workflow commands. */
function unescaped(message: string): string {
  const [first = ''] = message.split(/%0D|%0A/)
  return first.replaceAll('%25', '%')
}
