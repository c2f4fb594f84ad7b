/**
 * Text from outside (AWS messages, tags, names) made harmless. A runner finds commands in two grammars: `::name::` at the
 * beginning of a line and `##[name]` anywhere in it (actions/runner, ActionCommand.cs).
 */

/** One line for a log or a terminal: no control characters, no line breaks, no runner command. */
export function logLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter)
    .replaceAll('##[', '##\\[')
    .replace(/^(\s*)::/u, '$1\\::')
}

/** One line of JSON that holds no runner command and no character that a terminal would act on. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, character =>
      [...Array(character.length).keys()]
        .map(i => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
        .join('')
    )
    .replaceAll('##[', '##\\u005b')

/** Inline code in Markdown: nothing inside is markup, a mention or a link. */
export function code(text: string): string {
  const line = logLine(text)
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(run => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : ''
  return `${fence}${pad}${line.replaceAll('|', '\\|')}${pad}${fence}`
}

/** Prose in Markdown: markup characters are escaped, mentions and references broken. */
export function prose(text: string): string {
  return logLine(text)
    .replace(/[\\`*_{}[\]()#+!|~>$^]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/@(?=[A-Za-z0-9])/g, '@<!---->')
    .replace(/(https?|www)(?=:|\.)/gi, '$1<!---->')
}

const escapeCharacter = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
