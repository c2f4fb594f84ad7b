/**
 * Releases that an earlier version left half-way, in the hands of this one. What it decides there, and how each command
 * ends, is recorded beside the traces: `node scripts/record-traces.ts --expect` writes it anew where another decision is
 * meant. What a release in flight may never meet is not recorded but said in support/trace-states.ts.
 *
 *   TRACES=full npm test -- recorded-traces     every command from every moment
 */
import { describe, expect, test } from '@jest/globals'
import { meet, type State } from '../support/trace-states.ts'
import { readExpectations, readTraces } from '../support/traces.ts'

/** So many moments are decided on for one from which every command is run to its end. */
const LED_EVERY = process.env.TRACES === 'full' ? 1 : 3

/** As `Met`, with the number of the picture in place of it. */
interface Expected extends State {
  readonly phase: string
  readonly made: readonly (readonly [command: string, decides: string, status?: string, picture?: number])[]
}

const traces = readTraces()
const { states, pictures } = readExpectations<Expected>()

describe.each(traces)('$name', trace => {
  test('is understood half-way, and led to its end or back', async () => {
    const of = states.filter(each => each.trace === trace.name)
    expect(of).not.toEqual([])
    for (const [i, { phase, made, ...state }] of of.entries()) {
      const isLed = i % LED_EVERY === 0
      const met = await meet(trace, state, isLed)
      expect({ calls: state.calls, wrong: met.wrong }).toEqual({ calls: state.calls, wrong: [] })
      expect({ calls: state.calls, phase: met.phase, made: met.made }).toEqual({
        calls: state.calls,
        phase,
        made: made.map(([command, decides, status, picture]) =>
          picture === undefined || !isLed
            ? [command, decides]
            : [command, decides, { status, picture: pictures[picture] }]
        )
      })
    }
  })
})

test('the moments that were recorded are of every phase', () => {
  expect(new Set(states.map(({ phase }) => phase))).toEqual(
    new Set(['idle', 'warming', 'ready', 'switching', 'awaiting-finalize', 'finalizing', 'rolling-back'])
  )
})
