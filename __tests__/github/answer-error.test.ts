import { describe, expect, test } from '@jest/globals'
import { graphqlData, restError } from '../../src/github/answer-error.ts'
import { GitHubError } from '../../src/github/api.ts'

const ROUTE = 'GET /repos/{owner}/{repo}'

describe('the kind of an answer of REST', () => {
  test.each([
    [401, 'Bad credentials', {}, 'denied'],
    [403, 'Resource not accessible by integration', {}, 'denied'],
    [403, 'API rate limit exceeded for installation ID 1.', { 'x-ratelimit-remaining': '0' }, 'rate-limited'],
    [403, 'You have exceeded a secondary rate limit.', {}, 'rate-limited'],
    [403, 'Slow down', { 'retry-after': '5' }, 'rate-limited'],
    [429, 'Too many requests', {}, 'rate-limited'],
    [404, 'Not Found', {}, 'not-found'],
    [410, 'Gone', {}, 'not-found'],
    [408, 'Timeout', {}, 'unavailable'],
    [503, 'Service Unavailable', {}, 'unavailable'],
    [409, 'Conflict', {}, 'refused'],
    [422, 'Validation Failed', {}, 'refused']
  ] as const)('%s %s', (status, message, headers, kind) => {
    expect(restError(ROUTE, { status, data: { message }, headers })).toMatchObject({ kind, message, status })
  })
})

test('the text of a refusal has its details, and an answer that is no JSON its status', () => {
  const data = {
    message: 'Validation Failed',
    errors: [
      'one',
      { resource: 'Release', code: 'already_exists', field: 'tag_name' },
      { message: 'own text' }
    ]
  }
  expect(restError(ROUTE, { status: 422, data, headers: {} }).message).toBe(
    'Validation Failed: one: Release tag_name already_exists: own text'
  )
  expect(restError(ROUTE, { status: 502, data: '<html>', headers: {} }).message).toBe('status 502')
})

test('the wait is counted by the clock of GitHub', () => {
  const headers = {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '1793610100',
    date: new Date(1_793_610_000_000).toUTCString()
  }
  expect(restError(ROUTE, { status: 403, data: {}, headers }).retryAfter).toBe(100)
})

describe('the data of a GraphQL answer', () => {
  const answer = (data: unknown) => ({ status: 200, data, headers: {} })
  const kindOf = (body: unknown): string => {
    try {
      return JSON.stringify(graphqlData(answer(body)))
    } catch (error) {
      if (error instanceof GitHubError) return error.kind
      throw error
    }
  }

  test.each([
    ['all there', { data: { a: 1 } }, '{"a":1}'],
    ['something not found', { data: { a: null }, errors: [{ type: 'NOT_FOUND' }] }, '{"a":null}'],
    ['nothing found', { data: null, errors: [{ type: 'NOT_FOUND' }] }, 'not-found'],
    [
      'forbidden beside not found',
      { data: {}, errors: [{ type: 'NOT_FOUND' }, { type: 'FORBIDDEN' }] },
      'denied'
    ],
    ['over the budget', { errors: [{ type: 'RATE_LIMITED', message: 'x' }] }, 'rate-limited'],
    ['a limit of GitHub', { errors: [{ type: 'EXCESSIVE_PAGINATION', message: 'x' }] }, 'refused'],
    [
      'a field that is not',
      { errors: [{ message: 'x', extensions: { code: 'undefinedField' } }] },
      'refused'
    ],
    [
      'too slow',
      { data: null, errors: [{ message: 'Something went wrong while executing' }] },
      'unavailable'
    ],
    ['no reason', { data: {}, errors: [{ message: 'x' }] }, 'unavailable'],
    ['an error that is no object', { data: {}, errors: ['x'] }, 'unavailable'],
    ['no data', {}, 'unavailable'],
    ['no object', 'data', 'unavailable'],
    ['nothing', undefined, 'unavailable']
  ] as const)('%s', (_, body, kind) => {
    expect(kindOf(body)).toBe(kind)
  })
})
