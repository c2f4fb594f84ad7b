import { expect, test } from '@jest/globals'
import { checkCredentials, credentialScope, TWIN_ACCESS_KEY_ID } from '../../../src/twin/doors/credentials.ts'

const NOW = Date.parse('2026-01-05T09:00:00Z')
const scope = { accessKeyId: TWIN_ACCESS_KEY_ID, region: 'eu-west-1', service: 'autoscaling' }
const header = (scope: string) => `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`

test('the scope is read from the Authorization header', () => {
  const given = header(`${TWIN_ACCESS_KEY_ID}/20260105/eu-west-1/autoscaling/aws4_request`)
  expect(credentialScope(given)).toEqual(scope)
})

test.each([
  [undefined, 'MissingAuthenticationToken'],
  ['', 'MissingAuthenticationToken'],
  ['Basic abc', 'IncompleteSignature'],
  [header('AKIA/eu-west-1/autoscaling/aws4_request'), 'IncompleteSignature']
])('Authorization %p is %s', (authorization, code) => {
  expect(() => credentialScope(authorization)).toThrow(expect.objectContaining({ code }))
})

test('any other key id is refused', () => {
  const foreign = { ...scope, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }
  const error = { status: 403, code: 'InvalidClientTokenId' }
  expect(() => checkCredentials(foreign, '20260105T090000Z', NOW)).toThrow(expect.objectContaining(error))
})

test('a request may be five minutes off, either way, and no more', () => {
  for (const date of ['20260105T085500Z', '20260105T090000Z', '20260105T090500Z'])
    expect(() => checkCredentials(scope, date, NOW)).not.toThrow()
  expect(() => checkCredentials(scope, '20260105T085459Z', NOW)).toThrow(
    'Signature expired: 20260105T085459Z is now earlier than 20260105T085500Z (20260105T090000Z - 5 min.)'
  )
  expect(() => checkCredentials(scope, '20260105T090501Z', NOW)).toThrow('Signature not yet current')
})

test.each([undefined, '', 'Mon, 05 Jan 2026 09:00:00 GMT', '20261305T090000Z'])(
  'date %p is incomplete',
  date => {
    expect(() => checkCredentials(scope, date, NOW)).toThrow(
      expect.objectContaining({ code: 'IncompleteSignature' })
    )
  }
)
