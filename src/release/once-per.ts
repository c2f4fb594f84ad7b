/**
 * Asks a pure function once about each value. Looks and groups never change, and every step asks the same of the same one;
 * an answer is kept as long as its value is.
 */
export function oncePer<K extends object, V>(ask: (value: K) => V): (value: K) => V {
  const known = new WeakMap<K, { readonly answer: V }>()
  return value => {
    const found = known.get(value)
    if (found) return found.answer
    const answer = ask(value)
    known.set(value, { answer })
    return answer
  }
}
