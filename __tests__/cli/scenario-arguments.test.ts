import { expect, test } from '@jest/globals'
import { parseInvocation } from '../../src/cli/arguments.ts'

test('scenario from-aws takes what names a fleet, and reads it as status does', () => {
  const args = ['--image-name', 'acme/web', '--asg-prefix', 'web', '--service', 'web-api']
  expect(parseInvocation(['scenario', 'from-aws', ...args])).toEqual({
    kind: 'scenario',
    raw: { command: 'status', 'image-name': 'acme/web', 'asg-prefix': 'web', service: 'web-api' }
  })
})

test.each([
  [['from-gcp'], 'A scenario is made from-aws, and not from-gcp.'],
  [['from-aws', '--image-version', '1'], "Unknown option '--image-version'"],
  [['from-aws', '--region', 'eu-west-1', '--region', 'eu-west-2'], '--region is given twice.']
])('%j is refused', (args, message) => {
  expect(() => parseInvocation(['scenario', ...args])).toThrow(
    expect.objectContaining({
      findings: [expect.objectContaining({ code: 'BGR-INPUT', message: expect.stringContaining(message) })]
    })
  )
})

test.each([[], ['--help'], ['from-aws', '--help']])('%j asks for help', (...args) => {
  expect(parseInvocation(['scenario', ...args])).toEqual({ kind: 'help' })
})
