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

/**
 * Prose in Markdown: markup characters are escaped, so is what would begin a block. GitHub looks for mentions, references
 * and bare addresses in what is left after Markdown; an empty comment breaks them without a trace.
 */
export function prose(text: string): string {
  return (
    logLine(text.trim())
      .replace(/[\\`*_{}[\]()+!|~>$^]|#(?!\d)/g, '\\$&')
      .replace(/^-|(?<=^\d+)\.(?=\s|$)/, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replace(/@|#(?=\d)|\bGH-(?=\d)/gi, `$&${BREAK}`)
      .replace(/(https?|ftp|www)(?=:|\.)/gi, `$1${BREAK}`)
      // A commit is linked from seven digits on.
      .replace(/\b[0-9a-f]{7,}\b/gi, digits => digits.replace(/.{6}(?=.)/g, `$&${BREAK}`))
  )
}

/** A link of ours. Where `url` is not one of the web, the text stands alone. */
export const link = (text: string, url: string): string => linked(prose(text), url)

/** The same for a number of GitHub: within a link it is no reference of its own. */
export const numberLink = (number: number, url: string): string => linked(`#${number}`, url)

/** The same with a text that is inline code. */
export const codeLink = (text: string, url: string): string => linked(code(text), url)

function linked(label: string, url: string): string {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return label
  const address = new URL(url).href.replace(
    /[()[\]<>\\|]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  )
  return `[${label}](${address})`
}

/** The beginning of a text that may be longer than a line should be; `characters` are code points. */
export function shortened(text: string, characters = 256): string {
  const all = [...text.slice(0, 2 * characters + 2)]
  return all.length <= characters && text.length <= 2 * characters + 2
    ? text
    : `${all.slice(0, characters - 1).join('')}…`
}

/** Prose of the length of a line. */
export const brief = (text: string): string => prose(shortened(text))

const BREAK = '<!---->'

const escapeCharacter = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
