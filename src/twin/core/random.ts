import type { World } from './world.ts'

/** Next 32 bits of the world's generator (mulberry32). Advances `world.random`. */
export function nextUint32(world: Pick<World, 'random'>): number {
  world.random = (world.random + 0x6d2b79f5) >>> 0
  let t = world.random
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return (t ^ (t >>> 14)) >>> 0
}

/** `length` lower case hex digits. */
export function hex(world: Pick<World, 'random'>, length: number): string {
  let digits = ''
  while (digits.length < length) digits += nextUint32(world).toString(16).padStart(8, '0')
  return digits.slice(0, length)
}

export function uuid(world: Pick<World, 'random'>): string {
  const h = hex(world, 32)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
}
