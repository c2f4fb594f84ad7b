import { expect, test } from '@jest/globals'
import { parseInputs } from '../../src/inputs/parse.ts'
import { ReleaseError } from '../../src/release/codes.ts'

const RAW = { command: 'status', 'image-name': 'acme/web', 'asg-prefix': 'web' }

function refusal(account: string): string {
  try {
    return JSON.stringify(parseInputs({ ...RAW, account }))
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    return error.message
  }
}

test('an account is twelve digits, or is not asked for', () => {
  expect(parseInputs({ ...RAW, account: ' 011122223333 ' }).account).toBe('011122223333')
  expect(parseInputs({ ...RAW, account: '' })).not.toHaveProperty('account')
})

test.each(['1112222333', '1.11122e11', 'production', 'arn:aws:iam::111122223333:root', '١١١١٢٢٢٢٣٣٣٣'])(
  '%s is refused',
  account => {
    expect(refusal(account)).toMatch(/^BGR-INPUT: account must be twelve digits, and is "/)
  }
)
