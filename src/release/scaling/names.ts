/** Names that speak of a colour. */

const COLOUR = /(?<![A-Za-z])(?:blue|green)(?![A-Za-z])/gi
const SWAPPED: Readonly<Record<string, string>> = {
  blue: 'green',
  green: 'blue',
  Blue: 'Green',
  Green: 'Blue',
  BLUE: 'GREEN',
  GREEN: 'BLUE'
}

/** The name with each colour in it that stands as a word swapped for the other one. */
const swapped = (name: string): string => name.replace(COLOUR, word => SWAPPED[word] ?? word)

/** The name with its colours taken out: equal for the two halves of a pair. */
export const colourless = (name: string): string => name.replace(COLOUR, '*')

const colourOf = (group: string): string => group.slice(group.lastIndexOf('-') + 1)

const suffixOf = (group: string): string => `@${group}`

/** Whether the name has the colour of the group in it, as a word that has a counterpart. */
const speaksOf = (name: string, group: string): boolean =>
  (name.match(COLOUR) ?? []).some(word => word.toLowerCase() === colourOf(group) && word in SWAPPED)

/**
 * What an alarm of the group `from` is called when it is copied for the group `to`: alarm names are unique in an account
 * and region. Going back gives the first name again, `copyName(copyName(name, a, b), b, a) === name`, so that nothing has
 * to be remembered.
 */
export function copyName(name: string, from: string, to: string): string {
  const bare = name.endsWith(suffixOf(from)) ? name.slice(0, -suffixOf(from).length) : ''
  if (bare !== '' && !speaksOf(bare, to)) return bare
  return speaksOf(name, from) ? swapped(name) : name + suffixOf(to)
}
