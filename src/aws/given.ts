/** What a call must not be made without: AWS gives "nothing" and "none" a meaning of their own. */

/** @throws RangeError where the list is empty, longer than `most`, or holds an empty text */
export function filled<T>(what: string, list: readonly T[], most: number): T[] {
  if (list.length === 0) throw new RangeError(`no ${what} given`)
  if (list.length > most) throw new RangeError(`${list.length} ${what} given, and one call takes ${most}`)
  if (list.some(one => one === '')) throw new RangeError(`an empty text among the ${what}`)
  return [...list]
}

/** @throws RangeError where the text is empty */
export function named(what: string, value: string): string {
  if (value === '') throw new RangeError(`no ${what} given`)
  return value
}
