import { marked } from 'marked'

/** Notes as a reader sees them: what a Markdown renderer makes of them, taken apart. */
export interface Rendered {
  /** Names of all elements, in small letters; `!comment` for a comment with a text, `!entity` for one no renderer writes. */
  readonly elements: readonly string[]
  readonly links: readonly string[]
  /** What GitHub searches for mentions, references and addresses: stretches of text outside of code and links, as they are shown. */
  readonly texts: readonly string[]
}

export function rendered(markdown: string): Rendered {
  const html = marked.parse(markdown, { gfm: true, async: false })
  const parts = html.split(/(<!--.*?-->|<\/?[a-z][^>]*>)/is)
  const elements: string[] = []
  const links: string[] = []
  const texts: string[] = []
  let inside = 0
  for (const part of parts) {
    const tag = /^<(\/?)([a-z][a-z0-9-]*)/i.exec(part)
    if (part.startsWith('<!--')) {
      if (part !== '<!---->') elements.push('!comment')
    } else if (tag === null) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(part)) elements.push('!entity')
      if (inside === 0 && part.trim() !== '') texts.push(shown(part))
    } else {
      const name = (tag[2] ?? '').toLowerCase()
      if (name === 'code' || name === 'a') inside += tag[1] === '' ? 1 : -1
      if (tag[1] === '') elements.push(name)
      if (tag[1] === '' && name === 'a') links.push(shown(/href="([^"]*)"/.exec(part)?.[1] ?? ''))
    }
  }
  return { elements, links, texts }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

const shown = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name] ?? '')

/** What GitHub would make a link, a notification or a reference of. */
export const TELLING =
  /(?<![\w`])@[a-z\d]|\w@\w|#\d|\bGH-\d|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b|\b(?:https?|ftp):\/\/\S|\bwww\.\w/i
