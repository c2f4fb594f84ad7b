/** What the mutation test tries itself out on, before it is believed: specimen.test.ts finds most of its faults, and not all. */

const SMALLEST = 1

const firstOf = (...steps: readonly (() => string | undefined)[]): string | undefined => {
  for (const step of steps) {
    const said = step()
    if (said !== undefined) return said
  }
  return undefined
}

/** Two steps whose order matters, and two whose order does not. */
export const orderFor = (size: number): string | undefined =>
  firstOf(
    () => (size > 20 ? 'split' : undefined),
    () => (size > 10 ? 'announce' : undefined),
    () => (size === SMALLEST ? 'alone' : undefined)
  )

/** Going round without end when its end is not seen. */
export function batchesOf(size: number, most: number): readonly number[] {
  const batches: number[] = []
  for (let left = size; left > 0; left -= most) batches.push(Math.min(left, most))
  return batches
}
