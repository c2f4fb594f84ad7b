/** Quoted, cut, and with everything that is not plain ASCII made visible: a Cyrillic letter looks like a Latin one. */
export function shown(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text
  return JSON.stringify(short).replace(/[^\x20-\x7e…]/g, character => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${code}`
  })
}
