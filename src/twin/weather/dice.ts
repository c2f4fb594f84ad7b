/**
 * A number in [0, 1) that depends on nothing but what it is asked with (FNV-1a, finished as MurmurHash3 is), so that a
 * decision does not depend on how many others were taken before it.
 */
export function dice(seed: number, ...what: readonly (string | number)[]): number {
  const text = `${seed}/${what.join('/')}`
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** One of the items, by a number in [0, 1). */
export function pick<Item>(items: readonly Item[], roll: number): Item | undefined {
  return items[Math.floor(roll * items.length)]
}

/** A whole number in `low..high`, by a number in [0, 1). */
export function within(low: number, high: number, roll: number): number {
  return low + Math.floor(roll * (high - low + 1))
}
