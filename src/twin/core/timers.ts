import type { Timer, TimerWork, World } from './world.ts'

/** Puts work into the queue. @param due ms since the epoch, not before `world.now` */
export function schedule(world: World, due: number, work: TimerWork): void {
  world.timerCount += 1
  const heap = world.timers
  const timer: Timer = { ...work, due, seq: world.timerCount }
  let at = heap.length
  heap.push(timer)
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent]
    if (above === undefined || before(above, timer)) break
    heap[at] = above
    at = parent
  }
  heap[at] = timer
}

/** Takes the earliest timer that is due at `until`, if there is one. */
export function takeDue(world: World, until: number): Timer | undefined {
  const heap = world.timers
  const first = heap[0]
  if (first === undefined || first.due > until) return undefined
  const last = heap.pop()
  if (last !== undefined && heap.length > 0) sink(heap, last)
  return first
}

function sink(heap: Timer[], timer: Timer): void {
  const size = heap.length
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    let below = heap[child]
    if (below === undefined) break
    const right = child + 1 < size ? heap[child + 1] : undefined
    if (right !== undefined && before(right, below)) {
      child += 1
      below = right
    }
    if (before(timer, below)) break
    heap[at] = below
    at = child
  }
  heap[at] = timer
}

function before(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.seq < b.seq)
}
