/** Seeded uniform numbers in [0, 1): the same run of slow requests every time (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Real ms that each request takes: 5 % of them are slow, the others answer at once.
 * @param slowestMs the slow ones take two fifths to the whole of it.
 */
export function requestDelays(random: () => number, slowestMs: number): () => number {
  return () => (random() < 0.05 ? slowestMs * (0.4 + 0.6 * random()) : 0)
}
