/** An empty record without inherited members, for keys that callers choose (`constructor` is a possible tag key). */
export function dictionary<Value>(): Record<string, Value> {
  return Object.create(null)
}
