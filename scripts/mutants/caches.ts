/**
 * Code that keeps answers from one call to the next. Many mutants are tried in one process, and what one of them has made
 * of a tag must not be remembered when the next one reads it: in these files maps forget everything between two mutants.
 */
export const REMEMBERING: readonly string[] = ['src/release/journal/record.ts', 'src/release/once-per.ts']

/** @param generation changes with every mutant */
export function forgetfulMaps(generation: () => number): {
  readonly Map: unknown
  readonly WeakMap: unknown
} {
  class ForgetfulMap<K, V> extends Map<K, V> {
    #since = generation()
    override get(key: K): V | undefined {
      if (this.#since !== generation()) this.clear()
      this.#since = generation()
      return super.get(key)
    }
  }
  class ForgetfulWeakMap<K extends object, V> {
    #since = generation()
    #known = new WeakMap<K, V>()
    get(key: K): V | undefined {
      if (this.#since !== generation()) this.#known = new WeakMap()
      this.#since = generation()
      return this.#known.get(key)
    }
    set(key: K, value: V): void {
      this.#known.set(key, value)
    }
  }
  return { Map: ForgetfulMap, WeakMap: ForgetfulWeakMap }
}
