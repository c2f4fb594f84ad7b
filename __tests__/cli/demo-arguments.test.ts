import { expect, test } from '@jest/globals'
import { parseInvocation } from '../../src/cli/arguments.ts'

test('the demo shows one service with shared target groups where nothing is asked for', () => {
  expect(parseInvocation(['demo'])).toEqual({
    kind: 'demo',
    json: false,
    sabotage: false,
    directory: 'bg-release-demo',
    services: 1,
    topology: 'shared'
  })
})

test('the demo takes a number of services, a topology and a number of requests', () => {
  const asked = ['demo', '--services', '3', '--topology=split', '--requests', '5000', '--json']
  expect(parseInvocation(asked)).toMatchObject({
    services: 3,
    topology: 'split',
    requests: 5000,
    json: true
  })
})

test.each([
  [['--services', '0'], '--services must be a whole number from 1 to 5, and is 0.'],
  [['--services', '6'], '--services must be a whole number from 1 to 5, and is 6.'],
  [['--services', '1.5'], '--services must be a whole number from 1 to 5, and is 1.5.'],
  [['--services', 'many'], '--services must be a whole number from 1 to 5, and is many.'],
  [['--requests', '-1'], "Option '--requests' argument is ambiguous"],
  [['--topology', 'both'], '--topology must be shared or split, and is both.']
])('%j is refused', (flags, message) => {
  expect(() => parseInvocation(['demo', ...flags])).toThrow(message)
})
