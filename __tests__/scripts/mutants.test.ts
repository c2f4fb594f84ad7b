import { describe, expect, test } from '@jest/globals'
import { forgetfulMaps } from '../../scripts/mutants/caches.ts'
import { coverageOf } from '../../scripts/mutants/coverage.ts'
import { edited } from '../../scripts/mutants/edits.ts'
import type { Made, Mutant } from '../../scripts/mutants/make.ts'
import { chosen, createPlanner, FULL, QUICK } from '../../scripts/mutants/plan.ts'
import { type Fate, judge } from '../../scripts/mutants/report.ts'
import { mistakes } from '../../scripts/mutants/specimen/expected.ts'
import { createSwitchboard, dropId, Endless, swapId } from '../../scripts/mutants/switch.ts'

const mutantOf = (id: number, overrides: Partial<Mutant> = {}): Mutant => ({
  id,
  file: 'src/release/pin.ts',
  line: 1,
  kind: 'EqualityOperator',
  from: 'a > b',
  to: 'a >= b',
  name: `mutant ${id}`,
  ...overrides
})
const killed = (mutant: Mutant): Fate => ({ is: 'killed', mutant, by: 'a test', why: 'it differs' })
const survived = (mutant: Mutant): Fate => ({ is: 'survived', mutant, tests: 3 })
const many = Array.from({ length: 100 }, (_, n) => mutantOf(n))
const names = new Set(many.map(({ name }) => name))

describe('the verdict', () => {
  const fates = (survivors: number) => many.map((each, n) => (n < survivors ? survived(each) : killed(each)))

  test.each([
    { survivors: 5, good: true, score: '95.0 %' },
    { survivors: 6, good: false, score: '94.0 %' }
  ])('$survivors of 100 survive: good $good', ({ survivors, good, score }) => {
    const verdict = judge(fates(survivors), [], names)
    expect(verdict.good).toBe(good)
    expect(verdict.text).toContain(`survived 3 tests, line 1 of mutant ${survivors - 1}`)
    expect(verdict.text).toContain(`100 of 100 mutants: ${100 - survivors} killed`)
    expect(verdict.text).toContain(score)
  })

  test('one that goes on without end is dead', () => {
    expect(judge([{ is: 'endless', mutant: mutantOf(1) }], [], names).good).toBe(true)
  })

  test('harmless ones do not count, whatever they are', () => {
    const harmless = [0, 1].map(n => ({ mutant: `mutant ${n}`, reason: 'nobody can tell' }))
    const verdict = judge(fates(6), harmless, names)
    expect(verdict).toMatchObject({ good: true })
    expect(verdict.text).toContain('94 killed, 2 harmless, 4 survived: 95.9 %')
  })

  test.each([
    { name: 'is killed', mutant: 'mutant 9', says: 'not harmless, for it was killed: mutant 9' },
    { name: 'is not made', mutant: 'mutant 100', says: 'there is no such mutant: mutant 100' }
  ])('one that is said to be harmless and $name', ({ mutant, says }) => {
    const verdict = judge(fates(0), [{ mutant, reason: 'so it was once' }], names)
    expect(verdict.good).toBe(false)
    expect(verdict.text).toContain(says)
  })

  test('too many harmless ones, or nothing tried at all', () => {
    const harmless = many.slice(0, 6).map(({ name }) => ({ mutant: name, reason: 'nobody can tell' }))
    expect(judge(fates(6), harmless, names).good).toBe(false)
    expect(judge([], [], names).good).toBe(false)
  })
})

describe('the mutation test tries itself out', () => {
  test('a fault that it does not find, and one that it finds where no test looks, are its own', () => {
    expect(mistakes([])).toContain('there is no specimen')
    expect(mistakes([survived(mutantOf(1))])).toContain('was not found: mutant 1')
    expect(mistakes([killed(mutantOf(1))])).toContainEqual(
      expect.stringContaining('was found, though no test looks')
    )
  })
})

describe('a switch', () => {
  interface Own {
    act(id: number): boolean
    cov(...ids: readonly number[]): void
    lazy(id: number, work: (n: number) => number): (n: number) => number | undefined
    order<T>(row: number, ...steps: readonly T[]): readonly T[]
    each(row: number, length: number): readonly number[]
  }
  const board = createSwitchboard(100)
  const own = (globalThis as unknown as { readonly __mutants__: Own }).__mutants__
  const later = own.lazy(7, n => n + 1)

  test('turns on one mutant, and off again', () => {
    board.turnOn({ id: 7 }, 10)
    expect([own.act(7), own.act(8), later(1)]).toEqual([true, false, undefined])
    board.turnOff()
    expect([own.act(7), later(1)]).toEqual([false, 2])
  })

  test.each([
    { at: 0, drops: false, order: ['b', 'a', 'c'] },
    { at: 1, drops: false, order: ['a', 'c', 'b'] },
    { at: 1, drops: true, order: ['a', 'c'] },
    { at: 2, drops: true, order: ['a', 'b'] }
  ])('changes the order of one row: $order', ({ at, drops, order }) => {
    board.turnOn({ id: 21, order: { row: 20, at, drops } }, 10)
    expect(own.order(20, 'a', 'b', 'c')).toEqual(order)
    expect(own.each(20, 3).map(n => 'abc'[n])).toEqual(order)
    expect(own.order(30, 'a', 'b')).toEqual(['a', 'b'])
    board.turnOff()
    expect(own.order(20, 'a', 'b', 'c')).toEqual(['a', 'b', 'c'])
  })

  test('stops what goes round in circles', () => {
    board.turnOn({ id: 7 }, 3)
    expect(() => {
      while (own.act(7));
    }).toThrow(Endless)
    board.turnOff()
  })

  test('counts what is come by, from when it is asked to', () => {
    own.cov(1)
    board.record()
    own.cov(1, 2)
    own.cov(2)
    later(1)
    own.order(20, 'a', 'b')
    expect(board.recorded()).toEqual([
      [1, 1],
      [2, 2],
      [7, 1],
      ...[dropId(20, 0), swapId(20, 0), dropId(20, 1), swapId(20, 1)].map(id => [id, 1])
    ])
    own.cov(1)
    expect(board.recorded().find(([id]) => id === 1)).toEqual([1, 1])
  })
})

test('what one mutant has made is not remembered for the next one', () => {
  let generation = 0
  const { Map: Forgetful, WeakMap: ForgetfulWeak } = forgetfulMaps(() => generation) as unknown as {
    readonly Map: MapConstructor
    readonly WeakMap: WeakMapConstructor
  }
  const key = {}
  const [map, weak] = [new Forgetful([[key, 1]]), new ForgetfulWeak<object, number>()]
  weak.set(key, 1)
  expect([map.get(key), weak.get(key)]).toEqual([1, 1])
  generation = 1
  expect([map.get(key), weak.get(key)]).toEqual([undefined, undefined])
  map.set(key, 2)
  weak.set(key, 2)
  expect([map.get(key), weak.get(key)]).toEqual([2, 2])
})

test('positions in a text with something put in lead back to the source', () => {
  const { text, beginning, end } = edited('one(two)', [
    { at: 4, text: '<<' },
    { at: 7, text: '>>' }
  ])
  expect(text).toBe('one(<<two>>)')
  expect([beginning(0), end(3), beginning(6), end(9), beginning(11), end(12)]).toEqual([0, 3, 4, 7, 7, 8])
  expect([beginning(4), beginning(5), beginning(9), end(5), end(6)]).toEqual(Array.from({ length: 5 }))
})

describe('the plan', () => {
  const mutants = [mutantOf(0), mutantOf(1, { file: 'src/release/park.ts' }), mutantOf(2)]
  const made: Made = { mutants, sources: {}, ids: 3 }
  /** Test 0 is long, 1 is about something else as well, 2 is short and about pin.ts alone. */
  const recorded = [
    {
      ms: 900,
      hits: [
        [0, 900],
        [1, 900]
      ]
    },
    {
      ms: 60,
      hits: [
        [0, 5],
        [1, 95]
      ]
    },
    {
      ms: 9,
      hits: [
        [0, 5],
        [2, 5]
      ]
    }
  ] as const
  const coverage = coverageOf(
    recorded.map(each => ({ ...each, isBroad: false })),
    n => mutants[n]?.file ?? ''
  )
  const testsFor = (planner: ReturnType<typeof createPlanner>, mutant: number) =>
    planner.jobFor(mutant).tests.map(([test]) => test)

  test('asks first whoever is short and about little else, then whoever has killed a neighbour', () => {
    const planner = createPlanner(made, new Set(), coverage, FULL)
    expect(testsFor(planner, 0)).toEqual([2, 1, 0])
    planner.killedBy(2, 0)
    expect(testsFor(planner, 0)).toEqual([0, 2, 1])
    expect(testsFor(planner, 1)).toEqual([1, 0])
  })

  test('what a module does while it loads is tried with all tests of its file, loaded anew', () => {
    const planner = createPlanner(made, new Set([2]), coverage, FULL)
    expect(planner.jobFor(2).again).toBe(true)
    expect(testsFor(planner, 2)).toEqual([2, 1, 0])
  })

  test('asks a broad test before others that take as long', () => {
    const alike = [false, true, false].map(isBroad => ({ ms: 30, hits: [[0, 5]] as const, isBroad }))
    const planner = createPlanner(
      made,
      new Set(),
      coverageOf(alike, () => 'src/release/pin.ts'),
      FULL
    )
    expect(testsFor(planner, 0)).toEqual([1, 0, 2])
  })

  test('has a limit for one test and for all together', () => {
    const planner = (most: number, longest: number) =>
      createPlanner(made, new Set(), coverage, { oneIn: 1, most, longest })
    expect(testsFor(planner(5_000, 100), 0)).toEqual([2, 1])
    expect(testsFor(planner(9, 5_000), 0)).toEqual([2])
    expect(coverage.costOf(2)).toBe(16)
  })

  test('takes the same part every time, and all changes of order', () => {
    const some = Array.from({ length: 400 }, (_, n) => mutantOf(n))
    const part = chosen(some, QUICK)
    expect(part).toEqual(chosen(some, QUICK))
    expect(part.length).toBeGreaterThan(0)
    expect(part.length).toBeLessThan(200)
    const orders = some.map(each => ({ ...each, kind: 'OtherOrder' }))
    expect(chosen(orders, QUICK)).toHaveLength(400)
    expect(chosen(some, FULL)).toHaveLength(400)
  })
})
