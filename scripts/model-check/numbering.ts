/** Numbers for whole numbers, without an object for each: a search has millions. */

export interface Numbering {
  /**
   * @param key 0 to 2^53 - 1
   * @returns 0, 1, ... in the order in which keys come for the first time
   */
  of(key: number): number
  readonly size: number
}

const SMALLEST = 1024
/** Of the places so many are filled before there are twice as many. */
const FULL = 0.6

export function createNumbering(): Numbering {
  let keys = new Float64Array(SMALLEST).fill(-1)
  let numbers = new Uint32Array(SMALLEST)
  let size = 0
  const placeOf = (key: number, mask: number): number => {
    let place = scattered(key) & mask
    while (keys[place] !== key && keys[place] !== -1) place = (place + 1) & mask
    return place
  }
  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers]
    keys = new Float64Array(oldKeys.length * 2).fill(-1)
    numbers = new Uint32Array(keys.length)
    for (const [i, key] of oldKeys.entries()) {
      if (key === -1) continue
      const place = placeOf(key, keys.length - 1)
      keys[place] = key
      numbers[place] = oldNumbers[i] ?? 0
    }
  }
  return {
    of: key => {
      const place = placeOf(key, keys.length - 1)
      if (keys[place] === key) return numbers[place] ?? 0
      keys[place] = key
      numbers[place] = size
      size += 1
      if (size > keys.length * FULL) grow()
      return size - 1
    },
    get size() {
      return size
    }
  }
}

/** Neighbours far apart: the steps between the multiplications are those of MurmurHash3's finalizer. */
function scattered(key: number): number {
  const high = Math.floor(key / 0x1_0000_0000)
  let mixed = Math.imul(high, 0x9e3779b1) ^ (key | 0)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
